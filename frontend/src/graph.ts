/** Recordings per day over the whole history; a click or Enter chooses a day, dragging or Shift several. */

import { css, html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Days } from "./api";
import { type Bar, barsOf, barWidth, outline } from "./bars";
import type { Day } from "./calendar";
import { fire } from "./hass";
import { shared } from "./styles";
import type { Texts } from "./texts";

const HEIGHT = 72;

/** Days that were chosen, both included. */
export interface Span {
  from: Day;
  to: Day;
}

@customElement("alexa-privacy-graph")
export class Graph extends LitElement {
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) days!: Days;
  @state() private room = 0;
  /** The bar that the cursor is on; none where it is elsewhere. */
  @state() private current = -1;
  /** Where choosing began, if it takes several days. */
  @state() private anchor = -1;
  @query(".scroll") private scroller!: HTMLElement | null;
  #bars: Bar[] = [];
  #resized = new ResizeObserver(() => {
    this.room = this.clientWidth - 34;
  });

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .scroll {
        overflow-x: auto;
        /* Time runs from left to right, whichever way the language does. */
        direction: ltr;
      }
      .scroll > div {
        position: relative;
        width: max-content;
        cursor: pointer;
      }
      svg.bars {
        display: block;
      }
      .all {
        fill: var(--primary-color);
      }
      .unintended {
        fill: var(--warning-color);
      }
      .cursor {
        fill: var(--primary-text-color);
        opacity: 0.15;
      }
      .axis {
        stroke: var(--divider-color);
      }
      .months {
        position: relative;
        height: 1.5em;
        color: var(--secondary-text-color);
        font-size: 0.85em;
      }
      .months span {
        position: absolute;
        white-space: nowrap;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        min-height: 1.4em;
      }
      .told {
        margin-inline-start: auto;
      }
      .legend i {
        display: inline-block;
        width: 0.8em;
        height: 0.8em;
        margin-inline-end: 0.4em;
        border-radius: 2px;
        background: var(--primary-color);
      }
      .legend i.of-unintended {
        background: var(--warning-color);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("days")) {
      // The cursor stays on its day, whichever bar that is now.
      const day = this.#bars[this.current]?.day;
      this.#bars = barsOf(this.days);
      this.current = this.#bars.findIndex((bar) => bar.day === day);
      this.anchor = -1;
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The newest days are the ones to begin with; what is under the pointer must not move away from it later.
    const isNew = changed.has("days") && !changed.get("days");
    if (this.scroller && (isNew || (changed as Map<string, unknown>).has("room"))) {
      this.scroller.scrollLeft = this.scroller.scrollWidth;
    }
  }

  override render(): TemplateResult {
    return html`
      <section class="card" aria-label=${this.texts.say("graph.title")}>
        <div class="legend">
          <span class="key"><i></i>${this.texts.say("graph.all")}</span>
          <span class="key"><i class="of-unintended"></i>${this.texts.say("kind.unintended")}</span>
          <span class="told pale">${this.#told()}</span>
        </div>
        ${this.#bars.length ? this.#drawn() : nothing}
      </section>
    `;
  }

  /** Say what the cursor is on, else how far has been counted. */
  #told(): string {
    if (this.#bars[this.current]) {
      return this.#describe();
    }
    if (this.days.complete) {
      return this.texts.say(this.#bars.length ? "graph.hint" : "graph.empty");
    }
    return this.days.since
      ? this.texts.say("graph.counted_since", { day: this.texts.shortDay(this.days.since) })
      : this.texts.say("graph.not_counted");
  }

  /** Say which days a click or Enter would choose, and what they hold. */
  #describe(): string {
    const { from, to } = this.#span();
    const bars = this.#bars.filter(({ day }) => from <= day && day <= to);
    return this.texts.say("graph.day", {
      day: from === to ? this.texts.day(from) : `${this.texts.shortDay(from)} – ${this.texts.shortDay(to)}`,
      count: bars.reduce((sum, bar) => sum + bar.all, 0),
      unintended: bars.reduce((sum, bar) => sum + bar.unintended, 0),
    });
  }

  /** The days from where choosing began to the cursor. */
  #span(): Span {
    const days = [this.current, this.anchor].map((index) => this.#bars[index]?.day ?? this.#bars[this.current]?.day);
    const [from = "", to = ""] = days.sort();
    return { from, to };
  }

  #drawn(): TemplateResult {
    const width = this.#width();
    const bar = this.#bars[this.current];
    return html`
      <div class="scroll">
        <div
          role="slider"
          tabindex="0"
          aria-label=${this.texts.say("graph.title")}
          aria-valuemin="1"
          aria-valuemax=${this.#bars.length}
          aria-valuenow=${bar ? this.current + 1 : this.#bars.length}
          aria-valuetext=${bar ? this.#describe() : this.texts.say("graph.hint")}
          @pointerdown=${this.#press}
          @pointermove=${this.#move}
          @pointerleave=${this.#leave}
          @click=${this.#choose}
          @keydown=${this.#key}
        >
          ${this.#svg(width)}
          <div class="months" aria-hidden="true">${this.#months(width)}</div>
        </div>
      </div>
    `;
  }

  #svg(width: number): TemplateResult {
    const wide = this.#bars.length * width;
    const all = outline(this.#bars, width, HEIGHT, (bar) => bar.all);
    const unintended = outline(this.#bars, width, HEIGHT, (bar) => bar.unintended);
    const anchor = this.anchor < 0 ? this.current : this.anchor;
    const left = Math.min(anchor, this.current);
    return html`<svg class="bars" width=${wide} height=${HEIGHT + 1} aria-hidden="true">
      ${
        this.current < 0
          ? nothing
          : svg`<rect
              class="cursor"
              x=${left * width}
              y="0"
              width=${(Math.abs(anchor - this.current) + 1) * width}
              height=${HEIGHT}
            ></rect>`
      }
      ${svg`<path class="all" d=${all}></path><path class="unintended" d=${unintended}></path>`}
      ${svg`<path class="axis" d=${`M0 ${HEIGHT + 0.5}h${wide}`}></path>`}
    </svg>`;
  }

  /** Name each month that begins, Januaries by their year, or else the one that all days are of; where there is room. */
  #months(width: number): TemplateResult[] {
    const month = new Intl.DateTimeFormat(this.texts.language, { month: "short", timeZone: "UTC" });
    const whole = this.#bars.some((bar) => bar.day.endsWith("-01"));
    let free = 0;
    return this.#bars.flatMap((bar, index) => {
      const left = index * width;
      const named = whole ? bar.day.endsWith("-01") : index === 0;
      if (!named || left < free) {
        return [];
      }
      free = left + 60;
      const name = bar.day.endsWith("-01-01") ? bar.day.slice(0, 4) : month.format(Date.parse(bar.day));
      return [html`<span style="left: ${left}px">${name}</span>`];
    });
  }

  #width(): number {
    return barWidth(this.room, this.#bars.length);
  }

  #point(event: PointerEvent): void {
    const left = (event.currentTarget as HTMLElement).getBoundingClientRect().left;
    const index = Math.floor((event.clientX - left) / this.#width());
    this.current = Math.max(0, Math.min(index, this.#bars.length - 1));
  }

  #move(event: PointerEvent): void {
    this.#point(event);
    if (!event.buttons) {
      this.anchor = -1;
    }
  }

  #leave(): void {
    this.current = this.anchor = -1;
  }

  /** Begin to drag; where fingers drag, the graph is scrolled. */
  #press(event: PointerEvent): void {
    this.#point(event);
    this.anchor = event.pointerType === "touch" ? -1 : this.current;
  }

  #choose(event: PointerEvent): void {
    this.#point(event);
    this.#go();
  }

  #go(): void {
    if (this.#bars[this.current]) {
      fire(this, "days-chosen", this.#span());
    }
    this.anchor = -1;
  }

  #key(event: KeyboardEvent): void {
    const last = this.#bars.length - 1;
    const current = this.current < 0 ? last : this.current;
    const moves: Partial<Record<string, number>> = {
      ArrowLeft: current - 1,
      ArrowDown: current - 1,
      ArrowRight: current + 1,
      ArrowUp: current + 1,
      PageUp: current + 30,
      PageDown: current - 30,
      Home: 0,
      End: last,
    };
    const move = moves[event.key];
    if (event.key === "Enter") {
      this.#go();
    } else if (move === undefined) {
      return;
    } else {
      this.anchor = !event.shiftKey ? -1 : this.anchor < 0 ? current : this.anchor;
      this.current = Math.max(0, Math.min(move, last));
      this.#show();
    }
    event.preventDefault();
  }

  /** Keep the cursor in view. */
  #show(): void {
    const left = this.current * this.#width();
    if (this.scroller && (left < this.scroller.scrollLeft || left > this.scroller.scrollLeft + this.room)) {
      this.scroller.scrollLeft = left - this.room / 2;
    }
  }
}
