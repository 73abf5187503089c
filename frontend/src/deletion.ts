/** One deletion as the page shows it, wherever it was begun. */

import type { Failure, Progress, Receipt, Target } from "./api";

export class Deletion {
  /** Whether this page asked for it. */
  readonly own: boolean;
  /** The rows that it takes, where they were chosen one by one. */
  readonly ids: ReadonlySet<string>;
  /** What its receipt is called; unknown until the command is answered. */
  receiptId: string | undefined;
  progress: Progress | undefined;
  receipt: Receipt | undefined;
  /** Why it failed. */
  error: Failure | undefined;
  /** Why its receipt is not there yet, although it is done. */
  delayed: Failure | undefined;
  /** The connection was lost before the receipt was there; the deletion itself goes on. */
  lost = false;
  /** The owner has cancelled it, and what is under way ends first. */
  cancelling = false;

  constructor(asked: { target: Target; receiptId?: string } | { receiptId: string }) {
    this.own = "target" in asked;
    this.ids = new Set("target" in asked && "ids" in asked.target ? asked.target.ids : []);
    this.receiptId = "receiptId" in asked ? asked.receiptId : undefined;
  }

  get running(): boolean {
    return !this.receipt && !this.error && !this.lost;
  }
}
