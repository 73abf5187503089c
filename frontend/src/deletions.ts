/** All that is being deleted: what this page asked for, and what the night or an action did. */

import { cancelPurge, type Progress, type Target, watchPurges } from "./api";
import { Deletion } from "./deletion";
import type { Connection, Unsubscribe } from "./hass";

/** A purge as it is shown. */
export type Purge = Pick<Deletion, "running" | "lost" | "cancelling" | "progress" | "receipt" | "error" | "cancel"> & {
  /** Whether this page asked for it. */
  own: boolean;
};

export class Deletions {
  /** What this page asked for. */
  own: readonly Deletion[] = [];
  readonly #connection: Connection;
  readonly #entryId: string;
  readonly #changed: () => void;
  readonly #othersEnded: () => void;
  #running: Progress | undefined;
  #cancelled: string | undefined;
  #watching: Promise<Unsubscribe | undefined> | undefined;

  constructor(connection: Connection, entryId: string, changed: () => void, othersEnded: () => void) {
    this.#connection = connection;
    this.#entryId = entryId;
    this.#changed = changed;
    this.#othersEnded = othersEnded;
  }

  /** The rows that are about to go. */
  get leaving(): ReadonlySet<string> {
    return new Set(this.own.filter(({ running }) => running).flatMap(({ ids }) => [...ids]));
  }

  /** What is to be shown. */
  get shown(): readonly Purge[] {
    const found = this.#found;
    return found ? [...this.own.filter((deletion) => !this.#isLost(deletion)), found] : this.own;
  }

  /** The purge that runs, where others asked for it or this page had lost sight of it. */
  get #found(): Purge | undefined {
    const progress = this.#running;
    const id = progress?.receipt_id;
    if (!id || this.own.some((deletion) => deletion.running && deletion.receiptId === id)) {
      return undefined;
    }
    const cancel = (): Promise<void> => {
      this.#cancelled = id;
      this.#changed();
      return cancelPurge(this.#connection, this.#entryId, id);
    };
    const cancelling = this.#cancelled === id;
    const own = this.own.some((deletion) => deletion.receiptId === id);
    return { own, running: true, lost: false, cancelling, progress, receipt: undefined, error: undefined, cancel };
  }

  /** Delete; `changed` is told of progress, of rows that are gone, and of the end. */
  begin(target: Target, changed: (deletion: Deletion, gone: readonly string[]) => void): Deletion {
    const deletion = new Deletion(this.#connection, this.#entryId, target, false, changed);
    this.own = [...this.own, deletion];
    void deletion.start();
    return deletion;
  }

  dismiss(deletion: Purge): void {
    this.own = this.own.filter((each) => each !== deletion);
    this.#changed();
  }

  /** Watch what runs, from now on or on a new connection. */
  watch(): void {
    void this.stop();
    this.#watching = watchPurges(this.#connection, this.#entryId, ({ purge }) => {
      if (this.#found && !purge) {
        this.own = this.own.filter((deletion) => !this.#isLost(deletion));
        this.#othersEnded();
      }
      this.#running = purge ?? undefined;
      this.#changed();
    }).catch(() => undefined);
  }

  async stop(): Promise<void> {
    const watching = this.#watching;
    this.#watching = undefined;
    await (await watching)?.().catch(() => undefined);
  }

  /** Whether this page has lost sight of a deletion, and found it again. */
  #isLost(deletion: Deletion): boolean {
    return deletion.lost && deletion.receiptId === this.#running?.receipt_id;
  }

  /** The connection is gone. */
  lose(): void {
    this.#watching = undefined;
    this.#running = undefined;
    for (const deletion of this.own) {
      deletion.lose();
    }
  }
}
