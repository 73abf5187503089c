/** The page's texts in the user's language, with its dates and times. */

import type english from "../../custom_components/alexa_privacy/translations/en.json";
import { Calendar, type Day } from "./calendar";
import { Dates } from "./dates";
import type { Hass, Localize } from "./hass";
import { Locale } from "./locale";

type Rooms = typeof english.config_panel;
export type TextKey = { [Room in keyof Rooms]: `${Room}.${keyof Rooms[Room] & string}` }[keyof Rooms];

const NOON = 12 * 3_600_000;
/** In it, no weekday comes twice. */
const WEEK = 6 * 24 * 3_600_000;

/** The languages there are texts in; where there are none, Home Assistant takes the English ones. */
const LANGUAGES = ["en", "de", "es", "fr", "it", "ja", "nl", "pt-BR"];
/** Those of Home Assistant's that are written from right to left: what they fill into English is kept apart from it. */
const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/;

export class Texts {
  readonly language: string;
  readonly calendar: Calendar;
  readonly dates: Dates;
  readonly #localize: Localize;
  readonly #locale: Locale;
  readonly #plural: Intl.PluralRules;
  readonly #kinds: readonly string[];

  /** Take the texts of entries instead of recordings, where `entries` are spoken of and there are such texts. */
  constructor(localize: Localize, hass: Pick<Hass, "language" | "locale" | "config">, entries = false) {
    this.#kinds = entries ? ["_entry", ""] : [""];
    this.language = hass.language;
    this.#localize = localize;
    this.#locale = new Locale(hass);
    this.calendar = new Calendar(this.#locale.zone);
    this.dates = new Dates(this.language, hass.locale);
    // What is said in English is English, whatever is one in the user's language: 21 is in Russian.
    this.#plural = new Intl.PluralRules(LANGUAGES.includes(hass.language) ? hass.language : "en");
  }

  /** One text, its numbers as they are written in the user's language; where `count` is one, that of one. */
  say(key: TextKey, values: Record<string, string | number> = {}): string {
    const written: Record<string, string> = {};
    for (const [name, value] of Object.entries(values)) {
      written[name] = this.apart(typeof value === "number" ? this.number(value) : value);
    }
    const path = `component.alexa_privacy.config_panel.${key}`;
    const { count } = values;
    const isOne = typeof count === "number" && this.#plural.select(count) === "one";
    const forms = this.#kinds.flatMap((kind) => [...(isOne ? [`${kind}_one`] : []), kind]);
    return forms.reduce((said, form) => said || this.#localize(path + form, written), "");
  }

  /** A part of a line, which stays together where its neighbors are written the other way. */
  apart(part: string): string {
    return RIGHT_TO_LEFT.test(this.language) ? `\u2068${part}\u2069` : part;
  }

  /** What somebody said or typed, in quotation marks. */
  quote(words: string): string {
    return this.say("row.quoted", { words });
  }

  /** Parts of a line, apart from each other. */
  join(parts: readonly (string | null | undefined | false)[]): string {
    return parts.flatMap((part) => (part ? [this.apart(part)] : [])).join(" · ");
  }

  /** A number as it is written. */
  number(value: number): string {
    return this.#locale.numbers.format(value);
  }

  /** A day with its weekday. */
  day(day: Day): string {
    return this.#locale.day.format(this.calendar.startOf(day) + NOON);
  }

  /** A day in few letters. */
  shortDay(day: Day): string {
    return this.dates.isReordered ? this.dates.write(day) : this.#locale.date.format(this.calendar.startOf(day) + NOON);
  }

  /** A month, as `2026-11`, in few letters. */
  month(month: string): string {
    return this.#locale.month.format(Date.parse(month));
  }

  time(time: number): string {
    return this.#locale.time.format(time);
  }

  /** Day and time, with weekday and seconds. */
  exactMoment(time: number): string {
    return `${this.#locale.day.format(time)}, ${this.#locale.exactTime.format(time)}`;
  }

  /** Day and time. */
  moment(time: number): string {
    return this.dates.isReordered
      ? `${this.dates.write(this.calendar.dayOf(time))}, ${this.time(time)}`
      : this.#locale.moment.format(time);
  }

  /** Day and time in few words: today the time alone, within a week with the weekday. */
  when(time: number): string {
    const age = Date.now() - time;
    if (this.calendar.dayOf(time) === this.calendar.dayOf(Date.now())) {
      return this.time(time);
    }
    return age < WEEK ? this.#locale.weekdayTime.format(time) : this.moment(time);
  }
}
