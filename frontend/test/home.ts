/** A Home Assistant that answers as the integration does, for tests of the page alone. */

import english from "../../custom_components/alexa_privacy/translations/en.json" with { type: "json" };
import type {
  Account,
  DayCount,
  DeletionEvent,
  ListingEvent,
  PreviewEvent,
  Progress,
  Receipt,
  Row,
  Scope,
  UnfinishedDeletions,
  UnloadedAccount,
} from "../src/api";
import { Calendar } from "../src/calendar";
import type { Connection, Hass, Localize, Message, Unsubscribe } from "../src/hass";
import type { Visit } from "../src/visit";

export const ZONE = "Europe/Berlin";
export const NOW = Date.parse("2026-11-21T18:30:00Z");
export const HOUR = 3_600_000;
/** What the receipts of this page's deletions are called. */
const NAMES = ["first", "second"];
const WORDS = ["what time is it", "play some jazz", "turn off the light", "how warm will it be"];

export function row(number: number, change: Partial<Row> = {}): Row {
  const words = WORDS[number % WORDS.length] ?? "";
  return {
    id: `row-${number}`,
    time: NOW - number * HOUR,
    echo: `SERIAL${number % 2}`,
    device: number % 2 ? "Echo Küche" : "Echo Büro",
    persons: number % 3 ? ["Mia"] : [],
    kind: number % 5 ? "intended" : "unintended",
    said: `${words} ${number}`,
    replied: number % 4 ? "OK" : "",
    audio: number % 7 > 0,
    ...change,
  };
}

export function rows(count: number): Row[] {
  return Array.from({ length: count }, (_, number) => row(number));
}

export function receipt(change: Partial<Receipt> = {}): Receipt {
  const figures = {
    matched: 1,
    asked: 1,
    verified_gone: 1,
    still_listed: 0,
    unknown: 0,
    cannot_be_named: 0,
    others_gone: 0,
  };
  return { receipt_id: "first", status: "verified", finished: "2026-11-21T18:30:00+00:00", ...figures, ...change };
}

export function progress(change: Partial<Progress> = {}): Progress {
  return { receipt_id: "first", listed: null, matched: 0, asked: 0, verified_gone: 0, ...change };
}

export const ACCOUNT: Account = {
  entry_id: "entry",
  title: "mia@example.org",
  loaded: true,
  held: 500,
  today: 3,
  echoes: [
    { serial: "SERIAL0", name: "Echo Büro" },
    { serial: "SERIAL1", name: "Echo Küche" },
  ],
  review: { entity_id: "switch.human_review", state: true, taught: true },
  nightly: {
    entity_id: "switch.nightly_purge",
    state: true,
    next: NOW + 8 * HOUR,
    plan: null,
    tested: true,
    keep_days: 30,
  },
  last_receipt: receipt(),
  last_deletion: null,
  can_delete: true,
  first_run: { counting: null, usable: ["delete_recordings"], nights: true, review: true },
  to_teach: [],
  to_test: [],
  broken: [],
  histories: [],
  entities: ["switch.human_review", "switch.nightly_purge", "binary_sensor.protection"],
  problem: false,
  problems: [],
  current: true,
  good: [],
};

/** The texts, filled in. */
export const localize: Localize = (key, values = {}) => {
  const [, , , room, name] = key.split(".");
  const texts: Record<string, Record<string, string> | undefined> = english.config_panel;
  const text = texts[room ?? ""]?.[name ?? ""] ?? "";
  return text.replace(/\{(\w+)\}/g, (_, value: string) => String(values[value]));
};

interface Subscription {
  message: Message;
  callback: (event: unknown) => void;
  /** What is left to be listed. */
  left: Row[];
}

export class FakeHome implements Connection {
  rows: Row[];
  accounts: (Account | UnloadedAccount)[] = [ACCOUNT];
  persons: string[] = [];
  /** What would be shared of a request. */
  contribution: unknown;
  /** The deletions that run or wait. */
  unfinished: string[] = [];
  /** Whether nothing that is asked for is answered. */
  isMute = false;
  /** Whether deletions begin, but the answer that names them is held back. */
  isHeld = false;
  /** About how many recordings a filter matches, where that is known. */
  about: number | null = null;
  /** Whether more recordings do not come for now. */
  isSlow = false;
  /** Whether all days are counted. */
  isComplete = true;
  /** Every command in the order it came. */
  readonly log: Message[] = [];
  /** What the next command of a type is refused with. */
  readonly refusals = new Map<string, { code: string; message: string }>();
  readonly #subscriptions = new Map<number, Subscription>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #held: (() => void)[] = [];
  #id = 0;

  constructor(recordings: Row[] = []) {
    this.rows = recordings;
  }

  get hass(): Hass {
    return {
      connection: this,
      config: { time_zone: ZONE },
      language: "en",
      locale: { time_format: "24", date_format: "language", first_weekday: "language" },
      themes: { darkMode: false },
      states: {},
      fetchWithAuth: () => Promise.resolve(new Response(null, { status: 404 })),
      loadBackendTranslation: () => Promise.resolve(localize),
    };
  }

