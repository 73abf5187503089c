/** A field for a day: typed as Home Assistant's user writes days, or chosen in a calendar. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { addDays, type Day } from "./calendar";
import { addMonths, FIRST_DAY } from "./dates";
import { icon, iconButton } from "./icons";
import { openAt, popupStyles } from "./popup";
import { shared } from "./styles";
import type { Texts } from "./texts";

export class DayField extends LitElement {
  @property({ attribute: false }) texts!: Texts;
  @property() label = "";
  /** Empty means any. */
  @property({ attribute: false }) value: Day = "";
  /** The day the calendar's keys lead to, and whose month it shows; none while it is closed. */
  @state() private shown: Day | undefined;
  @query("input") private field!: HTMLInputElement;
  @query(".control") private control!: HTMLElement;
  @query("button") private button!: HTMLElement;
  @query("[popover]") private popup!: HTMLElement;
  #wasOpen = false;

  static override styles = [
    shared,
    popupStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .control {
        position: relative;
        display: flex;
        align-items: center;
        padding-inline: 0;
      }
      .control:has(input:focus-visible) {
        outline: 2px solid var(--primary-color);
        outline-offset: 2px;
      }
      .control:has(:invalid) {
        border-color: var(--error-color);
      }
      label {
        flex: 1;
        min-width: 0;
      }
      label span {
        position: absolute;
        inset-block-start: 2px;
        inset-inline-start: 11px;
        font-size: 0.75em;
        pointer-events: none;
      }
      input:not([type="checkbox"]) {
        min-height: 38px;
        padding-block: 14px 0;
        border: none;
        outline: none;
        background: none;
      }
      input::placeholder {
        color: var(--secondary-text-color);
        opacity: 1;
      }
      .control .round {
        width: 36px;
        min-height: 36px;
        flex: none;
        color: var(--secondary-text-color);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      .round:first-child:dir(rtl) .icon,
      header .round:last-child:dir(ltr) .icon {
        scale: -1 1;
      }
      h2 {
        margin: 0;
        font-size: inherit;
        font-weight: 500;
      }
      table {
        border-spacing: 0;
      }
      th {
        height: 32px;
        color: var(--secondary-text-color);
        font-weight: 400;
      }
      td {
        padding: 0;
      }
      td button {
        width: 40px;
        min-height: 36px;
        padding: 0;
        color: inherit;
        font-weight: 400;
      }
      td [aria-current] {
        border-color: var(--primary-color);
      }
      [aria-selected="true"] button {
        background: color-mix(in srgb, var(--primary-color) 65%, #000);
        color: #fff;
      }
      .any {
        width: 100%;
      }
    `,
  ];

  override render(): TemplateResult {
    const { label, shown, texts, value } = this;
    const choose = `${label}: ${texts.say("filter.choose_day")}`;
    return html`
      <div class="control">
        <label>
          <span class="pale">${label}</span>
          <input
            autocomplete="off"
            placeholder=${texts.say("filter.any_day")}
            .value=${live(value && texts.dates.write(value))}
            @input=${() => this.field.setCustomValidity("")}
            @keydown=${this.#typed}
            @blur=${this.#left}
          />
        </label>
        <button
          type="button"
          class="round"
          aria-label=${choose}
          title=${texts.say("filter.choose_day")}
          aria-haspopup="dialog"
          aria-expanded=${shown ? "true" : "false"}
          @pointerdown=${() => {
            this.#wasOpen = !!shown;
          }}
          @click=${this.#click}
        >
          ${icon("calendar")}
        </button>
      </div>
      <div popover role="dialog" aria-label=${choose} @toggle=${this.#toggled} @keydown=${this.#key}>
        ${shown ? this.#calendar(shown) : nothing}
      </div>
    `;
  }

  #calendar(shown: Day): TemplateResult {
    const { dates } = this.texts;
    const first = dates.weekOf(`${shown.slice(0, 8)}01`);
    const weeks = [0, 7, 14, 21, 28, 35].map((offset) => addDays(first, offset));
    return html`
      <header>
        ${this.#turn("filter.previous_month", -1)}
        <h2 id="month" aria-live="polite">${dates.month(shown)}</h2>
        ${this.#turn("filter.next_month", 1)}
      </header>
      <table role="grid" aria-labelledby="month">
        <thead>
          <tr>
            ${dates.weekdays.map(([short, long]) => html`<th scope="col" abbr=${long} aria-label=${long}>${short}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${weeks
            .filter((week) => addDays(week, 6) >= `${shown.slice(0, 8)}01` && week.slice(0, 7) <= shown.slice(0, 7))
            .map(
              (week) =>
                html`<tr>
                  ${[0, 1, 2, 3, 4, 5, 6].map((offset) => this.#day(addDays(week, offset), shown))}
                </tr>`,
            )}
        </tbody>
      </table>
      ${
        this.value
          ? html`<button type="button" class="any" @click=${() => this.#choose("")}>
              ${this.texts.say("filter.any_day")}
            </button>`
          : nothing
      }
    `;
  }

  #turn(text: "filter.previous_month" | "filter.next_month", months: number): TemplateResult {
    return iconButton("back", this.texts.say(text), () => this.#show(addMonths(this.shown ?? this.#today, months)));
  }

  #day(day: Day, shown: Day): TemplateResult {
    if (day.slice(0, 7) !== shown.slice(0, 7)) {
      return html`<td role="gridcell"></td>`;
    }
    const { dates } = this.texts;
    return html`<td role="gridcell" aria-selected=${day === this.value ? "true" : "false"}>
      <button
        type="button"
        aria-label=${dates.full(day)}
        aria-current=${day === this.#today ? "date" : nothing}
        tabindex=${day === shown ? 0 : -1}
        ?disabled=${day < FIRST_DAY || day > this.#today}
        @click=${() => this.#choose(day)}
      >
        ${dates.dayOfMonth(day)}
      </button>
    </td>`;
  }

  /** Today in the home. */
  get #today(): Day {
    return this.texts.calendar.dayOf(Date.now());
  }

  #click(): void {
    if (!this.#wasOpen) {
      void this.#open();
    }
    this.#wasOpen = false;
  }

  async #open(): Promise<void> {
    this.#show(this.value || this.#today);
    await this.updateComplete;
    openAt(this.popup, this.control);
    this.#focusShown();
  }

  #toggled(event: ToggleEvent): void {
    if (event.newState === "closed") {
      this.shown = undefined;
    }
  }

  /** Go to a day, as far as there are recordings. */
  #show(day: Day): void {
    const last = this.#today;
    this.shown = day < FIRST_DAY ? FIRST_DAY : day > last ? last : day;
  }

  #focusShown(): void {
    this.popup.querySelector<HTMLElement>("td [tabindex='0']")?.focus();
  }

  async #key(event: KeyboardEvent): Promise<void> {
    const { shown } = this;
    if (event.key === "Escape") {
      event.preventDefault();
      this.#close();
      return;
    }
    if (!shown || !(event.target as HTMLElement).matches("td *")) {
      return;
    }
    const forward = this.matches(":dir(rtl)") ? -1 : 1;
    const week = this.texts.dates.weekOf(shown);
    const months = event.shiftKey ? 12 : 1;
    const moves: Partial<Record<string, Day>> = {
      ArrowLeft: addDays(shown, -forward),
      ArrowRight: addDays(shown, forward),
      ArrowUp: addDays(shown, -7),
      ArrowDown: addDays(shown, 7),
      Home: week,
      End: addDays(week, 6),
      PageUp: addMonths(shown, -months),
      PageDown: addMonths(shown, months),
    };
    const day = moves[event.key];
    if (day) {
      event.preventDefault();
      this.#show(day);
      await this.updateComplete;
      this.#focusShown();
    }
  }

  /** Take what was typed with Enter, or say how a day is typed. */
  #typed(event: KeyboardEvent): void {
    if (event.key === "Enter" && !this.#take()) {
      const { dates } = this.texts;
      this.field.setCustomValidity(this.texts.say("filter.day_hint", { example: dates.write(this.#today) }));
      this.field.reportValidity();
    } else if (event.key === "ArrowDown" && event.altKey) {
      event.preventDefault();
      void this.#open();
    }
  }

  /** A day that is half typed is none, and must not take the limit away. */
  #left(): void {
    this.field.setCustomValidity("");
    if (!this.#take()) {
      this.requestUpdate();
    }
  }

  /** Take what was typed; false if it is no day. */
  #take(): boolean {
    const typed = this.field.value.trim();
    const day = typed && this.texts.dates.read(typed);
    if (day === undefined) {
      return false;
    }
    this.#set(day);
    return true;
  }

  #close(): void {
    this.popup.hidePopover();
    this.button.focus();
  }

  #choose(day: Day): void {
    this.#close();
    this.#set(day);
  }

  #set(day: Day): void {
    if (day !== this.value) {
      this.value = day;
      this.dispatchEvent(new Event("change"));
    }
    this.requestUpdate();
  }
}

customElements.define("alexa-privacy-day", DayField);
