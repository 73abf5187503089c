/** A lesson on Amazon's page, as the integration follows it. What it sends is whole each time. */

import { historyInAddress } from "./address";
import { type Failure, failureOf } from "./api";
import type { Connection, Unsubscribe } from "./hass";
import type { Lesson } from "./lessons";
import type { Contribution } from "./share";

interface Message {
  key: string;
  placeholders: Record<string, string>;
}

export interface Step extends Message {
  done: boolean;
  /** Whether there is nothing to do: Amazon's page loads again. */
  waits?: true;
}

export interface Candidate {
  id: string;
  time: string;
  /** Only recordings always have a device, and words. */
  device?: string;
  said?: string;
}

/** Who tested a request, on which day, and with which versions. */
export type Tested = Record<"by" | "on" | "home_assistant" | "alexa_privacy", string>;

export interface Offer {
  site: string;
  tested: Tested[];
}

export interface Visit {
  state:
    "opening" | "offered" | "open" | "learning" | "learned" | "to_test" | "testing" | "done" | "refused" | "closed";
  /** What the history or setting is called that is taught, where the owner named it. */
  name?: string | null;
  /** Where Amazon's page is, while it may be seen. */
  path: string | null;
  /** Grows whenever Amazon's page is to be loaded again. */
  load: number;
  expires: string | null;
  steps: Step[];
  /** The first step that is not done. */
  current: number | null;
  note: Message | null;
  error: (Message & { message: string }) | null;
  /** What was learned or is offered, as Markdown. */
  result: string | null;
  /** Where and by whom the request was tested that is offered. */
  shared: Offer | null;
  /** Which recordings the test may delete; the first is proposed. */
  candidates: Candidate[];
  /** Why it is closed. */
  reason: string | null;
}

export class VisitSession {
  visit: Visit | undefined;
  /** Why a command was refused. */
  failure: Failure | undefined;
  /** Whether a command is not answered yet. */
  busy = false;
  readonly #connection: Connection;
  readonly #target: { entry_id: string; lesson: Lesson; only_test: boolean; history?: string };
  readonly #changed: () => void;
  /** What was asked for last; the connection notes its id, by which the other commands name it. */
  #opened: { id: number } | undefined;
  #end: Unsubscribe | undefined;

  constructor(
    connection: Connection,
    { entryId, lesson, testing }: { entryId: string; lesson: Lesson; testing: boolean },
    changed: () => void,
  ) {
    this.#connection = connection;
    this.#target = { entry_id: entryId, lesson, only_test: testing };
    if (testing && lesson === "history") {
      this.#target.history = historyInAddress();
    }
    this.#changed = changed;
  }

  /** Open it, again too; one that this user left less than a minute ago goes on. */
  open = async (): Promise<void> => {
    const message = { type: "alexa_privacy/visit/open", ...this.#target, id: 0 };
    const isLatest = (): boolean => this.#opened === message;
    void this.#end?.().catch(() => undefined);
    this.#end = undefined;
    this.#opened = message;
    this.failure = undefined;
    try {
      const end = await this.#connection.subscribeMessage(
        (visit: Visit) => {
          if (isLatest()) {
            this.visit = visit;
            this.#changed();
          }
        },
        message,
        { resubscribe: false },
      );
      if (isLatest()) {
        this.#end = end;
      } else {
        await end();
      }
    } catch (error) {
      if (isLatest()) {
        this.failure = failureOf(error);
        this.#changed();
      }
    }
  };

  /** The connection is gone, and what was subscribed to with it; the visit itself waits for a minute. */
  lose = (): void => {
    this.#end = undefined;
  };

  /** Show it on Amazon's page, instead of using what is offered. */
  async show(): Promise<void> {
    await this.#send("show", {});
  }

  /** Say how many values of the setting are to be taught. */
  async teachValues(values: number): Promise<void> {
    await this.#send("values", { values });
  }

  /** Agree to what was learned or is offered; a setting that was taught needs to be known as on or off. */
  async agree(isOn?: boolean): Promise<void> {
    await this.#send("agree", isOn === undefined ? {} : { is_on: isOn });
  }

  /** Test it on a recording; a setting needs none. */
  async test(recording: string): Promise<void> {
    await this.#send("test", { recording });
  }

  /** Return what would be shared of the request, or why it must not be. */
  async share(): Promise<Contribution> {
    const { entry_id, lesson } = this.#target;
    const message = { type: "alexa_privacy/share", entry_id, lesson };
    return this.#connection
      .sendMessagePromise<Contribution>(message)
      .catch((error: unknown) => ({ error: failureOf(error) }));
  }

  /** End it, and follow it no more. */
  async close(): Promise<void> {
    const [end, opened] = [this.#end, this.#opened];
    this.#end = this.#opened = undefined;
    if (opened?.id) {
      const message = { type: "alexa_privacy/visit/close", subscription: opened.id };
      await this.#connection.sendMessagePromise(message).catch(() => undefined);
      await end?.().catch(() => undefined);
    }
  }

  async #send(command: "agree" | "show" | "test" | "values", data: Record<string, unknown>): Promise<void> {
    this.failure = undefined;
    const message = { type: `alexa_privacy/visit/${command}`, subscription: this.#opened?.id, ...data };
    this.busy = true;
    this.#changed();
    await this.#connection.sendMessagePromise(message).catch((error: unknown) => {
      this.failure = failureOf(error);
    });
    this.busy = false;
    this.#changed();
  }
}
