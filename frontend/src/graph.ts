/** Recordings per day over the whole history: a click or Enter chooses a day, dragging or Shift several. */

import { css, html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Days } from "./api";
import { type Bar, barsOf, barWidth, mostOf, outline, scaleFor, stretchesOf } from "./bars";
import type { Day } from "./calendar";
import { fire } from "./hass";
import { icon } from "./icons";
import { shared } from "./styles";
import type { Texts } from "./texts";

const HEIGHT = 72;
const NARROW_HEIGHT = 44;
/** What a name of a month needs, in pixels. */
const MONTH = 36;

/** Room beside the first and the last bar, for what is dragged there. */
const MARGIN = 16;

/** Days that were chosen, both included. */
export interface Span {
  from: Day;
  to: Day;
}

export class Graph extends LitElement {
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) days!: Days;
  /** The days that the list is limited to; an empty end is open. */
  @property({ attribute: false }) chosen: Span = { from: "", to: "" };
  @property({ type: Boolean, reflect: true }) narrow = false;
  /** Whether entries have no kind. */
  @property({ type: Boolean, reflect: true }) plain = false;
  @state() private room = 0;
  /** The bar that the cursor is on; none where it is elsewhere. */
  @state() private current = -1;
  /** Where choosing began, if it takes several days. */
  @state() private anchor = -1;
  @query(".scroll") private scroller!: HTMLElement | null;
  @query(".track") private track!: HTMLElement | null;
  #bars: Bar[] = [];
  /** How far beside what is dragged the pointer is. */
  #beside = 0;
  /** Whether the click that follows was a drag. */
  #dragged = false;
  #resized = new ResizeObserver(() => {
    this.room = (this.scroller?.clientWidth ?? this.clientWidth) - 2 * MARGIN;
  });

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .plot {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        /* Time runs from left to right, whichever way the language does. */
        direction: ltr;
      }
      .scale {
        padding: 8px 4px 0 0;
        color: var(--secondary-text-color);
        font-size: 0.85em;
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      .scale span {
        display: block;
        line-height: 0;
      }
      .scroll {
        overflow-x: auto;
        padding-top: 8px;
      }
      .track {
        position: relative;
        width: max-content;
        margin-inline: ${MARGIN}px;
        cursor: pointer;
      }
      .handle {
        position: absolute;
        top: 0;
        bottom: 2.4em;
        width: 24px;
        background: linear-gradient(var(--accent-text) 0 0) 50% / 2px 100% no-repeat;
        cursor: ew-resize;
        /* A finger on it drags it, and does not scroll. */
        touch-action: none;
      }
      .handle::after {
        content: "";
        position: absolute;
        inset: calc(50% - 10px) 6px;
        border-radius: 6px;
        background: var(--accent-text);
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
      .beyond {
        fill: var(--card-background-color);
        opacity: 0.7;
      }
      .axis {
        stroke: var(--divider-color);
      }
      .names {
        position: relative;
        height: 1.4em;
        color: var(--secondary-text-color);
        font-size: 0.85em;
      }
      .names span {
        position: absolute;
        height: 100%;
        padding-inline-start: 3px;
        border-inline-start: 1px solid var(--divider-color);
        overflow: clip;
        white-space: nowrap;
      }
      .names em {
        position: sticky;
        left: 3px;
        font-style: normal;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 16px;
        min-height: 36px;
      }
      :host([narrow][plain]) .legend {
        min-height: 0;
      }
      .key {
        display: flex;
        align-items: center;
        gap: 0.4em;
      }
      .told {
        margin-inline-start: auto;
      }
      :host([narrow]) .card {
        padding-block: 4px 8px;
      }
      :host([narrow]) .told {
        flex-basis: 100%;
        margin: 0;
      }
      .legend i {
        width: 0.8em;
        height: 0.8em;
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
      // The cursor stays on its day, whichever bar that is now, and so does where choosing began.
      const [day, began] = [this.current, this.anchor].map((index) => this.#bars[index]?.day);
      this.#bars = barsOf(this.days);
      this.current = this.#bars.findIndex((bar) => bar.day === day);
      this.anchor = this.#bars.findIndex((bar) => bar.day === began);
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
    const { from, to } = this.chosen;
    if (!this.#bars.length) {
      const said = this.texts.say(this.days.complete ? "graph.empty" : "graph.not_counted");
      return html`<section class="card" aria-label=${this.texts.say("graph.title")}>${said}</section>`;
    }
    return html`
      <section class="card" aria-label=${this.texts.say("graph.title")}>
        <div class="legend">
          ${
            this.plain
              ? nothing
              : html`<span class="key"><i></i>${this.texts.say("graph.all")}</span>
                  <span class="key"><i class="of-unintended"></i>${this.texts.say("kind.unintended")}</span>`
          }
          <span class="told pale">${this.#told()}</span>
          ${
            from || to
              ? html`<button @click=${this.#clear}>${icon("close")}${this.texts.say("graph.all_days")}</button>`
              : nothing
          }
        </div>
        ${this.#drawn()}
      </section>
    `;
  }

  /** Say what the cursor is on, else what is chosen, else how far has been counted. */
  #told(): string {
    const { from, to } = this.chosen;
    if (this.#bars[this.current]) {
      return this.#describe(this.#span());
    }
    if (from || to) {
      return this.#describe(this.chosen);
    }
    if (this.days.complete || !this.days.since) {
      return this.narrow ? "" : this.texts.say("graph.hint");
    }
    return this.texts.say("graph.counted_since", { day: this.texts.shortDay(this.days.since) });
  }

  /** Say what days hold, as far as they are counted. */
  #describe(span: Span): string {
    const from = span.from || (this.#bars[0]?.day ?? "");
    const to = span.to || (this.#bars.at(-1)?.day ?? "");
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
    const marks = scaleFor(mostOf(this.#bars));
    const bar = this.#bars[this.current];
    return html`
      <div class="plot">
        <div class="scale" aria-hidden="true">
          ${[...marks]
            .reverse()
            .map(
              (mark, index) =>
                html`<span style="margin-top: ${index && this.#height / (marks.length - 1)}px"
                  >${this.texts.number(mark)}</span
                >`,
            )}
        </div>
        <div class="scroll">
          <div
            class="track"
            role="slider"
            tabindex="0"
            aria-label=${this.texts.say("graph.title")}
            aria-valuemin="1"
            aria-valuemax=${this.#bars.length}
            aria-valuenow=${bar ? this.current + 1 : this.#bars.length}
            aria-valuetext=${this.#told()}
            @pointerdown=${this.#press}
            @pointermove=${this.#move}
            @pointerup=${this.#release}
            @pointerleave=${this.#leave}
            @pointercancel=${this.#leave}
            @click=${this.#choose}
            @keydown=${this.#key}
          >
            ${this.#svg(width, marks)} ${this.#handles(width)} ${this.#names(7, width)} ${this.#names(4, width)}
          </div>
        </div>
      </div>
    `;
  }

  #svg(width: number, marks: readonly number[]): TemplateResult {
    const height = this.#height;
    const wide = this.#bars.length * width;
    const top = marks.at(-1) ?? 1;
    const all = outline(this.#bars, width, height, top, (bar) => bar.all);
    const unintended = outline(this.#bars, width, height, top, (bar) => bar.unintended);
    const [first, last] = this.#ends();
    const beyond = (from: number, to: number) =>
      svg`<rect class="beyond" x=${from * width} width=${Math.max(0, to - from) * width} height=${height}></rect>`;
    const anchor = this.anchor < 0 ? this.current : this.anchor;
    return html`<svg class="bars" width=${wide} height=${height + 1} aria-hidden="true">
      ${marks.map((mark) => svg`<path class="axis" d=${`M0 ${(1 - mark / top) * height + 0.5}h${wide}`}></path>`)}
      ${svg`<path class="all" d=${all}></path><path class="unintended" d=${unintended}></path>`}
      ${this.#isLimited ? [beyond(0, first), beyond(last + 1, this.#bars.length)] : nothing}
      ${
        this.current < 0
          ? nothing
          : svg`<rect
              class="cursor"
              x=${Math.min(anchor, this.current) * width}
              width=${(Math.abs(anchor - this.current) + 1) * width}
              height=${height}
            ></rect>`
      }
    </svg>`;
  }

  /** What the chosen days begin and end with, to be dragged; with keys, days are chosen again. */
  #handles(width: number): TemplateResult | typeof nothing {
    if (!this.#isLimited || this.anchor >= 0) {
      return nothing;
    }
    const ends = this.#ends();
    return html`${ends.map(
      (end, index) =>
        html`<div
          class="handle"
          aria-hidden="true"
          style="left:${(end + index) * width + index * 8 - 16}px"
          @pointerdown=${(event: PointerEvent) => this.#grab(event, end, ends[1 - index] ?? end)}
        ></div>`,
    )}`;
  }

  /** Name the months or the years, which are the first letters of a day, where there is room. */
  #names(letters: 7 | 4, width: number): TemplateResult {
    return html`<div class="names" aria-hidden="true">
      ${stretchesOf(this.#bars, letters).map(({ name, first, count }) => {
        const wide = count * width;
        const words = letters > 4 ? this.texts.month(name) : name;
        return html`<span style="left:${first * width}px;width:${wide}px"
          >${wide < MONTH ? nothing : html`<em>${words}</em>`}</span
        >`;
      })}
    </div>`;
  }

  get #height(): number {
    return this.narrow ? NARROW_HEIGHT : HEIGHT;
  }

  /** Whether days were chosen that are not all there are. */
  get #isLimited(): boolean {
    return !!(this.chosen.from || this.chosen.to);
  }

  /** Which bars the chosen days begin and end with. */
  #ends(): [first: number, last: number] {
    const { from, to } = this.chosen;
    const first = this.#bars.findIndex(({ day }) => day >= from);
    const last = this.#bars.findLastIndex(({ day }) => !to || day <= to);
    return [first < 0 ? this.#bars.length : first, last];
  }

  #width(): number {
    return barWidth(this.room, this.#bars.length);
  }

  /** How far from the beginning of the days it is. */
  #at(event: PointerEvent): number {
    return event.clientX - (this.track?.getBoundingClientRect().left ?? 0) - this.#beside;
  }

  #point(event: PointerEvent): void {
    const index = Math.floor(this.#at(event) / this.#width());
    this.current = Math.max(0, Math.min(index, this.#bars.length - 1));
  }

  #move(event: PointerEvent): void {
    this.#point(event);
    if (!event.buttons) {
      this.anchor = -1;
    } else if (this.anchor >= 0) {
      this.#show();
    }
  }

  /** Another pointer that leaves, such as a mouse that lies still, does not end a drag. */
  #leave(event: PointerEvent): void {
    if (event.type === "pointercancel") {
      this.anchor = -1;
    }
    if (this.anchor < 0) {
      this.current = -1;
    }
  }

  /** Begin to drag; where fingers drag, the graph is scrolled. */
  #press(event: PointerEvent): void {
    this.#beside = 0;
    this.#dragged = false;
    this.#point(event);
    if (event.pointerType !== "touch") {
      this.#drag(event, this.current);
    }
  }

  /** Drag one end of the chosen days, from the other. */
  #grab(event: PointerEvent, end: number, other: number): void {
    event.stopPropagation();
    this.#beside = 0;
    this.#beside = this.#at(event) - (end + 0.5) * this.#width();
    this.#point(event);
    this.#drag(event, Math.max(0, Math.min(other, this.#bars.length - 1)));
  }

  /** Go on wherever the pointer goes: who drags beyond the graph means its end. */
  #drag(event: PointerEvent, anchor: number): void {
    this.anchor = anchor;
    this.track?.setPointerCapture(event.pointerId);
  }

  #release(): void {
    if (this.anchor >= 0) {
      this.#dragged = true;
      this.#go();
      this.#beside = 0;
    }
  }

  #choose(event: PointerEvent): void {
    if (!this.#dragged) {
      this.#point(event);
      this.#go();
    }
    this.#dragged = false;
  }

  #go(): void {
    if (this.#bars[this.current]) {
      fire(this, "days-chosen", this.#span());
    }
    this.anchor = -1;
  }

  /** Choose all days again. */
  #clear(): void {
    fire(this, "days-chosen", { from: "", to: "" });
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
    const shown = this.scroller?.scrollLeft ?? 0;
    this.scroller?.scrollBy(Math.min(0, left - shown) || Math.max(0, left - shown - this.room), 0);
  }
}

customElements.define("alexa-privacy-graph", Graph);
