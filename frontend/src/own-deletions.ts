/** Which deletions this page asked for, through a reload: their receipts' names and their rows' ids, no words. */

import type { Source } from "./api";

export type Remembered = readonly [receiptId: string, ids: string[]];

const key = (source: Source): string => `alexa_privacy.deletions.${Object.values(source).join(".")}`;

/** What this tab asked for and was not dismissed. */
export function remembered(source: Source): Remembered[] {
  try {
    const stored = JSON.parse(sessionStorage.getItem(key(source)) ?? "[]") as unknown;
    return Array.isArray(stored) ? stored.filter(isRemembered) : [];
  } catch {
    return [];
  }
}

export function remember(source: Source, deletions: readonly Remembered[]): void {
  try {
    sessionStorage.setItem(key(source), JSON.stringify(deletions));
  } catch {
    // Where there is no room, a reload takes them for another's.
  }
}

function isRemembered(each: unknown): each is Remembered {
  return (
    Array.isArray(each) &&
    typeof each[0] === "string" &&
    Array.isArray(each[1]) &&
    each[1].every((id) => typeof id === "string")
  );
}
