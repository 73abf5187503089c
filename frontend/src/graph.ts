/** Recordings per day over the whole history; a click or the keyboard goes to a day. */

import { css, html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Days } from "./api";
import { type Bar, barsOf, barWidth, outline } from "./bars";
import { fire } from "./hass";
import { shared } from "./styles";
import type { Texts } from "./texts";

const HEIGHT = 72;

@customElement("alexa-privacy-graph")
export class Graph extends LitElement {
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) days!: Days;
  @state() private room = 0;
  @state() private current = -1;
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
      this.#bars = barsOf(this.days);
      this.current = Math.min(this.current, this.#bars.length - 1);
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The newest days are the ones to begin with.
    if (this.scroller && (changed.has("days") || (changed as Map<string, unknown>).has("room"))) {
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
    const bar = this.#bars[this.current];
    if (bar) {
      return this.#describe(bar);
    }
    if (this.days.complete) {
      return this.texts.say(this.#bars.length ? "graph.hint" : "graph.empty");
    }
    return this.days.since
      ? this.texts.say("graph.counted_since", { day: this.texts.shortDay(this.days.since) })
      : this.texts.say("graph.not_counted");
  }

  #describe(bar: Bar): string {
    return this.texts.say("graph.day", {
      day: this.texts.day(bar.day),
      count: bar.all,
      unintended: bar.unintended,
    });
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
          aria-valuetext=${bar ? this.#describe(bar) : this.texts.say("graph.hint")}
          @pointermove=${this.#point}
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
    return html`<svg class="bars" width=${wide} height=${HEIGHT + 1} aria-hidden="true">
      ${
        this.current < 0
          ? nothing
          : svg`<rect class="cursor" x=${this.current * width} y="0" width=${width} height=${HEIGHT}></rect>`
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

  #leave(): void {
    this.current = -1;
  }

  #choose(event: PointerEvent): void {
    this.#point(event);
    this.#go();
  }

  #go(): void {
    const bar = this.#bars[this.current];
    if (bar) {
      fire(this, "day-chosen", bar.day);
    }
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
