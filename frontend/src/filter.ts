/** What the list is narrowed to. */

import type { Kind, Row, Scope, Target } from "./api";
import type { Calendar, Day } from "./calendar";

/** Empty means: any. */
export interface Filter {
  words: string;
  from: Day;
  to: Day;
  echo: string;
  person: string;
  kind: Kind | "";
}

export const ANY: Filter = { words: "", from: "", to: "", echo: "", person: "", kind: "" };

/** The scope a filter stands for; both days are included. */
export function scopeOf(filter: Filter, calendar: Calendar): Scope {
  const words = filter.words.trim();
  return {
    ...(filter.from && { start: calendar.startOf(filter.from) }),
    ...(filter.to && { end: calendar.endOf(filter.to) }),
    ...(filter.echo && { echoes: [filter.echo] }),
    ...(filter.person && { persons: [filter.person] }),
    ...(filter.kind && { kinds: [filter.kind] }),
    ...(words && { said: words }),
  };
}

/** What is deleted where all that a filter lets through goes: the whole history only without any filter. */
export function targetOf(filter: Filter, calendar: Calendar): Target {
  return isAny(filter) ? { everything: true } : scopeOf(filter, calendar);
}

/** The scope of single recordings. */
export function scopeOfRows(rows: readonly Row[]): Scope {
  return { ids: rows.map((row) => row.id) };
}

/** Whether some recordings are looked for among others of the same time. */
export function isSearch({ words, echo, person, kind }: Filter): boolean {
  return !!(words.trim() || echo || person || kind);
}

export function isAny(filter: Filter): boolean {
  return filter.words.trim() === "" && Object.entries(filter).every(([name, value]) => name === "words" || !value);
}
