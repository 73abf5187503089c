/** Days of the home's time zone. */

/** A day as `2026-11-21`. */
export type Day = string;

const HOUR = 3_600_000;

export class Calendar {
  readonly zone: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #starts = new Map<Day, number>();
  #last = { day: "", start: 0, end: 0 };

  constructor(zone: string) {
    this.zone = zone;
    // Swedish dates are ISO dates.
    this.#format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone });
  }

  /** The day of a moment. */
  dayOf(time: number): Day {
    if (time < this.#last.start || time >= this.#last.end) {
      const day = this.#format.format(time);
      this.#last = { day, start: this.startOf(day), end: this.endOf(day) };
    }
    return this.#last.day;
  }

  /** When a day begins. */
  startOf(day: Day): number {
    let start = this.#starts.get(day);
    if (start === undefined) {
      start = this.#find(day);
      this.#starts.set(day, start);
    }
    return start;
  }

  /** When the next day begins. */
  endOf(day: Day): number {
    return this.startOf(addDays(day, 1));
  }

  /** Halve the span in which midnight lies: it is not always at 00:00, and not always 24 hours after the last. */
  #find(day: Day): number {
    let before = Date.parse(day) - 15 * HOUR;
    let from = Date.parse(day) + 15 * HOUR;
    while (from - before > 1) {
      const middle = Math.floor((before + from) / 2);
      if (this.#format.format(middle) < day) {
        before = middle;
      } else {
        from = middle;
      }
    }
    return from;
  }
}

/** The day so many days later. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * 24 * HOUR).toISOString().slice(0, 10);
}

/** How many days there are from one to another, both included; none where the second is earlier. */
export function countDays(first: Day, last: Day): number {
  return Math.max(0, Math.round((Date.parse(last) - Date.parse(first)) / (24 * HOUR)) + 1);
}

/** Every day from one to another, both included. */
export function daysBetween(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    days.push(day);
  }
  return days;
}
