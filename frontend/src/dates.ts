/** Days as Home Assistant's user writes them: the order of day, month and year, the digits, the week's first day. */

import { addDays, type Day } from "./calendar";
import type { Hass } from "./hass";

const PARTS = ["year", "month", "day"] as const;
type Part = (typeof PARTS)[number];

const YMD: readonly Part[] = PARTS;
const ORDERS: Partial<Record<string, readonly Part[]>> = {
  DMY: ["day", "month", "year"],
  MDY: ["month", "day", "year"],
  YMD,
};
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
/** There was no Alexa before; a year that is still being typed is earlier. */
export const FIRST_DAY: Day = "2014-01-01";

/** Gregorian wherever a language has another calendar, as the days of a recording and the page's calendar are. */
const ALIKE = { calendar: "gregory", timeZone: "UTC" } as const;

export class Dates {
  /** How many days after Sunday a week begins. */
  readonly firstWeekday: number;
  readonly #numeric: Intl.DateTimeFormat;
  readonly #month: Intl.DateTimeFormat;
  readonly #full: Intl.DateTimeFormat;
  readonly #weekdays: readonly Intl.DateTimeFormat[];
  readonly #number: Intl.NumberFormat;
  readonly #order: readonly Part[];
  /** Whether that is another order than the language has. */
  readonly isReordered: boolean;

  constructor(language: string, locale: Hass["locale"]) {
    const format = (options: Intl.DateTimeFormatOptions, tag: string | undefined = language): Intl.DateTimeFormat =>
      new Intl.DateTimeFormat(tag, { ...ALIKE, ...options });
    const order = ORDERS[locale.date_format ?? ""];
    const digits = order ? "2-digit" : "numeric";
    this.#numeric = format(
      { day: digits, month: digits, year: "numeric" },
      locale.date_format === "system" ? navigator.language : language,
    );
    this.isReordered = !!order;
    this.#order = order ?? this.#numeric.formatToParts(0).flatMap(({ type }) => PARTS.filter((part) => part === type));
    this.#month = format({ month: "long", year: "numeric" });
    this.#full = format({ dateStyle: "full" });
    this.#weekdays = [format({ weekday: "narrow" }), format({ weekday: "long" })];
    this.#number = new Intl.NumberFormat(language, { useGrouping: false });
    const chosen = WEEKDAYS.indexOf(locale.first_weekday ?? "");
    this.firstWeekday = chosen >= 0 ? chosen : firstWeekdayOf(language);
  }

  /** A day in figures. */
  write(day: Day): string {
    if (!this.isReordered) {
      return this.#numeric.format(Date.parse(day));
    }
    const parts = this.#numeric.formatToParts(Date.parse(day));
    const between = parts.find(({ type }) => type === "literal")?.value ?? "-";
    return this.#order.map((part) => parts.find(({ type }) => type === part)?.value).join(between);
  }

  /** Read a day that was typed in this order, or as ISO has it; undefined if it is none. */
  read(typed: string): Day | undefined {
    const numbers = typed.replace(/\p{Nd}/gu, plainDigit).match(/\d+/g) ?? [];
    if (numbers.length !== 3) {
      return undefined;
    }
    const order = numbers[0].length === 4 ? YMD : this.#order;
    const [year = "", month, day] = PARTS.map((part) => (numbers[order.indexOf(part)] ?? "").padStart(2, "0"));
    return validDay(`${year.length === 2 ? `20${year}` : year}-${month}-${day}`);
  }

  /** A month with its year. */
  month(day: Day): string {
    return this.#month.format(Date.parse(day));
  }

  /** A day with its weekday, month and year. */
  full(day: Day): string {
    return this.#full.format(Date.parse(day));
  }

  /** The number of a day in its month. */
  dayOfMonth(day: Day): string {
    return this.#number.format(Number(day.slice(8)));
  }

  /** The weekdays of a week, in a letter and in a word. */
  get weekdays(): [short: string, long: string][] {
    const first = this.weekOf("2026-11-21");
    return WEEKDAYS.map((_, offset) => {
      const [short, long] = this.#weekdays.map((format) => format.format(Date.parse(addDays(first, offset))));
      return [short ?? "", long ?? ""];
    });
  }

  /** The first day of a day's week. */
  weekOf(day: Day): Day {
    return addDays(day, -((new Date(Date.parse(day)).getUTCDay() - this.firstWeekday + 7) % 7));
  }
}

/** A day if there is one like it, and Alexa was there already. */
export function validDay(day: string | null): Day | undefined {
  const time = day !== null && /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : NaN;
  const isDay = day !== null && !isNaN(time) && new Date(time).toISOString().startsWith(day);
  return isDay && day >= FIRST_DAY ? day : undefined;
}

/** The day so many months later, or the last one of that month if it is shorter. */
export function addMonths(day: Day, count: number): Day {
  const first = new Date(`${day.slice(0, 7)}-01`);
  first.setUTCMonth(first.getUTCMonth() + count + 1, 0);
  const last = first.toISOString().slice(0, 10);
  const same = `${last.slice(0, 8)}${day.slice(8)}`;
  return same < last ? same : last;
}

/** A digit of any script as one of ours; each script has its ten in a row. */
function plainDigit(digit: string): string {
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint((digit.codePointAt(0) ?? 0) - value - 1))) {
    value += 1;
  }
  return String(value);
}

function firstWeekdayOf(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: 1 }).firstDay % 7;
}