  /** Send the answers that were held back. */
  release(): void {
    this.isHeld = false;
    for (const send of this.#held.splice(0)) {
      send();
    }
  }

  /** The commands of a type. */
  asked(type: string): Message[] {
    return this.log.filter((message) => message.type === `alexa_privacy/${type}`);
  }

  get open(): number {
    return this.#subscriptions.size;
  }

  addEventListener(event: string, callback: () => void): void {
    this.#listeners.set(event, (this.#listeners.get(event) ?? new Set()).add(callback));
  }

  removeEventListener(event: string, callback: () => void): void {
    this.#listeners.get(event)?.delete(callback);
  }

  /** Lose the connection, and with it all subscriptions; then find it again. */
  reconnect(): void {
    this.disconnect();
    this.#fire("ready");
  }

  /** Lose the connection. */
  disconnect(): void {
    this.#subscriptions.clear();
    this.#fire("disconnected");
  }

  #fire(event: string): void {
    for (const callback of this.#listeners.get(event) ?? []) {
      callback();
    }
  }

  async sendMessagePromise<Result>(message: Message): Promise<Result> {
    this.#send(message);
    const answers: Record<string, () => unknown> = {
      "alexa_privacy/share": () => this.contribution,
      "alexa_privacy/accounts": () => ({ accounts: this.accounts }),
      "alexa_privacy/days": () => ({
        days: this.#days(),
        since: null,
        until: this.isComplete ? "2026-11-21" : null,
        complete: this.isComplete,
      }),
      "alexa_privacy/estimate": () => ({ count: this.about }),
      "alexa_privacy/persons": () => ({ persons: this.persons }),
      "alexa_privacy/delete": () => ({ receipt_id: NAMES[this.asked("delete").length - 1] }),
      "alexa_privacy/recordings/more": () => {
        this.#next(Number(message["subscription"]));
      },
    };
    if (this.isHeld && message.type === "alexa_privacy/delete") {
      await new Promise<void>((resolve) => this.#held.push(resolve));
    }
    await (this.isMute ? new Promise(() => undefined) : Promise.resolve());
    return answers[message.type]?.() as Result;
  }

  async subscribeMessage(callback: (event: never) => void, message: Message): Promise<Unsubscribe> {
    const id = this.#send(message);
    await Promise.resolve();
    const left = this.rows.filter((row) => matches(row, message as Scope));
    this.#subscriptions.set(id, { message, callback: callback as (event: unknown) => void, left });
    if (message.type === "alexa_privacy/recordings/subscribe") {
      queueMicrotask(() => {
        this.#next(id);
      });
    } else if (message.type === "alexa_privacy/deletions/subscribe") {
      queueMicrotask(() => {
        this.tellOfDeletions({ unfinished: this.unfinished });
      });
    }
    return () => Promise.resolve(void this.#subscriptions.delete(id));
  }

  /** Send an event to the page's one subscription to deletions. */
  tellOfDeletions(event: DeletionEvent | UnfinishedDeletions): void {
    this.#emit("deletions/subscribe", event);
  }

  /** Send an event to the last subscription to a type of command. */
  tell(type: "recordings/subscribe" | "preview" | "visit/open", event: ListingEvent | PreviewEvent | Visit): void {
    this.#emit(type, event);
  }

  #emit(type: string, event: unknown): void {
    const all = [...this.#subscriptions.values()];
    all.findLast(({ message }) => message.type === `alexa_privacy/${type}`)?.callback(event);
  }

  #send(message: Message): number {
    this.log.push(message);
    message.id = ++this.#id;
    const refusal = this.refusals.get(message.type);
    if (refusal) {
      this.refusals.delete(message.type);
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- so does Home Assistant's connection
      throw refusal;
    }
    return this.#id;
  }

  #next(id: number): void {
    const subscription = this.#subscriptions.get(id);
    if (subscription && !this.isSlow) {
      const recordings = subscription.left.splice(0, 20);
      const done = !subscription.left.length;
      subscription.callback({ recordings, done, paused: !done, listed_to: recordings.at(-1)?.time ?? NOW });
    }
  }

  #days(): DayCount[] {
    const calendar = new Calendar(ZONE);
    const days = new Map<string, DayCount>();
    for (const each of this.rows.toReversed()) {
      const day = calendar.dayOf(each.time);
      const count = days.get(day) ?? [day, 0, 0];
      count[1] += 1;
      count[2] += each.kind === "unintended" ? 1 : 0;
      days.set(day, count);
    }
    return [...days.values()];
  }
}

function matches(row: Row, scope: Scope): boolean {
  return (
    (scope.start === undefined || row.time >= scope.start) &&
    (scope.end === undefined || row.time < scope.end) &&
    (!scope.echoes || scope.echoes.includes(row.echo ?? "")) &&
    (!scope.persons || row.persons.some((person) => scope.persons?.includes(person))) &&
    (!scope.kinds || scope.kinds.includes(row.kind)) &&
    (!scope.said || row.said.includes(scope.said))
  );
}
