/** Asks before anything is deleted, and says how much it is. No single press deletes: the focus is on Cancel. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { isSignedOut } from "./api";
import { describePreview } from "./descriptions";
import { fire } from "./hass";
import type { Preview } from "./preview";
import { renderSignIn } from "./problems";
import { shared } from "./styles";
import type { Texts } from "./texts";

/** What is asked: rows that were chosen, or what is being counted, which may be the whole history. */
export type Question = { count: number; what: string } | { counting: Preview; what: string; whole: boolean };

@customElement("alexa-privacy-confirm")
export class Confirm extends LitElement {
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) question!: Question;
  @property({ attribute: false }) entryId = "";
  /** What was typed to show that the whole history is meant. */
  @state() private typed = "";
  @query("dialog") private dialog!: HTMLDialogElement;

  static override styles = [
    shared,
    css`
      dialog {
        width: min(480px, calc(100vw - 32px));
        border: none;
        border-radius: var(--ha-dialog-border-radius, 24px);
        padding: 24px;
        background: var(--card-background-color);
        color: inherit;
        font: inherit;
        box-shadow: 0 8px 32px rgb(0 0 0 / 40%);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }
      h2 {
        margin: 0 0 12px;
        font-size: 1.4em;
        font-weight: 500;
      }
      p {
        margin: 0 0 12px;
        overflow-wrap: anywhere;
      }
      label {
        display: grid;
        gap: 4px;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: 8px;
        margin-top: 20px;
      }
    `,
  ];

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    const count = this.#count();
    const found =
      "counting" in this.question && count ? describePreview(this.texts, this.question.counting.receipt) : "";
    const error = "counting" in this.question ? this.question.counting.error : undefined;
    return html`
      <dialog aria-labelledby="title" aria-describedby="what found meaning" @cancel=${this.#cancel}>
        <h2 id="title">${this.#title(count)}</h2>
        <p id="what" dir="auto">${this.question.what}</p>
        <p id="found" dir="auto" ?hidden=${!found}>${found}</p>
        <p id="meaning" class="pale">${count === 0 ? nothing : this.texts.say("delete.meaning")}</p>
        <p role="status">${error ? error.message : nothing}</p>
        ${error && isSignedOut(error) ? renderSignIn(this.texts, this.entryId) : nothing}
        ${count && this.#isWhole ? this.#proof(count) : nothing}
        <div class="buttons">
          <button @click=${this.#export} ?disabled=${!count}>${this.texts.say("delete.export_first")}</button>
          <button autofocus @click=${this.#cancel}>${this.texts.say("delete.cancel")}</button>
          <button class="danger filled" ?disabled=${!this.#isMeant(count)} @click=${this.#confirm}>
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
    return !!count && (!this.#isWhole || typed === String(count));
  }

  /** How many recordings it is, once that is known. */
  #count(): number | undefined {
    return "count" in this.question ? this.question.count : (this.question.counting.receipt?.matched ?? undefined);
  }

  #title(count: number | undefined): string {
    if (count !== undefined) {
      return this.texts.say(count ? "delete.ask" : "delete.none", { count });
    }
    if ("counting" in this.question && this.question.counting.error) {
      return this.texts.say("delete.not_counted");
    }
    const soFar = "counting" in this.question ? this.question.counting.progress?.listed : undefined;
    return this.texts.say("delete.counting", { count: soFar ?? 0 });
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
