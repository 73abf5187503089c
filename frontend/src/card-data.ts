/** What the card knows of an account: from the states of its entities, and from the integration. */

import type { Plan, Receipt } from "./api";
import type { Bar } from "./bars";
import { addDays, type Day, daysBetween } from "./calendar";
import type { Hass, Localize } from "./hass";

export interface EntityState {
  state: string;
  /** Those of protection and of a deletion that runs. */
  attributes: { problems?: string[]; found?: number; asked?: number; verified_gone?: number };
}

/** What is used of Home Assistant's frontend on a dashboard, some of which it loads later than the dashboard. */
export interface CardHass extends Omit<Hass, "states" | "themes"> {
  themes: { darkMode: boolean } | null;
  states: Record<string, EntityState | undefined>;
  entities: Record<
    string,
    { entity_id: string; device_id?: string; platform?: string; translation_key?: string }
  > | null;
  devices: Record<string, Device> | null;
  user?: { is_admin: boolean } | null;
  localize: Localize;
  callService(domain: string, service: string, data: Record<string, unknown>): Promise<unknown>;
}

export interface Device {
  id: string;
  name: string | null;
  name_by_user: string | null;
  entry_type: string | null;
  config_entries: string[];
  identifiers: [domain: string, id: string][];
}

export const DOMAIN = "alexa_privacy";
/** How many days the graph has. */
export const DAYS = 28;
const NO_FIGURE = new Set(["unknown", "unavailable"]);

/** What can be deleted from the card. */
export type Target = "today" | "purge";

/** An account as the command describes it. */
export interface CardAccount {
  entry_id: string;
  /** Null for those who are no administrators. */
  title: string | null;
  loaded: boolean;
  signed_out: boolean;
  may_delete: boolean;
  /** What can be deleted by something that is known to work. */
  targets?: Target[];
  /** Why nothing can. */
  missing?: "not_taught" | "not_tested" | "requests_broken" | null;
  /** Which lesson is to be tested. */
  to_test?: string | null;
  /** How long a purge lets recordings stay; null is not at all. */
  keep_days?: number | null;
  /** What a purge would delete now; null is unknown. */
  plan?: Plan | null;
  days?: [day: string, all: number, unintended: number][];
  since?: string | null;
  until?: string | null;
  complete?: boolean;
}

/** What a command is refused with. */
export interface Refusal {
  code: number | string;
  message: string;
  translation_key?: string;
  translation_placeholders?: Record<string, string>;
}

export async function cardAccounts(hass: CardHass): Promise<CardAccount[]> {
  const { accounts } = await hass.connection.sendMessagePromise<{ accounts: CardAccount[] }>({
    type: `${DOMAIN}/card`,
  });
  return accounts;
}

/** Delete; resolves with the receipt, which takes some minutes where Amazon is slow. */
export async function deleteFromCard(hass: CardHass, entryId: string, target: Target): Promise<Receipt> {
  const message = { type: `${DOMAIN}/card/delete`, entry_id: entryId, target };
  return (await hass.connection.sendMessagePromise<{ receipt: Receipt }>(message)).receipt;
}

/** The devices that stand for accounts. */
export function accountDevices(hass: CardHass): Device[] {
  return Object.values(hass.devices ?? {}).filter(
    ({ entry_type, identifiers }) => entry_type === "service" && identifiers.some(([domain]) => domain === DOMAIN),
  );
}

/** The account's entities, whatever they were renamed to: `sensor.recordings` → entity id. */
export function entitiesOf(hass: CardHass, device: Device | undefined): ReadonlyMap<string, string> {
  const found = Object.values(hass.entities ?? {}).filter(
    ({ device_id, platform }) => device && device_id === device.id && platform === DOMAIN,
  );
  return new Map(
    found.map(({ entity_id, translation_key }) => [
      `${entity_id.split(".")[0] ?? ""}.${translation_key ?? ""}`,
      entity_id,
    ]),
  );
}

/** A state; undefined where it is not known. */
export function known(state: EntityState | undefined): string | undefined {
  return state && !NO_FIGURE.has(state.state) ? state.state : undefined;
}

/** The bars of the last days, as far as they are counted; the first stands for the day with its number. */
export function lastBars(account: CardAccount, today: Day): { bars: Bar[]; from: number } {
  const { days = [], since, until, complete = false } = account;
  const first = addDays(today, 1 - DAYS);
  const start = complete || !since || since < first ? first : since;
  const counted = new Map(days.map(([day, all, unintended]) => [day, { day, all, unintended }]));
  const bars = until ? daysBetween(start, until < today ? until : today) : [];
  return {
    bars: bars.map((day) => counted.get(day) ?? { day, all: 0, unintended: 0 }),
    from: daysBetween(first, start).length - 1,
  };
}
