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

/** A day of which something is seen: its heading, and which of its recordings are, the last excluded. */
export interface SeenDay {
  day: Item;
  heading: number;
  from: number;
  to: number;
}

/** The days that the items from one to another, both included, are of. */
export function daysIn(items: readonly Item[], first: number, last: number): SeenDay[] {
  const days: SeenDay[] = [];
  let heading = first;
  while (heading > 0 && !isHeading(items[heading])) {
    heading -= 1;
  }
  for (let index = heading; index <= last; index += 1) {
    const day = items[index];
    if (day && "day" in day) {
      const end = index + day.rows.length;
      days.push({ day, heading: index, from: Math.max(index + 1, first), to: Math.min(end, last) + 1 });
      index = end;
    }
  }
  return days;
}

function isHeading(item: Item | undefined): boolean {
  return item !== undefined && "day" in item;
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
