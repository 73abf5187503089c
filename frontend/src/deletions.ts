/** All that is being deleted: what this page asked for, and what the night, an action or another page did. */

import {
  cancelDeletion,
  type DeletionEvent,
  failureOf,
  startDeletion,
  type Source,
  subscribeDeletions,
  type Target,
  type UnfinishedDeletions,
} from "./api";
import { Deletion } from "./deletion";
import type { Connection, Unsubscribe } from "./hass";
import { remember, remembered } from "./own-deletions";

export interface DeletionCallbacks {
  /** Something else is to be shown. */
  changed: () => void;
  /** Rows are verified gone. */
  gone: (ids: ReadonlySet<string>) => void;
  /** A deletion has ended; how is not known if that was while nothing was heard of it. */
  ended: (deletion: Deletion) => void;
}

export class Deletions {
  /** What this page asked for, until it is dismissed. */
  own: readonly Deletion[] = [];
  readonly #connection: Connection;
  readonly #source: Source;
  readonly #on: DeletionCallbacks;
  /** The one that runs and that others asked for. */
  #other: Deletion | undefined;
  /** What came before it was known which of these deletions this page had asked for. */
  #early: DeletionEvent[] = [];
  #subscription: Promise<Unsubscribe | undefined> | undefined;

  constructor(connection: Connection, source: Source, on: DeletionCallbacks) {
    this.#connection = connection;
    this.#source = source;
    this.#on = on;
    this.own = remembered(source).map(([receiptId, ids]) => new Deletion({ target: { ids }, receiptId }));
  }

  /** The rows that are about to go. */
  get leaving(): ReadonlySet<string> {
    return new Set(this.own.filter(({ running }) => running).flatMap(({ ids }) => [...ids]));
  }

  /** What is to be shown. */
  get shown(): readonly Deletion[] {
    return this.#other ? [...this.own, this.#other] : this.own;
  }

  /** Delete; a deletion is never sent a second time by itself. */
  async begin(target: Target): Promise<void> {
    const deletion = new Deletion({ target });
    this.own = [...this.own, deletion];
    this.#on.changed();
    try {
      deletion.receiptId = await startDeletion(this.#connection, this.#source, target);
      this.#remember();
    } catch (error) {
      // If the connection was lost meanwhile, it may have begun.
      if (!deletion.lost) {
        deletion.error = failureOf(error);
        this.#on.ended(deletion);
      }
    }
    this.#takeEarly();
    if (deletion.cancelling) {
      await this.cancel(deletion);
    }
    this.#on.changed();
  }

  /** End a deletion once what is under way is done, as soon as it is known what it is called. */
  async cancel(deletion: Deletion): Promise<void> {
    deletion.cancelling = true;
    this.#on.changed();
    if (deletion.receiptId) {
      await cancelDeletion(this.#connection, this.#source.entry_id, deletion.receiptId).catch(() => {
        deletion.cancelling = false;
        this.#on.changed();
      });
    }
  }

  dismiss(deletion: Deletion): void {
    this.#forget(deletion);
    this.#on.changed();
  }

  /** Listen, from now on or on a new connection. */
  subscribe(): void {
    void this.stop();
    const ids = this.own.flatMap(({ receiptId, receipt }) => (receiptId && !receipt ? [receiptId] : []));
    const subscription = subscribeDeletions(this.#connection, this.#source, ids, (event) => {
      if (subscription === this.#subscription) {
        this.#take(event);
      }
    }).catch(() => undefined);
    this.#subscription = subscription;
  }

  /** Listen no more. */
  async stop(): Promise<void> {
    const subscription = this.#subscription;
    this.#subscription = undefined;
    await (await subscription)?.().catch(() => undefined);
  }

  /** The connection is gone. */
  lose(): void {
    this.#subscription = undefined;
    this.#other = undefined;
    this.#early = [];
    for (const deletion of this.own) {
      deletion.lost ||= deletion.running;
    }
    this.#on.changed();
  }

  #take(event: DeletionEvent | UnfinishedDeletions): void {
    if ("unfinished" in event) {
      this.#compare(new Set(event.unfinished));
    } else {
      const deletion = this.#find(event);
      // What has ended may come again once the account was loaded again.
      if (deletion && !deletion.receipt) {
        this.#apply(deletion, event);
      }
    }
    this.#on.changed();
  }

  /** Find what an event is about; what is unknown was asked for elsewhere, unless this page waits for an answer. */
  #find(event: DeletionEvent): Deletion | undefined {
    const id = idOf(event);
    const known = this.shown.find(({ receiptId }) => receiptId === id);
    if (known) {
      return known;
    }
    if (this.own.some(({ running, receiptId }) => running && !receiptId)) {
      this.#early.push(event);
      return undefined;
    }
    this.#other = new Deletion({ receiptId: id });
    return this.#other;
  }

  #takeEarly(): void {
    const early = this.#early;
    this.#early = [];
    for (const event of early) {
      this.#take(event);
    }
  }

  /** After something may have been missed: what is no longer unfinished has ended, the rest goes on. */
  #compare(unfinished: ReadonlySet<string>): void {
    for (const deletion of this.shown) {
      if (!deletion.receiptId || deletion.receipt || deletion.error) {
        continue;
      }
      deletion.lost = false;
      if (!unfinished.has(deletion.receiptId)) {
        this.#end(deletion);
        this.#forget(deletion);
      }
    }
  }

  #apply(deletion: Deletion, event: DeletionEvent): void {
    if ("gone" in event) {
      this.#on.gone(new Set(event.gone));
    } else if ("progress" in event) {
      deletion.progress = event.progress;
      deletion.delayed = undefined;
    } else if ("delayed" in event) {
      deletion.delayed = event.delayed;
    } else {
      deletion.receipt = event.receipt;
      deletion.error = event.error ?? undefined;
      this.#end(deletion);
    }
  }

  #remember(): void {
    remember(
      this.#source,
      this.own.flatMap(({ receiptId, ids }) => (receiptId ? [[receiptId, [...ids]] as const] : [])),
    );
  }

  #forget(deletion: Deletion): void {
    this.own = this.own.filter((each) => each !== deletion);
    this.#remember();
  }

  #end(deletion: Deletion): void {
    if (deletion === this.#other) {
      this.#other = undefined;
    }
    this.#on.ended(deletion);
  }
}

/** What the receipt of an event's deletion is called. */
function idOf(event: DeletionEvent): string {
  if ("progress" in event) {
    return event.progress.receipt_id;
  }
  return "receipt" in event ? event.receipt.receipt_id : event.receipt_id;
}
