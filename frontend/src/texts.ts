/** The page's texts in the user's language, with its dates and times. */

import type english from "../../custom_components/alexa_privacy/translations/en.json";
import { Calendar, type Day } from "./calendar";
import type { Hass, Localize } from "./hass";

type Rooms = typeof english.config_panel;
export type TextKey = { [Room in keyof Rooms]: `${Room}.${keyof Rooms[Room] & string}` }[keyof Rooms];

const NOON = 12 * 3_600_000;
/** In it, no weekday comes twice. */
const WEEK = 6 * 24 * 3_600_000;

export class Texts {
  readonly language: string;
  readonly calendar: Calendar;
  readonly #localize: Localize;
  readonly #number: Intl.NumberFormat;
  readonly #plural: Intl.PluralRules;
  readonly #day: Intl.DateTimeFormat;
  readonly #shortDay: Intl.DateTimeFormat;
  readonly #time: Intl.DateTimeFormat;
  readonly #moment: Intl.DateTimeFormat;
  readonly #weekday: Intl.DateTimeFormat;

  constructor(localize: Localize, hass: Pick<Hass, "language" | "locale" | "config">) {
    this.language = hass.language;
    this.calendar = new Calendar(hass.config.time_zone);
    this.#localize = localize;
    const timeZone = hass.config.time_zone;
    const hour12 = { "12": true, "24": false }[hass.locale.time_format];
    const clock: Intl.DateTimeFormatOptions = { timeZone, ...(hour12 === undefined ? {} : { hour12 }) };
    const date: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric" };
    this.#number = new Intl.NumberFormat(this.language);
    this.#plural = new Intl.PluralRules(this.language);
    this.#day = new Intl.DateTimeFormat(this.language, { timeZone, dateStyle: "full" });
    this.#shortDay = new Intl.DateTimeFormat(this.language, { timeZone, ...date });
    this.#time = new Intl.DateTimeFormat(this.language, { ...clock, hour: "numeric", minute: "2-digit" });
    this.#weekday = new Intl.DateTimeFormat(this.language, {
      ...clock,
      weekday: "long",
      hour: "numeric",
      minute: "2-digit",
    });
    this.#moment = new Intl.DateTimeFormat(this.language, { ...clock, ...date, hour: "numeric", minute: "2-digit" });
  }

  /** One text, its numbers as they are written in the user's language; where `count` is one, that of one. */
  say(key: TextKey, values: Record<string, string | number> = {}): string {
    const written: Record<string, string> = {};
    for (const [name, value] of Object.entries(values)) {
      written[name] = typeof value === "number" ? this.#number.format(value) : value;
    }
    const path = `component.alexa_privacy.config_panel.${key}`;
    const { count } = values;
    const isOne = typeof count === "number" && this.#plural.select(count) === "one";
    return (isOne && this.#localize(`${path}_one`, written)) || this.#localize(path, written);
  }

  /** A number as it is written. */
  number(value: number): string {
    return this.#number.format(value);
  }

  /** A day with its weekday. */
  day(day: Day): string {
    return this.#day.format(this.calendar.startOf(day) + NOON);
  }

  /** A day in few letters. */
  shortDay(day: Day): string {
    return this.#shortDay.format(this.calendar.startOf(day) + NOON);
  }

  time(time: number): string {
    return this.#time.format(time);
  }

  /** Day and time. */
  moment(time: number): string {
    return this.#moment.format(time);
  }

  /** Day and time in few words: today the time alone, within a week with the weekday. */
  when(time: number): string {
    const day = this.calendar.dayOf(time);
    const age = Date.now() - time;
    return day === this.calendar.dayOf(Date.now())
      ? this.time(time)
      : (age < WEEK ? this.#weekday : this.#moment).format(time);
  }
}
