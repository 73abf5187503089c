/** One thing that is said of an account or a history, with the way to where it is changed. */

import { css, html, nothing, type TemplateResult } from "lit";
import type { Account } from "./api";
import { describeReceipt, isBad } from "./descriptions";
import { icon } from "./icons";
import type { Texts } from "./texts";

export const partStyles = css`
  ul.parts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(205px, 1fr));
    gap: 4px 24px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .part {
    display: grid;
    grid-template-columns: 1fr auto;
    align-content: start;
    align-items: center;
    min-height: 44px;
  }
  .part > * {
    grid-column: 1;
  }
  .part > .pale {
    grid-column: 1 / -1;
  }
  .part h2 {
    margin: 0;
    font: inherit;
    color: var(--secondary-text-color);
  }
  strong {
    display: flex;
    align-items: center;
    gap: 6px;
    font-weight: 500;
  }
  strong .icon {
    color: var(--secondary-text-color);
  }
  .good .icon {
    color: var(--success-color);
  }
  .problem strong,
  .problem .icon {
    color: var(--danger-text);
  }
  .part button {
    grid-area: 1 / 2 / span 2;
  }
`;

export interface Part {
  /** What is known of it. */
  said: string | undefined;
  /** Whether that may be so no longer. */
  stale?: boolean;
  problem?: boolean;
  /** Whether it was seen to be as it should be. */
  good?: boolean;
  more?: string[];
  act?: (event: Event) => void;
  /** What the button says, instead of that something is changed. */
  label?: { short: string; whole?: string };
}

/** What came of the last deletion; where a test was later, which leaves no receipt, when that was. */
export function receiptPart(
  texts: Texts,
  { last_receipt: receipt, last_deletion: last }: Pick<Account, "last_receipt" | "last_deletion">,
): Part {
  const finished = receipt?.finished ? Date.parse(receipt.finished) : 0;
  if (last !== null && last > finished) {
    return { said: texts.moment(last) };
  }
  return receipt
    ? { said: describeReceipt(texts, receipt), problem: isBad(receipt), more: [finished ? texts.moment(finished) : ""] }
    : { said: texts.say("protection.receipt_none") };
}

/** Say whether nightly purges are on, if that is known. */
export function nightsAre(texts: Texts, on: boolean | null): string | undefined {
  return on === null ? undefined : texts.say(on ? "protection.nightly_on" : "protection.nightly_off");
}

/** Show a part, with what is said of it; green only where it was seen to be so, and recently. */
export function renderPart(
  texts: Texts,
  key: "review" | "nightly" | "receipt" | "learned",
  { said, stale = false, problem = false, good = false, more = [], act, label }: Part,
): TemplateResult {
  const title = texts.say(`protection.${key}`);
  const known = said !== undefined && !stale;
  const mark = known ? (problem ? icon("alert") : good ? icon("done") : nothing) : icon("unknown");
  const last = known || !said ? "" : texts.say("protection.last_known", { said });
  return html`
    <li class="part ${known && problem ? "problem" : known && good ? "good" : ""}">
      <h2>${title}</h2>
      <strong>${mark}${known ? said : texts.say("protection.not_known")}</strong>
      ${[last, ...more].filter(Boolean).map((words) => html`<span class="pale">${words}</span>`)}
      ${
        act
          ? html`<button
              aria-label=${label?.whole ?? label?.short ?? texts.say("protection.change_it", { title })}
              @click=${act}
            >
              ${label?.short ?? texts.say("protection.change")}
            </button>`
          : nothing
      }
    </li>
  `;
}
