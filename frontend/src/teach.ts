/** A lesson: Amazon's page in a frame that reaches nothing of this page, and around it what to do there. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import type { Account } from "./api";
import { fire, type Hass, openEntry, openLesson } from "./hass";
import { icon, iconButton } from "./icons";
import { firstOf, isSetting, type Lesson, nameOf } from "./lessons";
import { type Contribution, renderOffer, renderShare } from "./share";
import { shared } from "./styles";
import {
  COUNTS,
  describeClosed,
  describeStep,
  hasValues,
  renderNote,
  renderRecording,
  renderResult,
  renderSteps,
} from "./teach-parts";
import { teachStyles } from "./teach-styles";
import type { TextKey, Texts } from "./texts";
import { type Visit, VisitSession } from "./visit";

const MINUTE = 60_000;
/** From so many minutes on it is said how long Amazon's page stays open. */
const SOON = 5;
const CLOCK = 10_000;

export class Teach extends LitElement {
  @property({ attribute: false }) connection!: Hass["connection"];
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) account!: Account;
  @property({ attribute: false }) lesson!: Lesson;
  /** Whether the lesson was given, and only its test is left. */
  @property({ type: Boolean }) testing = false;
  /** Whether the setting was on before the first flip, as its owner sees it on Amazon's page. */
  @state() private wasOn: boolean | undefined;
  /** Whether its owner is asked how many values it has. */
  @state() private counting = false;
  /** How often Amazon's page was loaded again by hand. */
  @state() private reloads = 0;
  /** What would be shared. */
  @state() private contribution: Contribution | undefined;
  @query("h2") private heading!: HTMLElement | null;
  @query("input:checked") private chosen!: HTMLInputElement | null;
  #session!: VisitSession;
  #clock: ReturnType<typeof setInterval> | undefined;
  /** The state that is shown. */
  #shown: Visit["state"] | undefined;

  static override styles = [shared, teachStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    const { lesson, testing } = this;
    this.#session = new VisitSession(this.connection, { entryId: this.account.entry_id, lesson, testing }, () =>
      this.requestUpdate(),
    );
    this.connection.addEventListener("ready", this.#session.open);
    this.connection.addEventListener("disconnected", this.#session.lose);
    this.#clock = setInterval(() => this.requestUpdate(), CLOCK);
    void this.#session.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.connection.removeEventListener("ready", this.#session.open);
    this.connection.removeEventListener("disconnected", this.#session.lose);
    clearInterval(this.#clock);
    void this.#session.close();
  }

  override render(): TemplateResult {
    const { visit, failure } = this.#session;
    const state = visit?.state ?? "opening";
    const error = failure?.message ?? visit?.error?.message;
    if (!visit || state === "refused") {
      return error ? this.#end("refused", error, "again") : this.#waiting("opening");
    }
    switch (state) {
      case "open":
        return html`${this.#guide(visit)}${this.#frame(visit)}`;
      case "offered":
        return this.#card("offered", this.#offer(visit), error);
      case "learned":
        return this.#card("learned", this.#agreement(visit), error);
      case "to_test":
        return this.#card("test", this.#choice(visit), error);
      case "done":
        return this.#card("done", this.#next());
      case "closed":
        return this.#end("closed", describeClosed(this.texts, visit.reason), "open_again");
      default:
        return this.#waiting(state);
    }
  }

  /** The frame or the button that had the focus may be gone: it goes to what is there instead. */
  protected override updated(): void {
    const state = this.#session.visit?.state;
    if (state !== this.#shown) {
      this.#shown = state;
      this.heading?.focus();
      if (state === "done") {
        fire(this, "accounts-stale");
      }
    }
  }

  // While Amazon's page is open

  #guide(visit: Visit): TemplateResult {
    const { texts } = this;
    const asks = this.#asks(visit);
    const minutes = visit.expires ? Math.ceil((Date.parse(visit.expires) - Date.now()) / MINUTE) : Infinity;
    return html`
      <section class="guide" aria-label=${texts.say("teach.steps")}>
        <div class="top">
          ${renderSteps(texts, visit)}
          ${minutes > SOON ? nothing : html`<span class="pale">${texts.say("teach.minutes", { count: minutes })}</span>`}
          ${iconButton("reload", texts.say("teach.reload"), () => {
            this.reloads += 1;
          })}
        </div>
        <div role="status">
          ${describeStep(texts, visit, this.lesson, asks || this.wasOn)} ${renderNote(texts, visit.note)}
        </div>
        ${this.#answers(visit, asks)}
        ${
          visit.note?.key === "no_listing"
            ? html`<div class="buttons">
                <a class="button outlined" href=${visit.path ?? ""} target="_blank" rel="noreferrer"
                  >${texts.say("teach.own_tab")}</a
                >
                ${this.#har()}
              </div>`
            : nothing
        }
      </section>
    `;
  }

  /** What is asked before the next step: how a setting is now, or how many values it has. */
  #asks(visit: Visit): "ask" | "ask_values" | "" {
    if (this.counting) {
      return "ask_values";
    }
    const isKnown = this.wasOn !== undefined || hasValues(visit);
    return isSetting(this.lesson) && !isKnown && visit.current !== null ? "ask" : "";
  }

  #answers(visit: Visit, asked: "ask" | "ask_values" | ""): TemplateResult | typeof nothing {
    const count = (name: ButtonName): TemplateResult =>
      this.#button(name, () => {
        this.counting = true;
      });
    if (asked === "ask_values") {
      return html`<div class="buttons">
        ${COUNTS.map(
          (number) =>
            html`<button
              class="outlined"
              ?disabled=${this.#session.busy}
              @click=${() => {
                this.counting = false;
                void this.#session.teachValues(number);
              }}
            >
              ${number}
            </button>`,
        )}
      </div>`;
    }
    if (asked) {
      return html`<div class="buttons">
        ${([true, false] as const).map((on) =>
          this.#button(on ? "is_on" : "is_off", () => {
            const flipped = visit.steps.filter(({ key, done }) => key === "flip" && done).length;
            this.wasOn = flipped % 2 ? !on : on;
          }),
        )}
        ${this.lesson === "another_setting" ? count("more_values") : nothing}
      </div>`;
    }
    return hasValues(visit) ? html`<div class="buttons">${count("other_number")}</div>` : nothing;
  }

  /** Amazon's page. Each time it is another frame: what was in the last one is gone, and going back leads out of it. */
  #frame(visit: Visit): TemplateResult {
    return html`${keyed(
      `${visit.path ?? ""} ${visit.load} ${this.reloads}`,
      html`<iframe
        sandbox="allow-scripts allow-forms allow-modals"
        referrerpolicy="no-referrer"
        title=${this.texts.say("teach.frame")}
        src=${visit.path ?? ""}
      ></iframe>`,
    )}`;
  }

  // Instead of it, and afterwards

  #offer(visit: Visit): TemplateResult {
    return html`
      ${visit.shared ? renderOffer(this.texts, visit.shared, visit.result ?? "") : nothing}
      <div class="buttons">
        ${this.#button("show", () => void this.#session.show())}
        ${this.#button("use", () => void this.#session.agree(), "filled")}
      </div>
    `;
  }

  #agreement(visit: Visit): TemplateResult {
    const { texts, wasOn } = this;
    // Flipped as often to the one as to the other, it is as it was.
    const isSwitch = isSetting(this.lesson) && !hasValues(visit);
    const asks = isSwitch && (wasOn === undefined || visit.error);
    const agree = (isOn?: boolean) => (): void => void this.#session.agree(isOn);
    return html`
      <p>${texts.say("teach.learned_meaning")}</p>
      ${renderResult(visit.result ?? "")}
      ${asks ? html`<p>${texts.say("teach.ask_now", { lesson: visit.name ?? nameOf(texts, this.lesson) })}</p>` : nothing}
      <div class="buttons">
        ${this.#button("discard", this.#leave)}
        ${
          asks
            ? [this.#button("is_on", agree(true), "filled"), this.#button("is_off", agree(false), "filled")]
            : this.#button("agree", agree(isSwitch ? wasOn : undefined), "filled")
        }
      </div>
    `;
  }

  #choice({ candidates }: Visit): TemplateResult {
    const { texts } = this;
    if (!candidates.length) {
      // A setting needs no recording.
      const needsNone = isSetting(this.lesson);
      return html`
        ${needsNone ? html`<p>${texts.say("teach.test_setting_meaning")}</p>` : nothing}
        <div class="buttons">
          ${this.#button("skip", this.#leave)}
          ${this.#button(needsNone ? "test_setting" : "again", () => void this.#session.test(""), "filled")}
        </div>
      `;
    }
    return html`
      <fieldset>
        <legend>${texts.say(this.lesson === "history" ? "teach.test_meaning_history" : "teach.test_meaning")}</legend>
        ${candidates.map(
          (each, number) =>
            html`<label class="option">
              <input
                type="radio"
                name="recording"
                value=${each.id}
                ?checked=${!number}
              />${renderRecording(texts, each)}
            </label>`,
        )}
      </fieldset>
      <div class="buttons">
        ${this.#button("skip", this.#leave)}
        ${this.#button(
          "test",
          () => void this.#session.test(this.chosen?.value ?? candidates[0]?.id ?? ""),
          "danger filled",
        )}
      </div>
    `;
  }

  /** What came of it, and what else is to be taught. */
  #next(): TemplateResult {
    const { texts, account } = this;
    const next = firstOf(account.to_teach.filter((name) => firstOf([name]) !== this.lesson));
    const said = isSetting(this.lesson)
      ? "done_setting"
      : this.lesson === "delete_everything"
        ? "done_untested"
        : this.lesson === "history"
          ? "done_history"
          : "done_tested";
    return html`
      <p>${texts.say(`teach.${said}`)}</p>
      ${this.contribution ? renderShare(texts, this.contribution) : nothing}
      <div class="buttons">
        ${said === "done_tested" && !this.contribution?.document ? this.#button("share", this.#share) : nothing}
        ${
          next
            ? html`<button class="outlined" @click=${() => openLesson(account.entry_id, next)}>
                ${texts.say("teach.next", { lesson: nameOf(texts, next) })}
              </button>`
            : nothing
        }
        ${this.#button("finish", this.#leave, "filled")}
      </div>
    `;
  }

  #end(title: "refused" | "closed", said: string, again: "again" | "open_again"): TemplateResult {
    return this.#card(
      title,
      html`<div class="buttons">
        ${title === "refused" && !this.testing ? this.#har() : nothing}
        ${this.#button(
          again,
          () => {
            this.wasOn = undefined;
            this.counting = false;
            if (this.testing && title === "refused") {
              openLesson(this.account.entry_id, this.lesson);
            } else {
              void this.#session.open();
            }
          },
          "filled",
        )}
      </div>`,
      said,
    );
  }

  #waiting(state: "opening" | "learning" | "testing"): TemplateResult {
    const what = isSetting(this.lesson) ? "_setting" : this.lesson === "history" ? "_history" : "";
    const said = this.texts.say(state === "testing" ? `teach.testing${what}` : `teach.${state}`);
    return html`<div class="card alone">
      <p role="status">${said}</p>
      <progress aria-label=${said}></progress>
    </div>`;
  }

  #card(
    title: "offered" | "learned" | "test" | "done" | "refused" | "closed",
    content: TemplateResult,
    error = "",
  ): TemplateResult {
    const problem = title === "refused" || title === "closed";
    return html`<section class="card alone" aria-labelledby="title">
      <h2 id="title" tabindex="-1" class=${problem ? "problem" : title}>
        ${title === "test" || title === "offered" ? nothing : icon(problem ? "alert" : "done")}
        ${this.texts.say(`teach.title_${this.testing && title === "refused" ? "test" : title}`, { lesson: this.#session.visit?.name ?? nameOf(this.texts, this.lesson) })}
      </h2>
      ${error ? html`<p role="alert" class=${problem ? "" : "note"}>${error}</p>` : nothing} ${content}
    </section>`;
  }

  #button(name: ButtonName, act: () => void, style = "outlined"): TemplateResult {
    return html`<button class=${style} ?disabled=${this.#session.busy} @click=${act}>
      ${this.texts.say(`teach.${name}`)}
    </button>`;
  }

  #har(): TemplateResult {
    return this.#button("har", () => openEntry(this.account.entry_id));
  }

  #share = async (): Promise<void> => {
    this.contribution = await this.#session.share();
  };

  #leave = (): void => fire(this, "lesson-left");
}

customElements.define("alexa-privacy-teach", Teach);

type ButtonName = Extract<TextKey, `teach.${string}`> extends `teach.${infer Name}` ? Name : never;
