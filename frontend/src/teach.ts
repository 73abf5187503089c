/** A lesson: Amazon's page in a frame that reaches nothing of this page, and around it what to do there. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import type { Account } from "./api";
import { fire, type Hass, openEntry, openLesson } from "./hass";
import { icon } from "./icons";
import { firstOf, isSetting, type Lesson, nameOf } from "./lessons";
import { shared } from "./styles";
import { describeClosed, describeStep, renderNote, renderRecording, renderResult, renderSteps } from "./teach-parts";
import { teachStyles } from "./teach-styles";
import type { TextKey, Texts } from "./texts";
import { type Visit, VisitSession } from "./visit";

const MINUTE = 60_000;
/** From so many minutes on it is said how long Amazon's page stays open. */
const SOON = 5;
const CLOCK = 10_000;
/** Of so many recordings the test may delete one. */
const CHOICES = 3;

@customElement("alexa-privacy-teach")
export class Teach extends LitElement {
  @property({ attribute: false }) connection!: Hass["connection"];
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) account!: Account;
  @property({ attribute: false }) lesson!: Lesson;
  /** Whether the setting was on before the first flip, as its owner sees it on Amazon's page. */
  @state() private wasOn: boolean | undefined;
  /** How often Amazon's page was loaded again by hand. */
  @state() private reloads = 0;
  @query("h2") private heading!: HTMLElement | null;
  @query("input:checked") private chosen!: HTMLInputElement | null;
  #session!: VisitSession;
  #clock: ReturnType<typeof setInterval> | undefined;
  /** The state that is shown. */
  #shown: Visit["state"] | undefined;

  static override styles = [shared, teachStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#session = new VisitSession(this.connection, this.account.entry_id, this.lesson, () => {
      this.requestUpdate();
    });
    this.connection.addEventListener("ready", this.#session.open);
    this.connection.addEventListener("disconnected", this.#session.lose);
    this.#clock = setInterval(() => {
      this.requestUpdate();
    }, CLOCK);
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
    const asks = isSetting(this.lesson) && this.wasOn === undefined && visit.current !== null;
    const minutes = visit.expires ? Math.ceil((Date.parse(visit.expires) - Date.now()) / MINUTE) : Infinity;
    return html`
      <section class="guide" aria-label=${texts.say("teach.steps")}>
        <div class="top">
          ${renderSteps(texts, visit)}
          ${minutes > SOON ? nothing : html`<span class="pale">${texts.say("teach.minutes", { count: minutes })}</span>`}
          <button
            class="round"
            aria-label=${texts.say("teach.reload")}
            title=${texts.say("teach.reload")}
            @click=${() => {
              this.reloads += 1;
            }}
          >
            ${icon("reload")}
          </button>
        </div>
        <div role="status">
          ${describeStep(texts, visit, this.lesson, asks ? "ask" : this.wasOn)} ${renderNote(texts, visit.note)}
        </div>
        ${
          asks
            ? html`<div class="buttons">
                ${([true, false] as const).map((on) =>
                  this.#button(on ? "is_on" : "is_off", () => {
                    const flipped = visit.steps.filter(({ key, done }) => key === "flip" && done).length;
                    this.wasOn = flipped % 2 ? !on : on;
                  }),
                )}
              </div>`
            : nothing
        }
        ${
          visit.note?.key === "no_listing"
            ? html`<div class="buttons">
                <a class="button" href=${visit.path ?? ""} target="_blank" rel="noopener noreferrer"
                  >${texts.say("teach.own_tab")}</a
                >
                ${this.#har()}
              </div>`
            : nothing
        }
      </section>
    `;
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

  // Afterwards

  #agreement(visit: Visit): TemplateResult {
    const { texts, wasOn } = this;
    // Flipped as often to the one as to the other, it is as it was.
    const asks = isSetting(this.lesson) && (wasOn === undefined || visit.error);
    const agree = (isOn?: boolean) => (): void => {
      void this.#session.agree(isOn);
    };
    return html`
      <p>${texts.say("teach.learned_meaning")}</p>
      ${renderResult(visit.result ?? "")}
      ${asks ? html`<p>${texts.say("teach.ask_now", { lesson: nameOf(texts, this.lesson) })}</p>` : nothing}
      <div class="buttons">
        ${this.#button("discard", this.#leave)}
        ${
          asks
            ? [this.#button("is_on", agree(true), "filled"), this.#button("is_off", agree(false), "filled")]
            : this.#button("agree", agree(isSetting(this.lesson) ? wasOn : undefined), "filled")
        }
      </div>
    `;
  }

  #choice({ candidates }: Visit): TemplateResult {
    const { texts } = this;
    return html`
      <fieldset>
        <legend>${texts.say("teach.test_meaning")}</legend>
        ${candidates
          .slice(0, CHOICES)
          .map(
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
          () => {
            void this.#session.test(this.chosen?.value ?? candidates[0]?.id ?? "");
          },
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
        : "done_tested";
    return html`
      <p>${texts.say(`teach.${said}`)}</p>
      <div class="buttons">
        ${
          next
            ? html`<button
                class="outlined"
                @click=${() => {
                  openLesson(account.entry_id, next);
                }}
              >
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
        ${title === "refused" ? this.#har() : nothing}
        ${this.#button(
          again,
          () => {
            this.wasOn = undefined;
            void this.#session.open();
          },
          "filled",
        )}
      </div>`,
      said,
    );
  }

  #waiting(state: "opening" | "learning" | "testing"): TemplateResult {
    const said = this.texts.say(`teach.${state}`);
    return html`<div class="card alone">
      <p role="status">${said}</p>
      <progress aria-label=${said}></progress>
    </div>`;
  }

  #card(
    title: "learned" | "test" | "done" | "refused" | "closed",
    content: TemplateResult,
    error = "",
  ): TemplateResult {
    const problem = title === "refused" || title === "closed";
    return html`<section class="card alone" aria-labelledby="title">
      <h2 id="title" tabindex="-1" class=${problem ? "problem" : title}>
        ${title === "test" ? nothing : icon(problem ? "alert" : "done")}
        ${this.texts.say(`teach.title_${title}`, { lesson: nameOf(this.texts, this.lesson) })}
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
    return this.#button("har", () => {
      openEntry(this.account.entry_id);
    });
  }

  #leave = (): void => {
    fire(this, "lesson-left");
  };
}

type ButtonName = Extract<TextKey, `teach.${string}`> extends `teach.${infer Name}` ? Name : never;
