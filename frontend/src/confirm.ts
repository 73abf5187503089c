/** Asks before anything is deleted, and says how much it is. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { Deletion } from "./deletion";
import { describePreview } from "./descriptions";
import { fire } from "./hass";
import { shared } from "./styles";
import type { Texts } from "./texts";

/** What is asked: rows that were chosen, or a scope that is being counted. */
export type Question = { count: number; what: string } | { counting: Deletion; what: string };

@customElement("alexa-privacy-confirm")
export class Confirm extends LitElement {
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) question!: Question;
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
      <dialog aria-labelledby="title" aria-describedby="what" @cancel=${this.#cancel}>
        <h2 id="title">${this.#title(count)}</h2>
        <p id="what" dir="auto">${this.question.what}</p>
        ${found ? html`<p dir="auto">${found}</p>` : nothing}
        <p class="pale">${count === 0 ? nothing : this.texts.say("delete.meaning")}</p>
        <p role="status">${error ? error.message : nothing}</p>
        <div class="buttons">
          <button @click=${this.#export} ?disabled=${!count}>${this.texts.say("delete.export_first")}</button>
          <button @click=${this.#cancel}>${this.texts.say("delete.cancel")}</button>
          <button class="danger filled" autofocus ?disabled=${!count} @click=${this.#confirm}>
            ${this.texts.say("delete.delete")}
          </button>
        </div>
      </dialog>
    `;
  }

  /** How many recordings it is, once that is known. */
  #count(): number | undefined {
    return "count" in this.question ? this.question.count : (this.question.counting.receipt?.matched ?? undefined);
  }

  #title(count: number | undefined): string {
    if (count === 1) {
      return this.texts.say("delete.ask_one");
    }
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
