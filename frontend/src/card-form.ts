/** What can be chosen for the card, in Home Assistant's own editor. */

import { accountDevices, type CardHass, DOMAIN } from "./card-data";
import type { Localize } from "./hass";

export interface CardConfig {
  type: string;
  /** Which account; may be left out where there is one. */
  config_entry_id?: string;
  title?: string;
  hide_graph?: boolean;
  hide_deletions?: boolean;
  hide_buttons?: boolean;
}

export const CARD = "alexa-privacy-card";
const TEXTS = `component.${DOMAIN}.config_panel`;
const LABELS: Record<string, string> = {
  config_entry_id: `${TEXTS}.page.account`,
  title: "ui.panel.lovelace.editor.card.generic.title",
};
const HIDE = ["hide_graph", "hide_deletions", "hide_buttons"] as const;

interface Field {
  name: string;
  selector: Record<string, unknown>;
}

/** The form of the card's editor. */
export function cardForm(): { schema: Field[]; computeLabel: (field: Field, localize: Localize) => string } {
  return {
    schema: [
      { name: "config_entry_id", selector: { config_entry: { integration: DOMAIN } } },
      { name: "title", selector: { text: {} } },
      ...HIDE.map((name) => ({ name, selector: { boolean: {} } })),
    ],
    computeLabel: ({ name }, localize) => localize(LABELS[name] ?? `${TEXTS}.card.${name}`),
  };
}

/** Return a card's configuration; raises an error that Home Assistant shows instead of the card. */
export function readConfig(config: CardConfig): CardConfig {
  for (const name of ["config_entry_id", "title"] as const) {
    if (config[name] !== undefined && typeof config[name] !== "string") {
      throw new Error(`${name} must be text`);
    }
  }
  for (const name of HIDE) {
    if (config[name] !== undefined && typeof config[name] !== "boolean") {
      throw new Error(`${name} must be true or false`);
    }
  }
  return config;
}

/** A card to begin with: of several accounts the one that is meant, else the first. */
export function cardFor(hass: CardHass, entityId = ""): CardConfig {
  const devices = accountDevices(hass);
  const meant = hass.devices?.[hass.entities?.[entityId]?.device_id ?? ""] ?? devices[0];
  const [entry] = meant?.config_entries ?? [];
  return { type: `custom:${CARD}`, ...(devices.length > 1 && entry ? { config_entry_id: entry } : {}) };
}
