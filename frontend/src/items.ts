/** The list's items, a heading for each day and the recordings below it, and where they lie. */

import type { Row } from "./api";
import type { Calendar, Day } from "./calendar";

export type Item = { day: Day; rows: Row[] } | { row: Row };

/** Group rows by day, in their order. */
export function itemsOf(rows: readonly Row[], calendar: Calendar): Item[] {
  const items: Item[] = [];
  let current: { day: Day; rows: Row[] } | undefined;
  for (const row of rows) {
    const day = calendar.dayOf(row.time);
    if (current?.day !== day) {
      current = { day, rows: [] };
      items.push(current);
    }
    current.rows.push(row);
    items.push({ row });
  }
  return items;
}

export function keyOf(item: Item): string {
  return "row" in item ? item.row.id : item.day;
}

/** Where each of a list of items of different heights begins. */
export class Layout {
  readonly #tops: number[] = [0];

  constructor(items: readonly Item[], height: (item: Item) => number) {
    let top = 0;
    for (const item of items) {
      top += height(item);
      this.#tops.push(top);
    }
  }

  get total(): number {
    return this.top(this.#tops.length - 1);
  }

  top(index: number): number {
    return this.#tops[index] ?? 0;
  }

  /** The item at a height. */
  at(height: number): number {
    let low = 0;
    let high = this.#tops.length - 1;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.top(middle) <= height) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
