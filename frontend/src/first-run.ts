/** The first run: what is missing until recordings are deleted by themselves, step by step. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { type Account, decide, type Decision, failureOf } from "./api";
import { describePlan } from "./descriptions";
import { fire, type Hass, openLesson, openMoreInfo, openTest } from "./hass";
import { icon } from "./icons";
import { firstOf, type Lesson, wayTo } from "./lessons";
import { shared } from "./styles";
import type { Texts } from "./texts";

const STEPS = ["signed_in", "counting", "teach", "test", "nights", "review"] as const;
type Step = (typeof STEPS)[number];

/** Return whether one of these ways deletes single recordings; those that do were tested. */
function isPrecise(usable: readonly string[]): boolean {
  return usable.includes("delete_recordings") || usable.includes("delete_range");
}

/** Return the steps that are not done yet; to sign in again is none of them, and comes first. */
export function openSteps({ can_delete: taught, first_run: run, problems, to_test: toTest }: Account): Step[] {
  const signedIn = !problems.includes("signed_out");
  const done = {
    signed_in: true,
    counting: !run.counting,
    teach: taught,
    test: taught && (isPrecise(run.usable) || !toTest.length),
    nights: run.nights,
    review: run.review,
  };
  return STEPS.filter((step) => signedIn && !done[step]);
}

/** Go to where deleting is taught or tested, if one of these is missing for it; return whether none is. */
export function canDelete(
  { entry_id: entryId, first_run: run, to_test: toTest }: Account,
  what: "rows" | "matching" | "whole",
): boolean {
  if (
    isPrecise(run.usable) ||
    (what === "matching" && run.usable.includes("spoken")) ||
    (what === "whole" && run.usable.length)
  ) {
    return true;
  }
  const untested = firstOf(toTest);
  if (untested) {
    openTest(entryId, untested);
  } else {
    openLesson(entryId, "delete_recordings");
  }
  return false;
}

