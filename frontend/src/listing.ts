/** The recordings listed so far, and the way to more. */

import {
  type Failure,
  failureOf,
  list,
  type ListingEvent,
  type ListingHandle,
  type Row,
  type Scope,
  type Source,
} from "./api";
import type { Connection } from "./hass";

export interface ListingOptions {
  /** Whether what is newer than the last poll is wanted. */
  refresh?: boolean;
  /** Whether all that matches is looked for, without waiting until somebody scrolls. */
  search?: boolean;
}

export class Listing {
  rows: readonly Row[] = [];
  done = false;
  loading = false;
  error: Failure | undefined;
  /** Whether the owner has stopped a search. */
  halted = false;
  /** Everything younger has been looked at. */
  listedTo: number | undefined;

  readonly #connection: Connection;
  readonly #source: Source;
  readonly #scope: Scope;
  readonly #changed: (fresh: readonly Row[]) => void;
  readonly #options: ListingOptions;
  #opening: Promise<ListingHandle | undefined> | undefined;
  #known = new Set<string>();
  #run = 0;

  constructor(
    connection: Connection,
    source: Source,
    scope: Scope,
    changed: (fresh: readonly Row[]) => void,
    options: ListingOptions = {},
  ) {
    this.#connection = connection;
    this.#source = source;
    this.#scope = scope;
    this.#changed = changed;
    this.#options = options;
  }

  /** Begin; or, on a new connection, go on below what is there. */
  async start(): Promise<void> {
    const run = ++this.#run;
    this.#begin();
    this.#opening = this.#open(run);
    await this.#opening;
  }

  /** Ask for more, also after an error; nothing happens while some are on their way. */
  async more(): Promise<void> {
    if (this.loading || this.done) {
      return;
    }
    if (!this.#opening) {
      await this.start();
      return;
    }
    const run = this.#run;
    this.#begin();
    try {
      // The first rows may be here before it is known how to ask for more.
      await (await this.#opening)?.more();
    } catch (error) {
      this.#fail(run, error);
    }
  }

  /** Stop asking Amazon. */
  async stop(): Promise<void> {
    const opening = this.#opening;
    this.lose();
    // Without a connection there is nothing to end.
    await (await opening)?.end().catch(() => undefined);
  }

  /** Stop a search, which `more` continues. */
  async halt(): Promise<void> {
    const stopped = this.stop();
    this.halted = true;
    this.#changed([]);
    await stopped;
  }

  /** The connection is gone, and the listing with it. */
  lose(): void {
    this.#run += 1;
    this.#opening = undefined;
    this.loading = false;
  }

  /** Take out what is verified gone. */
  remove(ids: ReadonlySet<string>): void {
    this.rows = this.rows.filter((row) => !ids.has(row.id));
    this.#changed([]);
  }

  async #open(run: number): Promise<ListingHandle | undefined> {
    const from = this.listedTo;
    const rest = from === undefined ? {} : { end: Math.max(from, 0) + 1 };
    const scope = { ...this.#scope, ...rest, refresh: from === undefined && !!this.#options.refresh };
    try {
      return await list(this.#connection, this.#source, scope, (event) => {
        if (run === this.#run) {
          this.#take(event);
        }
      });
    } catch (error) {
      this.#fail(run, error);
      return undefined;
    }
  }

  #begin(): void {
    this.loading = true;
    this.halted = false;
    this.error = undefined;
    this.#changed([]);
  }

  #take(event: ListingEvent): void {
    if ("error" in event) {
      this.loading = false;
      this.error = event.error;
      this.#changed([]);
      return;
    }
    const fresh = event.recordings.filter((row) => !this.#known.has(row.id));
    for (const row of fresh) {
      this.#known.add(row.id);
    }
    this.rows = [...this.rows, ...fresh];
    this.done = event.done;
    this.listedTo = event.listed_to;
    this.loading = !event.done && !event.paused;
    if (event.paused && this.#options.search) {
      void this.more();
    }
    this.#changed(fresh);
  }

  #fail(run: number, error: unknown): void {
    if (run === this.#run) {
      this.lose();
      this.error = failureOf(error);
      this.#changed([]);
    }
  }
}
