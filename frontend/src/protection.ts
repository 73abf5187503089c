/** How well the account is protected, and the way to where each part is changed. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Account } from "./api";
import { describeReceipt } from "./descriptions";
import { fire, navigate } from "./hass";
import { icon } from "./icons";
import { shared } from "./styles";
import type { TextKey, Texts } from "./texts";

@customElement("alexa-privacy-protection")
export class Protection extends LitElement {
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) account!: Account;

  static override styles = [
    shared,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(205px, 1fr));
        gap: 4px 24px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 1fr auto;
        align-content: start;
        align-items: center;
        min-height: 44px;
      }
      li > * {
        grid-column: 1;
      }
      h2 {
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
      li .icon {
        color: var(--success-color);
      }
      li.problem strong,
      li.problem .icon {
        color: var(--danger-text);
      }
      li button {
        grid-area: 1 / 2 / span 3;
      }
      details {
        margin-top: 8px;
      }
      summary {
        width: fit-content;
        padding: 6px 0;
        color: var(--accent-text);
        cursor: pointer;
      }
      p {
        margin: 0;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`
      <section class="card" aria-label=${this.texts.say("protection.title")}>
        <ul>
          ${this.#review()} ${this.#nightly()} ${this.#receipt()} ${this.#learned()}
        </ul>
        <details>
          <summary>${this.texts.say("protection.review_meaning_title")}</summary>
          <p>${this.texts.say("protection.review_meaning")}</p>
        </details>
      </section>
    `;
  }

  #review(): TemplateResult {
    const { state, entity_id, taught } = this.account.review;
    const said = state === null ? (taught ? "unknown" : "not_taught") : state ? "on" : "off";
    return this.#part("review", this.texts.say(`protection.review_${said}`), {
      problem: state === true,
      fine: state === false,
      act: entity_id && taught ? this.#moreInfo(entity_id) : this.#options,
    });
  }

  #nightly(): TemplateResult | typeof nothing {
    const { state, entity_id, next } = this.account.nightly;
    if (!entity_id) {
      return nothing;
    }
    const said = state === null ? "unknown" : state ? "on" : "off";
    return this.#part("nightly", this.texts.say(`protection.nightly_${said}`), {
      fine: state === true,
      more: state && next !== null ? this.texts.say("protection.nightly_next", { time: this.texts.moment(next) }) : "",
      act: this.#moreInfo(entity_id),
    });
  }

  #receipt(): TemplateResult {
    const { last_receipt: receipt, last_deletion: last } = this.account;
    if (last !== null && (!receipt || (receipt.finished && last > Date.parse(receipt.finished)))) {
      return this.#part("receipt", this.texts.moment(last), { fine: true });
    }
    if (!receipt) {
      return this.#part("receipt", this.texts.say("protection.receipt_none"), {});
    }
    return this.#part("receipt", describeReceipt(this.texts, receipt), {
      problem: receipt.status === "failed" || receipt.status === "partial",
      fine: receipt.status === "verified",
      more: receipt.finished ? this.texts.moment(Date.parse(receipt.finished)) : "",
    });
  }

  #learned(): TemplateResult {
    const { broken, to_teach, to_rehearse } = this.account;
    const said = broken.length ? "broken" : to_teach.length ? "teach" : to_rehearse.length ? "rehearse" : "fine";
    const names = said === "broken" ? broken : said === "teach" ? to_teach : to_rehearse;
    return this.#part("learned", this.texts.say(`protection.learned_${said}`), {
      problem: said === "broken",
      fine: said === "fine",
      more: said === "fine" ? "" : names.map((name) => this.#nameOf(name)).join(", "),
      act: this.#options,
    });
  }

  #part(
    key: "review" | "nightly" | "receipt" | "learned",
    said: string,
    { problem = false, fine = false, more = "", act }: Partial<Record<"problem" | "fine", boolean>> & Act,
  ): TemplateResult {
    const title = this.texts.say(`protection.${key}`);
    return html`
      <li class=${problem ? "problem" : ""}>
        <h2>${title}</h2>
        <strong>${problem ? icon("alert") : fine ? icon("done") : nothing}${said}</strong>
        ${more ? html`<span class="pale">${more}</span>` : nothing}
        ${
          act
            ? html`<button aria-label=${this.texts.say("protection.change_it", { title })} @click=${act}>
                ${this.texts.say("protection.change")}
              </button>`
            : nothing
        }
      </li>
    `;
  }

  /** Say a learned request's name, or as it is where it has none here. */
  #nameOf(request: string): string {
    const names: Partial<Record<string, TextKey>> = {
      delete: "protection.request_delete",
      delete_recordings: "protection.request_delete",
      delete_range: "protection.request_range",
      delete_everything: "protection.request_everything",
      human_review: "protection.review",
      message_review: "protection.request_message_review",
      deletion_by_voice: "protection.request_voice",
    };
    const key = names[request];
    return key ? this.texts.say(key) : request;
  }

  #moreInfo(entityId: string): () => void {
    return () => {
      fire(this, "hass-more-info", { entityId });
    };
  }

  #options = (): void => {
    navigate(`/config/integrations/integration/alexa_privacy#config_entry=${this.account.entry_id}`);
  };
}

interface Act {
  more?: string;
  act?: () => void;
}
