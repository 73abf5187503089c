/** What is said about deletions, and about what they take. */

import type { Account, Plan, Progress, Receipt, Row } from "./api";
import type { Deletion } from "./deletion";
import { type Filter, isAny } from "./filter";
import type { TextKey, Texts } from "./texts";

/** So much of what was said tells one recording from another. */
const FEW_LETTERS = 200;

/** Say how a deletion is going, or how it ended. */
export function describeDeletion(texts: Texts, deletion: Deletion): string {
  const said = describeState(texts, deletion);
  return deletion.own ? said : `${texts.say("delete.others")} ${said}`;
}

function describeState(texts: Texts, { receipt, progress, error, delayed, lost, cancelling }: Deletion): string {
  if (error) {
    return error.message;
  }
  if (receipt) {
    return describeReceipt(texts, receipt);
  }
  if (delayed) {
    return delayed.message;
  }
  if (lost) {
    return texts.say("delete.lost");
  }
  if (cancelling) {
    return texts.say("delete.cancelling");
  }
  const said = describeProgress(texts, progress);
  return progress?.waiting ? `${texts.say("delete.waiting")} ${said}` : said;
}

function describeProgress(texts: Texts, progress: Progress | undefined): string {
  if (!progress?.matched) {
    return progress?.listed ? texts.say("delete.counting", { count: progress.listed }) : texts.say("delete.starting");
  }
  const { matched, asked, verified_gone: gone } = progress;
  return texts.say("delete.running", { matched, asked, gone });
}

/** Whether something is left that was to go, or more went. */
export function isBad({ status }: Receipt): boolean {
  return status === "failed" || status === "partial" || status === "stopped";
}

/** Say what came of a deletion. */
export function describeReceipt(texts: Texts, receipt: Receipt): string {
  const { status, matched, verified_gone: gone } = receipt;
  const cancelled = receipt.error === "purge_cancelled";
  if (matched === null) {
    return texts.say(cancelled ? "delete.cancelled_early" : "delete.not_listed");
  }
  if (status === "nothing_to_delete") {
    return texts.say("delete.nothing");
  }
  const said = [
    cancelled && texts.say("delete.cancelled"),
    status === "stopped" && texts.say("delete.others_gone", { count: receipt.others_gone }),
    texts.say("delete.receipt", { matched, gone }),
    receipt.still_listed && texts.say("delete.still_listed", { count: receipt.still_listed }),
    receipt.unknown && texts.say("delete.unknown", { count: receipt.unknown }),
    receipt.cannot_be_named && texts.say("delete.cannot_be_named", { count: receipt.cannot_be_named }),
    status === "stopped" && texts.say("delete.test_again"),
  ];
  return said.filter(Boolean).join(" ");
}

/** Say what the nightly purge deletes next, or would if it were on. */
export function describePlan(texts: Texts, { state, plan }: Account["nightly"]): string {
  if (!plan) {
    return "";
  }
  return describeAmount(texts, plan, state ? "protection.plan_on" : "protection.plan_off");
}

/** Say, as one text has it, how many recordings a purge deletes, and of which days. */
export function describeAmount(texts: Texts, plan: Plan, key: TextKey): string {
  const { count, oldest, newest } = plan;
  if (count === null) {
    return texts.say("protection.plan_unknown");
  }
  if (!count || oldest === null || newest === null) {
    return texts.say("protection.plan_none");
  }
  const days = new Set([oldest, newest].map((time) => texts.shortDay(texts.calendar.dayOf(time))));
  const amount = `${plan.is_exact ? "" : "≤ "}${texts.number(count)}`;
  return texts.say(key, { count, amount, days: [...days].join(" – ") });
}

/** Say what a dry run has found. */
export function describePreview(texts: Texts, receipt: Receipt | undefined): string {
  const { oldest, newest, by_device, requests } = receipt ?? {};
  if (oldest === undefined || newest === undefined || requests === undefined) {
    return "";
  }
  const [from, to] = [oldest, newest].map((time) => texts.moment(Date.parse(time)));
  const devices = Object.entries(by_device ?? {}).map(
    ([device, count]) => `${device || texts.say("row.no_device")} ${texts.number(count)}`,
  );
  return texts.join([`${from ?? ""} – ${to ?? ""}`, ...devices, texts.say("delete.requests", { count: requests })]);
}

/** Say which recordings a filter lets through. */
export function describeFilter(texts: Texts, filter: Filter, account: Account, history = ""): string {
  if (isAny(filter)) {
    return texts.say("delete.everything", { account: account.title, history });
  }
  const echo = account.echoes.find(({ serial }) => serial === filter.echo);
  const parts = [
    filter.words.trim() && texts.quote(filter.words.trim()),
    describeDays(texts, filter),
    filter.echo && (echo?.name ?? filter.echo),
    filter.person,
    filter.kind && texts.say(`kind.${filter.kind}`),
  ];
  return texts.join(parts);
}

/** Say which days a filter lets through, and where one bound is open, how far that reaches. */
function describeDays(texts: Texts, { from, to }: Filter): string {
  if (from && from === to) {
    return texts.say("delete.on", { day: texts.day(from) });
  }
  if (from && to) {
    return texts.say("delete.between", { from: texts.shortDay(from), to: texts.shortDay(to) });
  }
  return from
    ? texts.say("delete.from", { day: texts.shortDay(from) })
    : to && texts.say("delete.to", { day: texts.shortDay(to) });
}

/** Say which recordings were chosen. */
export function describeRows(texts: Texts, rows: readonly Row[]): string {
  const [row] = rows;
  if (!row || rows.length > 1) {
    const [last, first] = [rows[0], rows.at(-1)];
    return first && last ? `${texts.moment(first.time)} – ${texts.moment(last.time)}` : "";
  }
  const said = row.said.length > FEW_LETTERS ? `${row.said.slice(0, FEW_LETTERS)}…` : row.said;
  return texts.join([texts.moment(row.time), row.device, said && texts.quote(said)]);
}
