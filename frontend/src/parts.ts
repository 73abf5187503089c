/** Parts of an account's page, and what is said about recordings. */

import { css, html, nothing, type TemplateResult } from "lit";
import { type Failure, isSignedOut } from "./api";
import { addDays, countDays, type Day } from "./calendar";
import type { Deletion } from "./deletion";
import type { Deletions } from "./deletions";
import { describeDeletion } from "./descriptions";
import type { Format } from "./export";
import { icon, iconButton } from "./icons";
import type { Listing } from "./listing";
import { renderSignIn } from "./problems";
import type { Texts } from "./texts";

/** How the parts of an account stand below each other. */
export const pageStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    max-width: 1400px;
    margin: 0 auto;
    padding: 16px;
  }
  :host([narrow]) {
    padding: 8px;
  }
  .list {
    padding: 0;
    overflow: clip;
  }
`;

export const toolbarStyles = css`
  .toolbar {
    position: sticky;
    top: 0;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    min-height: 56px;
    padding: 8px 16px;
    border-radius: inherit;
    background: var(--card-background-color);
  }
  .toolbar [role="status"] {
    flex: 1;
    min-width: 12em;
  }
  :host([narrow]) .toolbar {
    gap: 4px;
  }
  :host([narrow]) .toolbar [role="status"] {
    flex-basis: 100%;
  }
  :host([narrow]) .toolbar button {
    padding-inline: 6px;
  }
  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
  }
  .banner > [role="status"],
  .banner > [role="alert"] {
    flex: 1;
  }
  .banner .icon {
    color: var(--success-color);
  }
  .banner.problem .icon {
    color: var(--error-color);
  }
  .banner button .icon {
    color: inherit;
  }
  .none {
    margin: 0;
    padding: 24px 16px;
    text-align: center;
  }
  progress {
    flex-basis: 100%;
    width: 100%;
    accent-color: var(--primary-color);
  }
  .list .banner {
    padding: 12px 16px;
  }
`;

interface Toolbar {
  listing: Listing | undefined;
  ticked: number;
  /** Whether more is listed to tick all of a day. */
  ticking: boolean;
  /** Whether a filter limits what is listed. */
  filtered: boolean;
  /** Whether some recordings are looked for among others, and from which day back, if not from today. */
  search: boolean;
  until: Day;
  exporting: boolean;
  onUntick: () => void;
  onDeleteTicked: () => void;
  onDeleteMatching: () => void;
  onExport: (format: Format) => void;
  onCancelExport: () => void;
}

export function renderToolbar(texts: Texts, bar: Toolbar): TemplateResult {
  const empty = !bar.listing?.rows.length;
  return html`
    <div class="toolbar" role="toolbar" aria-label=${texts.say("page.acts")}>
      <span role="status">${describeListing(texts, bar)}</span>
      ${bar.search && !bar.exporting ? renderHalt(texts, bar.listing) : nothing}
      ${
        bar.ticked
          ? html`<button @click=${bar.onUntick}>
              ${icon("close")}${texts.say("page.untick", { count: bar.ticked })}
            </button>`
          : nothing
      }
      ${
        bar.exporting
          ? html`<button @click=${bar.onCancelExport}>${texts.say("export.cancel")}</button>`
          : (["json", "csv"] as const).map((format) => renderExport(texts, format, empty, bar.onExport))
      }
      ${
        bar.ticked
          ? html`<button class="danger" ?disabled=${bar.ticking} @click=${bar.onDeleteTicked}>
              ${icon("delete")}${texts.say("delete.ticked", { count: bar.ticked })}
            </button>`
          : html`<button class="danger" ?disabled=${empty} @click=${bar.onDeleteMatching}>
              ${icon("delete")}${texts.say(bar.filtered ? "delete.matching" : "delete.whole")}
            </button>`
      }
    </div>
  `;
}

/** A button that stops a search, or continues it. */
function renderHalt(texts: Texts, listing: Listing | undefined): TemplateResult | typeof nothing {
  return listing?.halted || listing?.loading
    ? html`<button
        @click=${() => {
          void (listing.halted ? listing.more() : listing.halt());
        }}
      >
        ${texts.say(listing.halted ? "page.search_on" : "page.stop")}
      </button>`
    : nothing;
}

function renderExport(
  texts: Texts,
  format: Format,
  disabled: boolean,
  onExport: (format: Format) => void,
): TemplateResult {
  const label = texts.say(`export.${format}`);
  return html`<button ?disabled=${disabled} aria-label=${label} title=${label} @click=${() => onExport(format)}>
    ${icon("download")}${format.toUpperCase()}
  </button>`;
}

/** Say how much is listed, and how far back. */
function describeListing(texts: Texts, { listing, exporting, search, until }: Toolbar): string {
  if (!listing) {
    return "";
  }
  const count = listing.rows.length;
  if (exporting) {
    return texts.say("export.loading", { count });
  }
  if (listing.done) {
    return texts.say("page.all_listed", { count });
  }
  if (listing.listedTo === undefined) {
    return listing.loading ? texts.say("page.asking") : "";
  }
  const day = texts.calendar.dayOf(listing.listedTo);
  if (search && (listing.loading || listing.halted)) {
    const today = texts.calendar.dayOf(Date.now());
    // The last day is not searched to its beginning yet.
    const days = countDays(addDays(day, 1), until && until < today ? until : today);
    return texts.say(listing.loading ? "page.searching" : "page.searched", { found: count, count: days });
  }
  return texts.say(listing.loading ? "page.listing" : "page.listed", { count, day: texts.shortDay(day) });
}

/** Say what went wrong, with another try; where `entryId` is signed out, the way to sign in comes first. */
export function renderFailure(texts: Texts, failure: Failure, retry: () => void, entryId = ""): TemplateResult {
  return html`
    <div class="card banner problem">
      ${icon("alert")}<span role="alert">${failure.message}</span>
      ${entryId && isSignedOut(failure) ? renderSignIn(texts, entryId) : nothing}
      <button @click=${retry}>${texts.say("page.retry")}</button>
    </div>
  `;
}

export function renderDeletions(texts: Texts, deletions: Deletions): TemplateResult[] {
  return deletions.shown.map((deletion) => renderDeletion(texts, deletions, deletion));
}

function renderDeletion(texts: Texts, deletions: Deletions, deletion: Deletion): TemplateResult {
  const { receipt, progress, error } = deletion;
  const problem =
    !!error || deletion.lost || (!!receipt && receipt.status !== "verified" && receipt.status !== "nothing_to_delete");
  return html`
    <div class="card banner ${problem ? "problem" : ""}">
      ${deletion.running ? nothing : icon(problem ? "alert" : "done")}
      <span role="status">${describeDeletion(texts, deletion)}</span>
      ${
        deletion.running
          ? html`<button @click=${() => void deletions.cancel(deletion)}>${texts.say("delete.stop")}</button>
              <progress
                aria-label=${texts.say("delete.progress")}
                max=${Math.max(1, 2 * (progress?.matched ?? 0))}
                value=${progress ? progress.asked + progress.verified_gone : 0}
              ></progress>`
          : iconButton("close", texts.say("page.dismiss"), () => deletions.dismiss(deletion))
      }
    </div>
  `;
}
