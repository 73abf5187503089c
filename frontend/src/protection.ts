/** How well the account is protected, and the way to where each part is changed. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Account } from "./api";
import { describePlan } from "./descriptions";
import { openSteps } from "./first-run";
import { openEntry, openMoreInfo } from "./hass";
import { icon } from "./icons";
import { firstOf, type Lesson, nameOf, wayTo } from "./lessons";
import { nightsAre, type Part, partStyles, receiptPart, renderPart } from "./part";
import { problemStyles, renderProblems } from "./problems";
import { shared } from "./styles";
import type { Texts } from "./texts";

const PARTS = 4;

export class Protection extends LitElement {
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) account!: Account;
  /** Whether Home Assistant cannot be asked right now: what was known may be so no longer. */
  @property({ type: Boolean }) away = false;
  @property({ type: Boolean, reflect: true }) narrow = false;

  static override styles = [
    shared,
    problemStyles,
    partStyles,
    css`
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
      :host([narrow]) .card {
        padding-block: 4px;
      }
      details.all {
        margin: 0;
      }
      .all > summary {
        color: inherit;
      }
      .all > summary strong {
        display: inline-flex;
        vertical-align: middle;
      }
    `,
  ];

  override render(): TemplateResult {
    const { texts, account } = this;
    return html`
      <section class="card" aria-label=${texts.say("protection.title")}>
        ${this.away ? nothing : renderProblems(texts, account)}
        ${this.narrow ? html`<details class="all">${this.#summary()}${this.#parts()}</details>` : this.#parts()}
      </section>
    `;
  }

  /** Say in a line how it is. */
  #summary(): TemplateResult {
    const { current, good, problem, problems } = this.account;
    const known = !this.away && current;
    const count = problems.length;
    const said = !known
      ? this.texts.say("protection.not_known")
      : count
        ? this.texts.say("protection.attention", { count })
        : this.texts.say(problem === false ? "protection.fine" : "protection.not_known");
    const isGood = known && !count && good.length === PARTS;
    return html`<summary class=${known && count ? "problem" : isGood ? "good" : ""}>
      <strong>
        ${known ? (count ? icon("alert") : isGood ? icon("done") : nothing) : icon("unknown")}
        <span>${this.texts.say("protection.title")}: ${said}</span>
      </strong>
    </summary>`;
  }

  #parts(): TemplateResult {
    const { texts } = this;
    return html`
      <ul class="parts">
        ${this.#review()} ${this.#nightly()} ${this.#part("receipt", receiptPart(texts, this.account))}
        ${this.#learned()}
      </ul>
      <details>
        <summary>${texts.say("protection.review_meaning_title")}</summary>
        <p>${texts.say("protection.review_meaning")}</p>
      </details>
    `;
  }

  #review(): TemplateResult {
    const { state, entity_id, taught } = this.account.review;
    const said = state === null ? (taught ? "unknown" : "not_taught") : state ? "on" : "off";
    return this.#part("review", {
      said: said === "unknown" ? undefined : this.texts.say(`protection.review_${said}`),
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
    return this.#part("nightly", {
      said: nightsAre(this.texts, state),
      problem: this.account.problems.some((problem) => problem.startsWith("purge_")),
      more,
      act: this.#moreInfo(entity_id),
    });
  }

  #learned(): TemplateResult {
    const { broken, to_teach, to_test } = this.account;
    const said = broken.length ? "broken" : to_teach.length ? "teach" : to_test.length ? "test" : "fine";
    const names = { broken, teach: to_teach, test: to_test, fine: [] }[said];
    const next = firstOf([...broken, ...to_teach]);
    const toTest = firstOf(to_test);
    return this.#part("learned", {
      said: this.texts.say(`protection.learned_${said}`),
      problem: said === "broken",
      more: [names.map((name) => nameOf(this.texts, name)).join(", ")],
      ...(next ? this.#teach(next) : toTest ? this.#teach(toTest, true) : { act: this.#options }),
    });
  }

  #part(key: "review" | "nightly" | "receipt" | "learned", part: Part): TemplateResult {
    const { current, good } = this.account;
    const isGood = !part.problem && good.includes(key);
    return renderPart(this.texts, key, { ...part, stale: this.away || !current, good: isGood });
  }

  #moreInfo(entityId: string): () => void {
    return () => openMoreInfo(this, entityId);
  }

  /** The way to a lesson or to its test, unless the first run leads there. */
  #teach(lesson: Lesson, isTest = false): Pick<Part, "act" | "label"> {
    const step = isTest ? "test" : lesson === "human_review" ? "review" : "teach";
    if (openSteps(this.account).includes(step)) {
      return {};
    }
    const { act, ...label } = wayTo(this.texts, this.account.entry_id, lesson, isTest);
    return { act, label };
  }

  #options = (): void => openEntry(this.account.entry_id);
}

customElements.define("alexa-privacy-protection", Protection);
