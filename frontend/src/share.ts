/** Requests that others have tested: the offer of one, and what is shared of one that was tested here. */

import { html, nothing, type TemplateResult } from "lit";
import { renderResult } from "./teach-parts";
import type { Texts } from "./texts";
import type { Offer } from "./visit";

/** What would be shared, and where, or why it must not be: nothing is sent by itself. */
export interface Contribution {
  document?: string;
  address?: string;
  is_filled?: boolean;
  error?: { message: string };
}

/** Say what others have tested, who they are, and what it sends. */
export function renderOffer(texts: Texts, shared: Offer, result: string): TemplateResult {
  return html`
    <p>${texts.say("teach.offered_meaning", { site: shared.site })}</p>
    ${renderResult(result)}
    ${shared.tested.map(
      ({ on, ...test }) =>
        html`<p class="pale">${texts.say("teach.offered_by", { ...test, date: texts.shortDay(on) })}</p>`,
    )}
  `;
}

/** Show what would be shared, and the way to where its owner can do so. */
export function renderShare(texts: Texts, { document, address, is_filled, error }: Contribution): TemplateResult {
  if (error) {
    return html`<p role="alert" class="note">${error.message}</p>`;
  }
  // Without HTTPS a browser gives none: one click selects all of the text then.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  return html`
    <p role="status">${texts.say("teach.share_meaning")} ${is_filled ? nothing : texts.say("teach.share_long")}</p>
    <pre class="result" tabindex="0" dir="ltr" style="user-select: all">${document}</pre>
    <div class="buttons">
      ${
        clipboard
          ? html`<button class="outlined" @click=${() => void clipboard.writeText(document ?? "")}>
              ${texts.say("teach.copy")}
            </button>`
          : nothing
      }
      <a class="button outlined" href=${address ?? ""} target="_blank" rel="noreferrer"
        >${texts.say("teach.share_open")}</a
      >
    </div>
  `;
}
