/** What is said of another history than that of recordings, and the way to what it lacks. */

import { css, html, nothing, type TemplateResult } from "lit";
import type { Account, OtherHistory } from "./api";
import { openEntry, openMoreInfo, openTest } from "./hass";
import { icon } from "./icons";
import { nightsAre, receiptPart, renderPart } from "./part";
import { problemStyles } from "./problems";
import type { Texts } from "./texts";

export const otherHistoryStyles = [
  problemStyles,
  css`
    ul.problems {
      padding: 0;
    }
  `,
];

/** Show when a history was deleted from last, whether it is purged at night, and why it is not counted if it is not. */
export function renderOtherHistory(texts: Texts, account: Account, history: OtherHistory): TemplateResult {
  const { failure, nightly, can_delete: taught } = history;
  const { entity_id: entity } = nightly;
  const isUsable = isPrecise(history);
  return html`<section class="card" aria-label=${texts.say("protection.title")}>
    ${
      failure
        ? html`<ul class="problems">
            <li>${icon("alert")}<span>${texts.say("page.not_counted", { reason: failure.message })}</span></li>
          </ul>`
        : nothing
    }
    <ul class="parts">
      ${
        entity
          ? renderPart(texts, "nightly", {
              said: nightsAre(texts, nightly.state),
              act: ({ target }) => openMoreInfo(target as HTMLElement, entity),
            })
          : nothing
      }
      ${renderPart(texts, "receipt", receiptPart(texts, history))}
      ${renderPart(texts, "learned", {
        said: texts.say(
          isUsable ? "protection.learned_fine" : taught ? "protection.learned_test" : "protection.learned_teach",
        ),
        act: () => openRequest(account, history),
        ...(!isUsable && { label: { short: texts.say(taught ? "first_run.test" : "teach.teach") } }),
      })}
    </ul>
  </section>`;
}

/** Go to where a history's deletion is tested, or taught. */
export function openRequest(
  { entry_id: entryId }: Account,
  { can_delete: taught, to_test: toTest }: OtherHistory,
): void {
  if (taught && toTest) {
    openTest(entryId, "history");
  } else {
    openEntry(entryId);
  }
}

/** Return whether single entries can be deleted: that was taught and tested. */
export function isPrecise({ can_delete: taught, to_test: toTest }: OtherHistory): boolean {
  return taught && !toTest;
}
