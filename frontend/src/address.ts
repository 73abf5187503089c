/**
 * The filter as the address keeps it, so that reload, back and forward, and bookmarks find it again.
 *
 * It is in the fragment, because browsers send all else to Home Assistant, where it may end up in a proxy's log: names
 * and serial numbers do not belong there. The words someone looked for say the most, and stay out of the address: with
 * it they would be in the browser's list of visited pages. They go with the entry of its history alone.
 */

import { type Account, KINDS } from "./api";
import { validDay } from "./dates";
import { ANY, type Filter } from "./filter";
import { navigate, PAGE } from "./hass";

/** As long as a person's name, or what is looked for, may be. */
const MOST_LETTERS = 200;

interface State {
  words?: unknown;
}

/** The key of the history in the address; empty for that of voice recordings. */
export function historyInAddress(): string {
  return new URLSearchParams(location.hash.slice(1)).get("history") ?? "";
}

/** Go to another history, without the filter of this one. */
export function openHistory(history: string): void {
  navigate(`${PAGE}${location.search}${history && `#${new URLSearchParams({ history })}`}`);
}

/** The filter in the address, of what an account may be asked for; what is no value of a field is left out. */
export function filterInAddress({ echoes }: Account): Filter {
  const query = new URLSearchParams(location.search);
  const fragment = new URLSearchParams(location.hash.slice(1));
  // Other histories are only limited by days.
  const isLimit = (name: string): boolean => !historyInAddress() || name === "from" || name === "to";
  const field = (name: keyof Filter): string => (isLimit(name) ? (fragment.get(name) ?? query.get(name)) : null) ?? "";
  const from = validDay(field("from")) ?? "";
  const to = validDay(field("to")) ?? "";
  return {
    from,
    to: to < from ? "" : to,
    echo: echoes.find(({ serial }) => serial === field("echo"))?.serial ?? "",
    person: /^[^\p{C}]+$/u.test(field("person")) ? field("person").slice(0, MOST_LETTERS) : "",
    kind: KINDS.find((kind) => kind === field("kind")) ?? "",
    words: isLimit("words") ? wordsInHistory() : "",
  };
}

/** Keep a filter in the address: a step to go back by, unless only more of the words was typed. */
export function keepInAddress(filter: Filter, before: Filter): void {
  const { words, ...fields } = filter;
  const query = new URLSearchParams(location.search);
  for (const name of Object.keys(ANY)) {
    query.delete(name);
  }
  const fragment = new URLSearchParams(
    Object.entries({ history: historyInAddress(), ...fields }).filter(([, value]) => value),
  );
  const path = `${PAGE}${query.size ? `?${query}` : ""}${fragment.size ? `#${fragment}` : ""}`;
  const isTyping = !!words && !!before.words && path === `${PAGE}${location.search}${location.hash}`;
  if (isTyping) {
    history.replaceState({ ...(history.state as State | null), words }, "", path);
  } else {
    history.pushState(words ? { words } : null, "", path);
  }
}

/** Whether the address may be that of the page of an account's history: it names the account, or none. */
export function isAddressOf({ entry_id }: Account, history: string): boolean {
  const named = new URLSearchParams(location.search).get("account");
  return location.pathname === PAGE && (!named || named === entry_id) && historyInAddress() === history;
}

export function sameFilter(one: Filter, other: Filter): boolean {
  return Object.entries(one).every(([name, value]) => value === other[name as keyof Filter]);
}

function wordsInHistory(): string {
  const words = (history.state as State | null)?.words;
  return typeof words === "string" ? words.slice(0, MOST_LETTERS) : "";
}
