/** Counts what would be deleted, as long as somebody looks. */

import {
  estimate,
  type Failure,
  failureOf,
  preview,
  type Progress,
  type Receipt,
  type Source,
  type Target,
} from "./api";
import type { Connection, Unsubscribe } from "./hass";

export class Preview {
  progress: Progress | undefined;
  receipt: Receipt | undefined;
  error: Failure | undefined;
  /** About how many it is, by what is known without a request. */
  about: number | null = null;

  readonly #connection: Connection;
  readonly #source: Source;
  readonly #target: Target;
  readonly #changed: (preview: Preview) => void;
  #end: Unsubscribe | undefined;
  #stopped = false;

  constructor(connection: Connection, source: Source, target: Target, changed: (preview: Preview) => void) {
    this.#connection = connection;
    this.#source = source;
    this.#target = target;
    this.#changed = changed;
  }

  async start(): Promise<void> {
    void this.#estimate();
    try {
      const end = await preview(this.#connection, this.#source, this.#target, (event) => this.#take(event));
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

  async #estimate(): Promise<void> {
    const scope = "everything" in this.#target ? {} : this.#target;
    // Where it fails, the exact count says why.
    const about = await estimate(this.#connection, this.#source, scope).catch(() => null);
    this.#take({ about });
  }

  #take(event: Partial<Pick<Preview, "progress" | "receipt" | "error" | "about">>): void {
    if (!this.#stopped) {
      Object.assign(this, event);
      this.#changed(this);
    }
  }
}
