/** The integration's WebSocket commands and what they answer. Times are epoch milliseconds. */

import type { Connection, Unsubscribe } from "./hass";

export const KINDS = ["intended", "unintended", "other_device", "routine", "unknown"] as const;
export type Kind = (typeof KINDS)[number];

export interface Row {
  id: string;
  time: number;
  echo: string | null;
  device: string | null;
  persons: string[];
  kind: Kind;
  said: string;
  replied: string;
  audio: boolean;
}

/** Which recordings: all that is given must hold; `end` is excluded. */
export interface Scope {
  start?: number;
  end?: number;
  echoes?: string[];
  persons?: string[];
  kinds?: Kind[];
  said?: string;
  ids?: string[];
}

/** What is deleted: everything only where that is said, never because no limit is given. */
export type Target = Scope | { everything: true };

export interface Receipt {
  receipt_id: string;
  status: "verified" | "partial" | "failed" | "stopped" | "running" | "dry_run" | "nothing_to_delete";
  /** Null where nothing could be listed. */
  matched: number | null;
  asked: number;
  verified_gone: number;
  still_listed: number;
  unknown: number;
  cannot_be_named: number;
  others_gone: number;
  finished: string | null;
  /** What went wrong, or that it was cancelled. */
  error?: string | null;
  /** What a dry run tells besides. */
  oldest?: string;
  newest?: string;
  by_device?: Record<string, number>;
  requests?: number;
}

/** What can stand in the way of the owner's wishes. */
export const PROBLEMS = [
  "signed_out",
  "unreachable",
  "review_on",
  "deleted_too_much",
  "requests_broken",
  "not_taught",
  "not_tested",
  "purge_failed",
  "purge_overdue",
] as const;
export type Problem = (typeof PROBLEMS)[number];

/** An account that is not set up right now. */
export interface UnloadedAccount {
  entry_id: string;
  title: string;
  loaded: false;
  /** Whether Home Assistant asks the owner to sign in again. */
  signed_out: boolean;
}

/** What the next night deletes, as far as it is counted; null is unknown, or no recording. */
export interface Plan {
  count: number | null;
  oldest: number | null;
  newest: number | null;
  /** Whether there cannot be fewer. */
  is_exact: boolean;
}

export interface Account {
  entry_id: string;
  title: string;
  loaded: true;
  /** How many recordings Amazon holds, in all and from today; null is unknown. */
  held: number | null;
  today: number | null;
  echoes: { serial: string; name: string | null }[];
  review: { entity_id: string | null; state: boolean | null; taught: boolean };
  nightly: {
    entity_id: string | null;
    state: boolean | null;
    next: number | null;
    plan: Plan | null;
    /** Whether it may be switched on. */
    tested: boolean;
    /** Null where nothing is kept. */
    keep_days: number | null;
  };
  last_receipt?: Receipt | null;
  /** When the last one was verified (epoch ms), by a rehearsal too, which leaves no receipt. */
  last_deletion: number | null;
  /** Whether there is a way to delete, tested or not. */
  can_delete: boolean;
  to_teach: string[];
  to_test: string[];
  broken: string[];
  /** Whose states say that something here has changed. */
  entities: string[];
  /** Whether there is one of these; null where that is not known. */
  problem: boolean | null;
  problems: string[];
  /** Whether all this was seen recently: Amazon answers, and nobody has to sign in. */
  current: boolean;
  /** Which of review, nightly, receipt and learned were seen to be as they should, recently. */
  good: string[];
  /** What else the account has than voice recordings. */
  histories: OtherHistory[];
  first_run: {
    /** How many are counted so far, and the minutes left, if known; null once all are. */
    counting: { count: number; minutes: number | null } | null;
    /** The ways to delete that may be used now. */
    usable: string[];
    /** Whether the owner has decided on the nightly purge, and on human review. */
    nights: boolean;
    review: boolean;
  };
}

/** Another history than that of voice recordings. */
export interface OtherHistory extends Pick<Account, "held" | "today" | "last_deletion" | "can_delete"> {
  key: string;
  name: string;
  /** Why it is not counted. */
  failure: Failure | null;
  nightly: { entity_id: string | null; state: boolean | null };
  last_receipt: Receipt | null;
  to_test: boolean;
}

/** Where entries are listed and deleted: among an account's voice recordings, or in another history. */
export interface Source {
  entry_id: string;
  history?: string;
}

/** What the owner decides in the first run. */
export interface Decision {
  keep_days?: number;
  nightly?: boolean;
  accept_review?: true;
}

/** A day, how many recordings it has, and how many of them nobody meant to make. */
export type DayCount = [day: string, all: number, unintended: number];

export interface Days {
  days: DayCount[];
  since: string | null;
  until: string | null;
  complete: boolean;
}

export interface Failure {
  code: string;
  message: string;
}

export interface Page {
  recordings: Row[];
  done: boolean;
  /** Whether nothing more comes until more is asked for. */
  paused: boolean;
  listed_to: number;
}

