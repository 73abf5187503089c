/** The tabs of an account's histories, where it has others than that of voice recordings. */

import { css, html, nothing, type TemplateResult } from "lit";
import { openHistory } from "./address";
import type { OtherHistory } from "./api";
import type { Texts } from "./texts";

export const tabStyles = css`
  [role="tablist"] {
    display: flex;
    max-width: 1368px;
    margin: 0 auto;
    overflow-x: auto;
    scrollbar-width: none;
    box-shadow: inset 0 -1px var(--divider-color);
  }
  [role="tab"] {
    flex: none;
    min-height: 48px;
    padding: 0 16px;
    border: 0;
    border-block: 2px solid transparent;
    border-radius: 0;
    color: var(--secondary-text-color);
  }
  [role="tab"][aria-selected="true"] {
    border-bottom-color: var(--primary-color);
    color: var(--accent-text);
  }
  [role="tab"]:focus-visible {
    outline-offset: -4px;
  }
`;

/** Show a tab for each history; `chosen` is the key of the one that is shown. */
export function renderTabs(
  texts: Texts,
  others: readonly OtherHistory[],
  chosen: string,
): TemplateResult | typeof nothing {
  const histories = [{ key: "", name: texts.say("page.voice") }, ...others];
  return others.length
    ? html`<div role="tablist" aria-label=${texts.say("page.histories")} @keydown=${moveFocus}>
        ${histories.map(
          ({ key, name }) =>
            html`<button
              role="tab"
              id="tab-${key}"
              aria-controls="history"
              aria-selected=${key === chosen ? "true" : "false"}
              tabindex=${key === chosen ? 0 : -1}
              @focus=${bringIntoView}
              @click=${() => openHistory(key)}
            >
              ${key === "conversations" ? texts.say("page.conversations") : name}
            </button>`,
        )}
      </div>`
    : nothing;
}

function bringIntoView({ target }: Event): void {
  (target as HTMLElement).scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Go to another tab, which Enter opens: to list a history takes a while. */
function moveFocus(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const tabs = [...list.children] as HTMLElement[];
  const now = tabs.indexOf(event.target as HTMLElement);
  const forth = list.matches(":dir(rtl)") ? -1 : 1;
  const moves: Partial<Record<string, number>> = {
    ArrowRight: now + forth,
    ArrowLeft: now - forth,
    Home: 0,
    End: tabs.length - 1,
  };
  const to = moves[event.key];
  if (to !== undefined) {
    event.preventDefault();
    tabs.at(to % tabs.length)?.focus();
  }
}
