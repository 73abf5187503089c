/** One deletion: first counted, then carried out and watched until its receipt is there. */

import { type DeletionEvent, erase, type Failure, failureOf, type Progress, type Receipt, type Scope } from "./api";
import type { Connection, Unsubscribe } from "./hass";

export class Deletion {
  readonly scope: Scope;
  /** Whether this only counts. */
  readonly dryRun: boolean;
  /** The rows that it takes, where they were chosen one by one. */
  readonly ids: ReadonlySet<string>;
  progress: Progress | undefined;
  receipt: Receipt | undefined;
  error: Failure | undefined;
  /** The connection was lost before the receipt was there; the deletion itself goes on. */
  lost = false;

  readonly #connection: Connection;
  readonly #entryId: string;
  readonly #changed: (deletion: Deletion, gone: readonly string[]) => void;
  #end: Unsubscribe | undefined;
  #stopped = false;

  constructor(
    connection: Connection,
    entryId: string,
    scope: Scope,
    dryRun: boolean,
    changed: (deletion: Deletion, gone: readonly string[]) => void,
  ) {
    this.#connection = connection;
    this.#entryId = entryId;
    this.scope = scope;
    this.dryRun = dryRun;
    this.ids = new Set(scope.ids);
    this.#changed = changed;
  }

  get running(): boolean {
    return !this.receipt && !this.error && !this.lost;
  }

  async start(): Promise<void> {
    try {
      const end = await erase(this.#connection, this.#entryId, this.scope, this.dryRun, (event) => {
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
      this.progress = event.progress;
    } else if ("receipt" in event) {
      this.receipt = event.receipt;
    } else {
      this.error = event.error;
    }
    this.#changed(this, []);
  }
}
