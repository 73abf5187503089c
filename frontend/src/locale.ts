/** How the user wants numbers, dates and times written: by Home Assistant's settings, not by the browser's. */

import type { Hass } from "./hass";

const NUMBERS: Partial<Record<string, string>> = {
  comma_decimal: "en-US",
  decimal_comma: "de",
  space_comma: "fr",
  quote_decimal: "de-CH",
  none: "en-US",
};

export class Locale {
  readonly language: string;
  readonly zone: string;
  readonly numbers: Intl.NumberFormat;
  readonly time: Intl.DateTimeFormat;
  readonly exactTime: Intl.DateTimeFormat;
  readonly weekdayTime: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
  readonly month: Intl.DateTimeFormat;
  readonly date: Intl.DateTimeFormat;
  readonly moment: Intl.DateTimeFormat;

  constructor({ language, locale, config }: Pick<Hass, "language" | "locale" | "config">) {
    this.language = language;
    // Whatever the profile says of times: recordings are counted, shown and deleted by the home's days.
    this.zone = config.time_zone;
    this.numbers = new Intl.NumberFormat(
      locale.number_format === "system" ? undefined : (NUMBERS[locale.number_format ?? ""] ?? language),
      { useGrouping: locale.number_format !== "none" },
    );
    const timeZone = this.zone;
    const hourCycle = hasTwelveHours(locale.time_format, language) ? "h12" : "h23";
    const clock = { timeZone, hourCycle, hour: "numeric", minute: "2-digit" } as const;
    this.time = new Intl.DateTimeFormat(language, clock);
    this.exactTime = new Intl.DateTimeFormat(language, { ...clock, second: "2-digit" });
    this.weekdayTime = new Intl.DateTimeFormat(language, { ...clock, weekday: "long" });
    this.day = new Intl.DateTimeFormat(language, { timeZone, dateStyle: "full" });
    this.month = new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" });
    const date = { day: "numeric", month: "short", year: "numeric" } as const;
    const named = locale.date_format === "system" ? undefined : language;
    this.date = new Intl.DateTimeFormat(named, { timeZone, ...date });
    this.moment = new Intl.DateTimeFormat(named, { ...clock, ...date });
  }
}

function hasTwelveHours(format: string, language: string): boolean {
  const tag = format === "system" ? undefined : language;
  const { hour12 } = new Intl.DateTimeFormat(tag, { hour: "numeric" }).resolvedOptions();
  return format === "12" || (format !== "24" && !!hour12);
}
