/** How well the account is protected, and the way to where each part is changed. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Account } from "./api";
import { describePlan, describeReceipt } from "./descriptions";
import { openEntry, openLesson, openMoreInfo } from "./hass";
import { icon } from "./icons";
import { firstOf, type Lesson, nameOf } from "./lessons";
import { problemStyles, renderProblems } from "./problems";
import { shared } from "./styles";
import type { Texts } from "./texts";

type Part = "review" | "nightly" | "receipt" | "learned";

@customElement("alexa-privacy-protection")
export class Protection extends LitElement {
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) account!: Account;
  /** Whether Home Assistant cannot be asked right now: what was known may be so no longer. */
  @property({ type: Boolean }) away = false;

  static override styles = [
    shared,
    problemStyles,
    css`
      ul {
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
      .icon {
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
    const { texts, account } = this;
    return html`
      <section class="card" aria-label=${texts.say("protection.title")}>
        ${this.away ? nothing : renderProblems(texts, account)}
        <ul>
          ${this.#review()} ${this.#nightly()} ${this.#receipt()} ${this.#learned()}
        </ul>
        <details>
          <summary>${texts.say("protection.review_meaning_title")}</summary>
          <p>${texts.say("protection.review_meaning")}</p>
        </details>
      </section>
    `;
  }

  #review(): TemplateResult {
    const { state, entity_id, taught } = this.account.review;
    const said = state === null ? (taught ? "unknown" : "not_taught") : state ? "on" : "off";
    return this.#part("review", said === "unknown" ? undefined : this.texts.say(`protection.review_${said}`), {
      problem: state === true,
      ...(taught ? { act: entity_id ? this.#moreInfo(entity_id) : this.#options } : this.#teach("human_review")),
    });
  }

  #nightly(): TemplateResult | typeof nothing {
    const { state, entity_id, next } = this.account.nightly;
    if (!entity_id) {
      return nothing;
    }
    const more = [
      state && next !== null ? this.texts.say("protection.nightly_next", { time: this.texts.moment(next) }) : "",
      describePlan(this.texts, this.account.nightly),
    ];
    const said =
      state === null ? undefined : this.texts.say(state ? "protection.nightly_on" : "protection.nightly_off");
    return this.#part("nightly", said, {
      problem: this.account.problems.some((problem) => problem.startsWith("purge_")),
      more,
      act: this.#moreInfo(entity_id),
    });
  }

  #receipt(): TemplateResult {
    const { last_receipt: receipt, last_deletion: last } = this.account;
    if (last !== null && (!receipt || (receipt.finished && last > Date.parse(receipt.finished)))) {
      return this.#part("receipt", this.texts.moment(last), {});
    }
    if (!receipt) {
      return this.#part("receipt", this.texts.say("protection.receipt_none"), {});
    }
    return this.#part("receipt", describeReceipt(this.texts, receipt), {
      problem: ["failed", "partial", "stopped"].includes(receipt.status),
      more: [receipt.finished ? this.texts.moment(Date.parse(receipt.finished)) : ""],
    });
  }

  #learned(): TemplateResult {
    const { broken, to_teach, to_test } = this.account;
    const said = broken.length ? "broken" : to_teach.length ? "teach" : to_test.length ? "test" : "fine";
    const names = { broken, teach: to_teach, test: to_test, fine: [] }[said];
    const next = firstOf([...broken, ...to_teach]);
    return this.#part("learned", this.texts.say(`protection.learned_${said}`), {
      problem: said === "broken",
      more: [names.map((name) => nameOf(this.texts, name)).join(", ")],
      ...(next ? this.#teach(next) : { act: this.#options }),
    });
  }

  /** Show a part, with what is said of it; green only where it was seen to be so, and recently. */
  #part(key: Part, said: string | undefined, { problem = false, more = [], act, label }: Details): TemplateResult {
    const title = this.texts.say(`protection.${key}`);
    const known = said !== undefined && !this.away && this.account.current;
    const good = known && !problem && this.account.good.includes(key);
    const mark = known ? (problem ? icon("alert") : good ? icon("done") : nothing) : icon("unknown");
    const last = known || !said ? "" : this.texts.say("protection.last_known", { said });
    return html`
      <li class="part ${known && problem ? "problem" : good ? "good" : ""}">
        <h2>${title}</h2>
        <strong>${mark}${known ? said : this.texts.say("protection.not_known")}</strong>
        ${[last, ...more].filter(Boolean).map((words) => html`<span class="pale">${words}</span>`)}
        ${
          act
            ? html`<button
                aria-label=${label?.whole ?? this.texts.say("protection.change_it", { title })}
                @click=${act}
              >
                ${label?.short ?? this.texts.say("protection.change")}
              </button>`
            : nothing
        }
      </li>
    `;
  }

  #moreInfo(entityId: string): () => void {
    return () => {
      openMoreInfo(this, entityId);
    };
  }

  /** The way to a lesson. */
  #teach(lesson: Lesson): Pick<Details, "act" | "label"> {
    const whole = this.texts.say("teach.title", { lesson: nameOf(this.texts, lesson) });
    return {
      label: { short: this.texts.say("teach.teach"), whole },
      act: () => {
        openLesson(this.account.entry_id, lesson);
      },
    };
  }

  #options = (): void => {
    openEntry(this.account.entry_id);
  };
}

interface Details {
  problem?: boolean;
  more?: string[];
  act?: () => void;
  /** What the button says, instead of that something is changed. */
  label?: { short: string; whole: string };
}