export interface Progress {
  /** What its receipt will be called. */
  receipt_id: string;
  /** How many were listed; null once it is known how many match. */
  listed: number | null;
  matched: number;
  asked: number;
  verified_gone: number;
  /** Whether Amazon has not answered for a while. */
  waiting?: boolean;
}

export type ListingEvent = Page | { error: Failure };
export type PreviewEvent = { progress: Progress } | { receipt: Receipt } | { error: Failure };
/** Which deletions are not finished when a subscription begins, and when the account was loaded again. */
export interface UnfinishedDeletions {
  unfinished: string[];
}
export type DeletionEvent =
  | { progress: Progress }
  | { receipt_id: string; gone: string[] }
  /** It is done, but its receipt could not be stored yet. */
  | { receipt_id: string; delayed: Failure }
  | { receipt: Receipt; error: Failure | null };

/** A listing that has begun. */
export interface ListingHandle {
  more(): Promise<void>;
  end: Unsubscribe;
}

export async function accounts(connection: Connection): Promise<(Account | UnloadedAccount)[]> {
  const answer = await connection.sendMessagePromise<{ accounts: (Account | UnloadedAccount)[] }>({
    type: "alexa_privacy/accounts",
  });
  return answer.accounts;
}

export async function days(connection: Connection, source: Source): Promise<Days> {
  return connection.sendMessagePromise({ type: "alexa_privacy/days", ...source });
}

/** The first names that Amazon knows voices by; none where it does not say. */
export async function persons(connection: Connection, entryId: string): Promise<string[]> {
  const message = { type: "alexa_privacy/persons", entry_id: entryId };
  return (await connection.sendMessagePromise<{ persons: string[] }>(message)).persons;
}

/** About how many recordings a scope matches, as far as that is known without asking Amazon; null where it is not. */
export async function estimate(connection: Connection, source: Source, scope: Scope): Promise<number | null> {
  const message = { type: "alexa_privacy/estimate", ...source, ...scope };
  return (await connection.sendMessagePromise<{ count: number | null }>(message)).count;
}

/**
 * List recordings, newest first; the listing pauses by itself until more are asked for. What is newer than the last
 * poll is listed only to `refresh`.
 */
export async function list(
  connection: Connection,
  source: Source,
  scope: Scope & { refresh: boolean },
  callback: (event: ListingEvent) => void,
): Promise<ListingHandle> {
  const message = { type: "alexa_privacy/recordings/subscribe", ...source, ...scope, id: 0 };
  // What was listed so far is kept on this side: a new connection does not start over.
  const end = await connection.subscribeMessage(callback, message, { resubscribe: false });
  const subscription = message.id;
  return {
    end,
    more: () => connection.sendMessagePromise({ type: "alexa_privacy/recordings/more", subscription }),
  };
}

/** Count what would be deleted, while somebody listens. */
export async function preview(
  connection: Connection,
  source: Source,
  target: Target,
  callback: (event: PreviewEvent) => void,
): Promise<Unsubscribe> {
  const message = { type: "alexa_privacy/preview", ...source, everything: false, ...target };
  return connection.subscribeMessage(callback, message, { resubscribe: false });
}

/** Begin a deletion, and return what its receipt will be called. */
export async function startDeletion(connection: Connection, source: Source, target: Target): Promise<string> {
  const message = { type: "alexa_privacy/delete", ...source, everything: false, ...target };
  return (await connection.sendMessagePromise<{ receipt_id: string }>(message)).receipt_id;
}

/** Listen to all deletions from a history, after the receipts of those that are named and have ended. */
export async function subscribeDeletions(
  connection: Connection,
  source: Source,
  receiptIds: readonly string[],
  callback: (event: DeletionEvent | UnfinishedDeletions) => void,
): Promise<Unsubscribe> {
  const message = { type: "alexa_privacy/deletions/subscribe", ...source, receipt_ids: receiptIds };
  return connection.subscribeMessage(callback, message, { resubscribe: false });
}

/** Cancel a deletion: what Amazon was not asked to delete yet stays. */
export async function cancelDeletion(connection: Connection, entryId: string, receiptId: string): Promise<void> {
  await connection.sendMessagePromise({ type: "alexa_privacy/cancel", entry_id: entryId, receipt_id: receiptId });
}

export async function decide(connection: Connection, entryId: string, decision: Decision): Promise<void> {
  await connection.sendMessagePromise({ type: "alexa_privacy/decide", entry_id: entryId, ...decision });
}

/** Where a recording's audio is served to those signed in. */
export function audioPath(entryId: string, id: string): string {
  return `/api/alexa_privacy/audio/${encodeURIComponent(entryId)}/${encodeURIComponent(id)}`;
}

/** Whether Amazon asks to sign in again. */
export function isSignedOut({ code }: Failure): boolean {
  return code === "signed_out";
}

/** Read what a command was refused with. */
export function failureOf(error: unknown): Failure {
  if (typeof error === "object" && error !== null && "message" in error && typeof error.message === "string") {
    return { code: "code" in error ? String(error.code) : "unknown", message: error.message };
  }
  return { code: "unknown", message: String(error) };
}
