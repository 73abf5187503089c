/** One deletion: first counted, then carried out and watched until its receipt is there. */

import {
  cancelPurge,
  type DeletionEvent,
  erase,
  type Failure,
  failureOf,
  type Progress,
  type Receipt,
  type Target,
} from "./api";
import type { Connection, Unsubscribe } from "./hass";

export class Deletion {
  readonly target: Target;
  /** Whether this only counts. */
  readonly dryRun: boolean;
  /** The rows that it takes, where they were chosen one by one. */
  readonly ids: ReadonlySet<string>;
  progress: Progress | undefined;
  receipt: Receipt | undefined;
  error: Failure | undefined;
  /** The connection was lost before the receipt was there; the deletion itself goes on. */
  lost = false;
  /** The owner does not want it any more. */
  cancelling = false;
  /** Whether this page asked for it. */
  readonly own = true;

  readonly #connection: Connection;
  readonly #entryId: string;
  readonly #changed: (deletion: Deletion, gone: readonly string[]) => void;
  #end: Unsubscribe | undefined;
  #stopped = false;

  constructor(
    connection: Connection,
    entryId: string,
    target: Target,
    dryRun: boolean,
    changed: (deletion: Deletion, gone: readonly string[]) => void,
  ) {
    this.#connection = connection;
    this.#entryId = entryId;
    this.target = target;
    this.dryRun = dryRun;
    this.ids = new Set("ids" in target ? target.ids : []);
    this.#changed = changed;
  }

  get running(): boolean {
    return !this.receipt && !this.error && !this.lost;
  }

  /** What its receipt will be called, once that is known. */
  get receiptId(): string | null {
    return this.progress?.receipt_id ?? null;
  }

  async start(): Promise<void> {
    try {
      const end = await erase(this.#connection, this.#entryId, this.target, this.dryRun, (event) => {
        this.#take(event);
      });
      if (this.#stopped) {
        await end();
      } else {
        this.#end = end;
      }
    } catch (error) {
      this.#take({ error: failureOf(error) });
    }
  }

  /** Listen no more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#end?.().catch(() => undefined);
  }

  /** End it once what is under way is done, as soon as it is known what it is called. */
  async cancel(): Promise<void> {
    this.cancelling = true;
    this.#changed(this, []);
    if (this.receiptId) {
      await cancelPurge(this.#connection, this.#entryId, this.receiptId).catch(() => {
        this.cancelling = false;
        this.#changed(this, []);
      });
    }
  }

  /** The connection is gone. */
  lose(): void {
    if (this.running) {
      this.lost = true;
      this.#changed(this, []);
    }
  }

  #take(event: DeletionEvent): void {
    if (this.#stopped) {
      return;
    }
    if ("gone" in event) {
      this.#changed(this, event.gone);
      return;
    }
    if ("progress" in event) {
      const isNew = !this.receiptId;
      this.progress = event.progress;
      if (isNew && this.cancelling) {
        void this.cancel();
      }
    } else if ("receipt" in event) {
      this.receipt = event.receipt;
    } else {
      this.error = event.error;
    }
    this.#changed(this, []);
  }
}
