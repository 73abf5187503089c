/** Which recordings are ticked, one by one or as whole days. */

import type { Row } from "./api";
import type { Calendar, Day } from "./calendar";
import type { Listing } from "./listing";

export class Ticks {
  ids: ReadonlySet<string> = new Set();
  /** Ticked days of which not all is listed yet. */
  readonly #growing = new Set<Day>();
  readonly #calendar: Calendar;

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  /** Whether more has to be listed until all that is ticked is here. */
  get growing(): boolean {
    return this.#growing.size > 0;
  }

  toggle(id: string): void {
    const ids = new Set(this.ids);
    if (!ids.delete(id)) {
      ids.add(id);
    }
    this.ids = ids;
  }

  tickDay(day: Day): void {
    this.#growing.add(day);
  }

  untickDay(day: Day, rows: readonly Row[]): void {
    this.#growing.delete(day);
    this.remove(new Set(rows.filter((row) => this.#calendar.dayOf(row.time) === day).map((row) => row.id)));
  }

  /** Tick what is listed of ticked days, until all of it is. */
  grow({ rows, done, listedTo }: Pick<Listing, "rows" | "done" | "listedTo">): void {
    if (!this.growing) {
      return;
    }
    const fresh = rows.filter((row) => this.#growing.has(this.#calendar.dayOf(row.time)));
    this.ids = new Set([...this.ids, ...fresh.map((row) => row.id)]);
    for (const day of this.#growing) {
      if (done || (listedTo !== undefined && listedTo < this.#calendar.startOf(day))) {
        this.#growing.delete(day);
      }
    }
  }

  /** Wait no longer for what is not listed. */
  settle(): void {
    this.#growing.clear();
  }

  remove(ids: ReadonlySet<string>): void {
    this.ids = new Set([...this.ids].filter((id) => !ids.has(id)));
  }
}
