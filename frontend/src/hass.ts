/** What is used of Home Assistant's frontend. */

export type Localize = (key: string, values?: Record<string, string | number>) => string;

export type Unsubscribe = () => Promise<void>;

/** A command; the connection notes the id that it sends it under. */
export interface Message {
  type: string;
  id?: number;
  [field: string]: unknown;
}

export interface Connection {
  subscribeMessage(
    callback: (event: never) => void,
    message: Message,
    options: { resubscribe: boolean },
  ): Promise<Unsubscribe>;
  sendMessagePromise<Result>(message: Message): Promise<Result>;
  addEventListener(event: "ready" | "disconnected", callback: () => void): void;
  removeEventListener(event: "ready" | "disconnected", callback: () => void): void;
}

export interface Hass {
  connection: Connection;
  config: { time_zone: string };
  language: string;
  /** What the user has chosen in the profile. */
  locale: {
    time_format: string;
    date_format?: string;
    number_format?: string;
    first_weekday?: string;
  };
  themes: { darkMode: boolean };
  states: Record<string, { state: string } | undefined>;
  fetchWithAuth(path: string, init?: RequestInit): Promise<Response>;
  loadBackendTranslation(category: string, integration: string): Promise<Localize>;
}

export const PAGE = "/alexa-privacy";

/** Tell the elements above that something is wanted. */
export function fire(from: EventTarget, name: string, detail?: unknown): void {
  from.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
}

/** Open what Home Assistant shows of an entity. */
export function openMoreInfo(from: EventTarget, entityId: string): void {
  fire(from, "hass-more-info", { entityId });
}

/** Go to an account among the integrations: to sign in again, to its options and to what is to be taught. */
export function openEntry(entryId: string): void {
  navigate(`/config/integrations/integration/alexa_privacy#config_entry=${entryId}`);
}

/** Teach a lesson, here on the page. */
export function openLesson(entryId: string, lesson: string): void {
  openWithFilter({ account: entryId, teach: lesson });
}

/** Test what was learned, here on the page. */
export function openTest(entryId: string, lesson: string): void {
  openWithFilter({ account: entryId, test: lesson });
}

/** Go elsewhere on the page; the filter comes along, for the way back. */
function openWithFilter(query: Record<string, string>): void {
  const { words } = (history.state ?? {}) as { words?: unknown };
  navigate(`${PAGE}?${new URLSearchParams(query)}${location.hash}`, false, { words });
}

/** Go from a lesson to the page of its account; going back does not lead into the lesson again. */
export function leaveLesson(entryId: string): void {
  navigate(`${PAGE}?${new URLSearchParams({ account: entryId })}${location.hash}`, true, history.state);
}

/** Go to the page of another account. */
export function openAccount(entryId: string): void {
  navigate(`${PAGE}?${new URLSearchParams({ account: entryId })}`);
}

/** Go to another page of Home Assistant. */
export function navigate(path: string, replace = false, data: unknown = null): void {
  history[replace ? "replaceState" : "pushState"](data, "", path);
  fire(window, "location-changed", { replace });
}
