/** The page as Home Assistant opens it, and what somebody sees and does there. */

import "./document";
import assert from "node:assert/strict";
import { after, beforeEach } from "node:test";
import type { Hass } from "../src/hass";
import { Panel } from "../src/panel";
import type { Option } from "../src/select";
import type { FakeHome } from "./home";

/** A field as far as tests use it. */
type Field = HTMLElement & { label: string; value: string; options: readonly Option[] };

beforeEach(() => {
  history.replaceState(null, "", "/alexa-privacy");
  sessionStorage.clear();
});

after(() => {
  document.body.replaceChildren();
});

/** Open the page, as Home Assistant does, and wait until nothing moves any more. */
export async function open(home: FakeHome, change: Partial<Hass> = {}): Promise<Panel> {
  document.body.replaceChildren();
  const panel = new Panel();
  panel.hass = { ...home.hass, ...change };
  document.body.append(panel);
  await settle();
  return panel;
}

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** All elements that match, however deep in shadows. */
export function all(selector: string, root: ParentNode = document): HTMLElement[] {
  const below = [...root.querySelectorAll("*")].flatMap(({ shadowRoot }) =>
    shadowRoot ? all(selector, shadowRoot) : [],
  );
  return [...root.querySelectorAll<HTMLElement>(selector), ...below];
}

export function one(selector: string): HTMLElement {
  const [found] = all(selector);
  assert.ok(found, selector);
  return found;
}

/** Choose one of a field's values. */
export async function choose(label: string, value: string): Promise<void> {
  const chosen = field(label);
  chosen.value = value;
  chosen.dispatchEvent(new Event("change"));
  await settle();
}

/** The field for one of several values, or for a day, that is called so. */
export function field(label: string): Field {
  const found = (all("alexa-privacy-select, alexa-privacy-day") as Field[]).find((each) => each.label === label);
  assert.ok(found, label);
  return found;
}

/** Type into a field, and leave it. */
export async function type(selector: string, words: string): Promise<void> {
  const field = one(selector) as HTMLInputElement;
  field.value = words;
  field.dispatchEvent(new Event("input"));
  field.dispatchEvent(new Event("change"));
  await settle();
}

/** Choose a day in one of the two fields. */
export async function setDay(name: "from" | "to", day: string): Promise<void> {
  await choose(name === "from" ? "From" : "Until", day);
}

export function textOf(selector: string): string {
  return all(selector)
    .map((each) => each.textContent.replace(/\s+/g, " ").trim())
    .join(" | ");
}

export function button(words: string): HTMLButtonElement {
  const found = (all("button") as HTMLButtonElement[]).find(
    (each) => each.textContent.trim() === words || each.getAttribute("aria-label") === words,
  );
  assert.ok(found, words);
  return found;
}

export async function click(words: string): Promise<void> {
  button(words).click();
  await settle();
}
