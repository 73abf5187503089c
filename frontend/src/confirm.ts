/** Asks before anything is deleted, and says how much it is. No single press deletes: the focus is on Cancel. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { isSignedOut } from "./api";
import { describePreview } from "./descriptions";
import { dialogStyles } from "./dialog-styles";
import { fire } from "./hass";
import type { Preview } from "./preview";
import { renderSignIn } from "./problems";
import { shared } from "./styles";
import type { Texts } from "./texts";

/**
 * What is asked: rows that were chosen, or what is being counted, which may be the whole history. What is counted may be
 * deleted before that is done where it is known about how much it is.
 */
export type Question = { count: number; what: string } | { counting: Preview; what: string; whole: boolean };

/** How long a new amount is shown before it can be confirmed. */
const READING = 1000;

export class Confirm extends LitElement {
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) question!: Question;
  @property({ attribute: false }) entryId = "";
  /** What was typed to show that the whole history is meant. */
  @state() private typed = "";
  @query("dialog") private dialog!: HTMLDialogElement;

  static override styles = [
    shared,
    dialogStyles,
    css`
      label {
        display: grid;
        gap: 4px;
      }
    `,
  ];

  /** While the amount has just become another one, so that nobody presses what they have not read. */
  @state() private jumped = false;
  #shown: number | undefined;

  protected override willUpdate(): void {
    const amount = this.#count() ?? this.#about;
    if (this.#shown && amount && amount !== this.#shown) {
      this.jumped = true;
      setTimeout(() => {
        this.jumped = false;
      }, READING);
    }
    this.#shown = amount;
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    const count = this.#count();
    const amount = count ?? this.#about;
    const found =
      "counting" in this.question && count ? describePreview(this.texts, this.question.counting.receipt) : "";
    const error = "counting" in this.question ? this.question.counting.error : undefined;
    return html`
      <dialog aria-labelledby="title" aria-describedby="what found all meaning" @cancel=${this.#cancel}>
        <h2 id="title">${this.#title(count)}</h2>
        <p id="what" dir="auto">${this.question.what}</p>
        <p id="found" dir="auto" ?hidden=${!found}>${found}</p>
        ${count === undefined && amount ? html`<p id="all">${this.texts.say("delete.all_that_match")}</p>` : nothing}
        <p id="meaning" class="pale">${count === 0 ? nothing : this.texts.say("delete.meaning")}</p>
        <p role="status">${error ? error.message : this.#about && count === undefined ? this.#soFar() : nothing}</p>
        ${error && isSignedOut(error) ? renderSignIn(this.texts, this.entryId) : nothing}
        ${amount && this.#isWhole ? this.#proof(amount) : nothing}
        <div class="buttons">
          <button @click=${this.#export} ?disabled=${!amount}>${this.texts.say("delete.export_first")}</button>
          <button autofocus @click=${this.#cancel}>${this.texts.say("delete.cancel")}</button>
          <button class="danger filled" ?disabled=${!this.#isMeant(amount)} @click=${this.#confirm}>
            ${this.texts.say("delete.delete")}
          </button>
        </div>
      </dialog>
    `;
  }

  /** A field that more than a press is needed for. */
  #proof(count: number): TemplateResult {
    return html`<label>
      ${this.texts.say("delete.type", { number: count })}
      <input
        inputmode="numeric"
        autocomplete="off"
        @input=${({ target }: { target: HTMLInputElement }) => {
          this.typed = target.value;
        }}
      />
    </label>`;
  }

  get #isWhole(): boolean {
    return "whole" in this.question && this.question.whole;
  }

  /** Whether it may be deleted: it is known how much, and of the whole history its size was typed. */
  #isMeant(count: number | undefined): boolean {
    // Whichever way digits and thousands are written.
    const typed = this.typed.normalize("NFKC").replace(/[\s.,'’]/g, "");
    return !!count && !this.jumped && (!this.#isWhole || typed === String(count));
  }

  /** How many recordings it is, once that is known. */
  #count(): number | undefined {
    return "count" in this.question ? this.question.count : (this.question.counting.receipt?.matched ?? undefined);
  }

  /** About how many it is while that is not known better; no number where it may be none, or cannot be deleted. */
  get #about(): number | undefined {
    const counting = "counting" in this.question ? this.question.counting : undefined;
    return counting && !counting.error && !counting.receipt ? (counting.about ?? undefined) : undefined;
  }

  #title(count: number | undefined): string {
    if (count !== undefined) {
      return this.texts.say(count ? "delete.ask" : "delete.none", { count });
    }
    if ("counting" in this.question && this.question.counting.error) {
      return this.texts.say("delete.not_counted");
    }
    const about = this.#about;
    return about ? this.texts.say("delete.ask_about", { count: about }) : this.#soFar();
  }

  #soFar(): string {
    const listed = "counting" in this.question ? this.question.counting.progress?.listed : undefined;
    return this.texts.say("delete.counting", { count: listed ?? 0 });
  }

  #confirm(): void {
    this.dialog.close();
    fire(this, "confirm-yes");
  }

  #cancel(): void {
    this.dialog.close();
    fire(this, "confirm-no");
  }

  #export(): void {
    this.dialog.close();
    fire(this, "confirm-export");
  }
}

customElements.define("alexa-privacy-confirm", Confirm);
