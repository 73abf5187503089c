/** Counts what would be deleted, as long as somebody looks. */

import { type Failure, failureOf, preview, type Progress, type Receipt, type Target } from "./api";
import type { Connection, Unsubscribe } from "./hass";

export class Preview {
  progress: Progress | undefined;
  receipt: Receipt | undefined;
  error: Failure | undefined;

  readonly #connection: Connection;
  readonly #entryId: string;
  readonly #target: Target;
  readonly #changed: (preview: Preview) => void;
  #end: Unsubscribe | undefined;
  #stopped = false;

  constructor(connection: Connection, entryId: string, target: Target, changed: (preview: Preview) => void) {
    this.#connection = connection;
    this.#entryId = entryId;
    this.#target = target;
    this.#changed = changed;
  }

  async start(): Promise<void> {
    try {
      const end = await preview(this.#connection, this.#entryId, this.#target, (event) => {
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

  /** Count no further. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#end?.().catch(() => undefined);
  }

  #take(event: Partial<Pick<Preview, "progress" | "receipt" | "error">>): void {
    if (!this.#stopped) {
      Object.assign(this, event);
      this.#changed(this);
    }
  }
}