export class FirstRun extends LitElement {
  @property({ attribute: false }) connection!: Hass["connection"];
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) account!: Account;
  /** Why something could not be decided. */
  @state() private failure = "";

  static override styles = [
    shared,
    css`
      h2,
      h3,
      p,
      ul,
      ol {
        margin: 0;
        padding: 0;
        font: inherit;
      }
      h2,
      h3 {
        font-weight: 500;
      }
      h2 {
        font-size: 16px;
      }
      ul,
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        list-style: none;
      }
      ul {
        margin-block: 4px 8px;
      }
      .icon {
        margin-inline-end: 4px;
        vertical-align: bottom;
        color: var(--success-color);
      }
      .step {
        display: grid;
        grid-template-columns: 28px minmax(0, 1fr) auto;
        gap: 4px 12px;
        align-items: center;
        padding: 8px 0;
        border-top: 1px solid var(--divider-color);
      }
      .number {
        display: grid;
        place-content: center;
        height: 28px;
        border: 2px solid var(--divider-color);
        border-radius: 50%;
      }
      [aria-current="step"] .number {
        border-color: var(--primary-color);
      }
      .buttons {
        flex-direction: row-reverse;
      }
      :host([narrow]) .buttons {
        flex-direction: row;
        grid-column: 2 / -1;
      }
      input[type="number"] {
        width: 5.5em;
        margin-inline: 4px;
      }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const { texts, account } = this;
    const open = openSteps(account);
    if (!open.length) {
      return nothing;
    }
    const now = open.find((step) => step !== "counting");
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">${texts.say("first_run.title")}</h2>
      <ul class="pale" aria-label=${texts.say("first_run.done")}>
        ${STEPS.map((step) =>
          open.includes(step)
            ? nothing
            : html`<li>${this.#isGood(step) ? icon("done") : nothing}${this.#title(step)}</li>`,
        )}
      </ul>
      <ol>
        ${open.map((step) => {
          const [said, ...buttons] = this.#content(step, step === now ? "filled" : "outlined", open);
          return html`<li class="step" aria-current=${step === now ? "step" : nothing}>
            <span class="number">${texts.number(STEPS.indexOf(step) + 1)}</span>
            <div class=${buttons.length || step === "counting" ? "" : "pale"}>
              <h3>${this.#title(step)}</h3>
              <p role=${step === "counting" ? "status" : nothing}>${said}</p>
            </div>
            <div class="buttons">${buttons}</div>
          </li>`;
        })}
      </ol>
      ${this.failure ? html`<p role="alert">${this.failure}</p>` : nothing}
    </section>`;
  }

  /** Return whether a step that is decided was not declined, and human review was seen to be off. */
  #isGood(step: Step): boolean {
    const { nightly, good } = this.account;
    return step === "nights" ? nightly.state === true : step !== "review" || good.includes("review");
  }

  #title(step: Step): string {
    return this.texts.say(
      step === "nights" ? "protection.nightly" : step === "review" ? "protection.review" : `first_run.${step}`,
    );
  }

  /** What a step says, and its buttons; what cannot be done yet has none. */
  #content(step: Step, look: string, open: readonly Step[]): unknown[] {
    const { texts, account } = this;
    const { taught, entity_id: entity, state: isOn } = account.review;
    const { count = 0, minutes } = account.first_run.counting ?? {};
    switch (step) {
      case "counting":
        return [
          `${texts.say("first_run.counting_so_far", { count })} ${
            minutes ? texts.say("first_run.counting_left", { minutes }) : ""
          }`,
        ];
      case "test":
        return [
          texts.say("first_run.test_text"),
          ...(open.includes("teach") ? [] : [this.#teach(firstOf(account.to_test) ?? "delete_recordings", look, true)]),
        ];
      case "nights":
        return this.#nights(look, open);
      case "review":
        return [
          texts.say(taught ? (isOn ? "protection.review_on" : "protection.not_known") : "first_run.review_text"),
          taught && entity
            ? this.#button(texts.say("protection.change"), look, () => openMoreInfo(this, entity))
            : this.#teach("human_review", look),
          this.#button(texts.say("first_run.leave_review"), "", () => this.#decide({ accept_review: true })),
        ];
      default:
        return [texts.say("first_run.teach_text"), this.#teach("delete_recordings", look)];
    }
  }

  #nights(look: string, open: readonly Step[]): unknown[] {
    const { texts, account } = this;
    const { keep_days: days, tested } = account.nightly;
    const leave = this.#button(texts.say("first_run.leave_nights"), "", () => this.#decide({ nightly: false }));
    if (!tested) {
      // Deletion by voice alone cannot keep nights clean.
      const isSoon = open.includes("teach") || open.includes("test");
      return [texts.say("first_run.nights_later"), ...(isSoon ? [] : [leave])];
    }
    const [before = "", after = ""] = texts.say("first_run.nights_text", { days: "|" }).split("|");
    const field = html`${before}<input
        type="number"
        min="1"
        max="3650"
        required
        aria-label=${`${before}…${after}`}
        .value=${String(days)}
        @change=${() => this.#keep({})}
      />${after}`;
    return [
      html`${days === null ? texts.say("first_run.nights_everything") : field}<br />
        <span class="pale">${describePlan(texts, account.nightly)}</span>`,
      this.#button(texts.say("first_run.turn_on"), look, () => this.#keep({ nightly: true })),
      leave,
    ];
  }

  /** The way to a lesson, or to its test. */
  #teach(lesson: Lesson, look: string, isTest = false): TemplateResult {
    const { short, whole, act } = wayTo(this.texts, this.account.entry_id, lesson, isTest);
    return this.#button(short, look, act, whole);
  }

  #button(label: string, look: string, act: () => unknown, whole = label): TemplateResult {
    return html`<button class=${look} aria-label=${whole} @click=${act}>${label}</button>`;
  }

  /** Keep recordings for as many days as the field says, where it says something. */
  async #keep(decision: Decision): Promise<void> {
    const days = this.renderRoot.querySelector("input");
    if (!days || days.reportValidity()) {
      await this.#decide(days ? { keep_days: days.valueAsNumber, ...decision } : decision);
    }
  }

  async #decide(decision: Decision): Promise<void> {
    try {
      await decide(this.connection, this.account.entry_id, decision);
      this.failure = "";
    } catch (error) {
      this.failure = failureOf(error).message;
    }
    fire(this, "accounts-stale");
  }
}

customElements.define("alexa-privacy-first-run", FirstRun);
