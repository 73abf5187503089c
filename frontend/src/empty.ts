/** What is said where an account holds no recordings, and how many it holds where it does. */

import { css, html, type TemplateResult } from "lit";
import type { Account } from "./api";
import { type Filter, isAny } from "./filter";
import { icon } from "./icons";
import type { Listing } from "./listing";
import type { Texts } from "./texts";

export const totalsStyles = css`
  .title {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    align-items: baseline;
    min-width: 0;
    padding-inline: 8px;
    gap: 0 16px;
  }
  .totals {
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;

/** Say how many recordings Amazon holds, and how many are from today; what is not known is unknown. */
export function renderTotals(texts: Texts, { held, today }: Pick<Account, "held" | "today">): TemplateResult {
  const total = held === null ? texts.say("page.held_unknown") : texts.say("page.held", { count: held });
  const recent = today === null ? texts.say("page.today_unknown") : texts.say("page.today", { count: today });
  return html`<p class="totals">${total} · ${recent}</p>`;
}

/** Return whether an account is known to hold nothing, and a fresh listing does not show otherwise. */
export function isEmpty({ held }: Pick<Account, "held">, listing: Listing | undefined, filter: Filter): boolean {
  return held === 0 && isAny(filter) && !!listing?.done && !listing.error && !listing.rows.length;
}

export const emptyStyles = css`
  [hidden] {
    display: none;
  }
  .empty {
    padding: 32px 16px;
    text-align: center;
  }
  .empty .icon {
    color: var(--success-color);
  }
  .empty h2 {
    margin: 4px;
    font-size: 1.2em;
    font-weight: 500;
  }
`;

export function renderEmpty(texts: Texts): TemplateResult {
  return html`<div class="card empty">
    ${icon("done")}
    <h2>${texts.say("graph.empty")}</h2>
    <span class="pale">${texts.say("page.empty")}</span>
  </div>`;
}
