/** The list of recordings. Only what can be seen is in the document, however many there are. */

import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { styleMap } from "lit/directives/style-map.js";
import type { Row } from "./api";
import type { Day } from "./calendar";
import { fire, type Hass } from "./hass";
import { daysIn, type Item, itemsOf, keyOf, Layout } from "./items";
import type { Player } from "./player";
import { renderRow, rowStyles } from "./row";
import { shared } from "./styles";
import type { Texts } from "./texts";

/** Heights in lines of text. */
const ROW = 4.4;
const NARROW_ROW = 7.4;
const HEADING = 3.4;
/** How far beyond what can be seen is drawn, and how far ahead more is asked for. */
const AHEAD = 600;

export class RecordingList extends LitElement {
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) fetcher!: Hass["fetchWithAuth"];
  @property({ attribute: false }) entryId = "";
  @property({ attribute: false }) rows: readonly Row[] = [];
  @property({ attribute: false }) ticked: ReadonlySet<string> = new Set();
  @property({ attribute: false }) leaving: ReadonlySet<string> = new Set();
  /** What scrolls, with this list in it. */
  @property({ attribute: false }) scroller!: HTMLElement;
  /** Everything younger is listed. */
  @property({ attribute: false }) listedTo = Infinity;
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) done = false;
  @property({ type: Boolean, reflect: true }) narrow = false;
  /** Whether of an entry no more is known than when it was, and perhaps of which device. */
  @property({ type: Boolean, reflect: true }) plain = false;
  @state() private seen = { top: 0, bottom: 0 };
  @state() private open: string | undefined;
  @state() private openHeight = 0;
  /** Which item the tab key leads to. */
  @state() private current = 0;
  @query("[role=feed]") private feed!: HTMLElement;
  #items: Item[] = [];
  #layout = new Layout([], () => 0);
  #line = 14;
  #opened = new ResizeObserver(() => this.#measureOpened());
  #resized = new ResizeObserver(() => this.#look());

  static override styles = [
    shared,
    rowStyles,
    css`
      :host {
        display: block;
        --row: ${ROW}em;
      }
      :host([narrow]:not([plain])) {
        --row: ${NARROW_ROW}em;
      }
      [role="feed"] {
        position: relative;
        /* What sticks inside must not take this for what scrolls. */
        overflow: clip;
      }
      .day,
      .row {
        position: absolute;
        inset-inline: 0;
      }
      .row {
        contain: content;
      }
      article:focus-visible {
        outline-offset: -2px;
      }
      .heading {
        position: sticky;
        top: var(--toolbar-height, 56px);
        z-index: 1;
        display: flex;
        align-items: center;
        gap: 12px;
        height: ${HEADING}em;
        padding-inline: 16px;
        border-top: 1px solid var(--divider-color);
        background: var(--secondary-background-color);
      }
      h2 {
        margin: 0;
        font-size: inherit;
        font-weight: 600;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
    if (this.hasUpdated) {
      this.#follow(this.scroller);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#opened.disconnect();
    this.scroller.removeEventListener("scroll", this.#look);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("rows") || changed.has("texts")) {
      const current = this.#items[this.current];
      this.#items = itemsOf(this.rows, this.texts.calendar);
      const key = current && keyOf(current);
      const now = key === undefined ? 0 : this.#items.findIndex((item) => keyOf(item) === key);
      this.current = now >= 0 ? now : Math.max(0, Math.min(this.current, this.#items.length - 1));
    }
    this.#line = parseFloat(getComputedStyle(this).fontSize) || this.#line;
    this.#layout = new Layout(this.#items, (item) => this.#height(item));
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("scroller")) {
      this.#follow(this.scroller);
    }
    if (this.open !== undefined) {
      this.#opened.disconnect();
      const opened = this.renderRoot.querySelector("article.open");
      if (opened) {
        this.#opened.observe(opened);
      }
    }
    this.#look();
  }

  override render(): TemplateResult {
    const first = Math.max(0, this.#layout.at(this.seen.top - AHEAD));
    const last = this.#layout.at(this.seen.bottom + AHEAD);
    // A day whose recordings are seen is headed, however far up its heading was.
    const days = daysIn(this.#items, first, last);
    return html`
      <div
        role="feed"
        tabindex="-1"
        aria-label=${this.texts.say("page.recordings")}
        aria-busy=${this.busy ? "true" : "false"}
        style=${styleMap({ height: `${this.#layout.total}px` })}
        @keydown=${this.#key}
        @focusin=${this.#focused}
        @row-open=${this.#toggleOpen}
        @row-play=${this.#play}
      >
        ${repeat(
          days,
          ({ heading }) => heading,
          ({ heading, day, from, to }) => this.#day(day, heading, from, to),
        )}
      </div>
    `;
  }

  /** Bring the list's beginning into view, where it is not. */
  showFirst(): void {
    this.current = 0;
    const top = this.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    if (top < 0 || top > this.scroller.clientHeight - 2 * NARROW_ROW * this.#line) {
      this.scrollIntoView({ block: "start" });
    }
  }

  /** Go to where the keyboard was last, at first to the first recording. */
  focusCurrent(): void {
    const item = this.#items[this.current];
    if (this.current === 0 && item && "day" in item) {
      this.current = 1;
    }
    void this.#move(this.current);
  }

  /** A day, with those of its recordings that are near what can be seen. */
  #day(day: Item, heading: number, from: number, to: number): TemplateResult {
    const top = this.#layout.top(heading);
    const rows = this.#items.slice(from, to).map((item, offset) => ({ item, index: from + offset }));
    const end = heading + ("day" in day ? day.rows.length : 0) + 1;
    return html`
      <div class="day" style=${styleMap({ top: `${top}px`, height: `${this.#layout.top(end) - top}px` })}>
        ${this.#article(day, heading, 0)}
        ${repeat(
          rows,
          ({ item }) => keyOf(item),
          ({ item, index }) => this.#article(item, index, this.#layout.top(index) - top),
        )}
      </div>
    `;
  }

  #article(item: Item, index: number, top: number): TemplateResult {
    const row = "row" in item ? item.row : undefined;
    const classes = {
      row: !!row,
      heading: !row,
      open: !!row && row.id === this.open,
      ticked: !!row && this.ticked.has(row.id),
      leaving: !!row && this.leaving.has(row.id),
    };
    return html`
      <article
        class=${classMap(classes)}
        style=${row ? `top: ${top}px` : ""}
        tabindex=${index === this.current ? 0 : -1}
        data-index=${index}
        aria-posinset=${index + 1}
        aria-setsize=${this.done ? this.#items.length : -1}
        aria-label=${this.#label(item)}
      >
        ${"row" in item ? this.#row(item.row, index) : this.#heading(item.day, item.rows, index)}
      </article>
    `;
  }

  #row(row: Row, index: number): TemplateResult {
    return renderRow({
      row,
      texts: this.texts,
      entryId: this.entryId,
      fetcher: this.fetcher,
      ticked: this.ticked.has(row.id),
      plain: this.plain,
      open: row.id === this.open,
      current: index === this.current,
      leaving: this.leaving.has(row.id),
    });
  }

  #heading(day: string, rows: readonly Row[], index: number): TemplateResult {
    const whole = this.#isTicked(day, rows);
    return html`
      <input
        type="checkbox"
        .checked=${live(whole)}
        .indeterminate=${live(!whole && rows.some((row) => this.ticked.has(row.id)))}
        tabindex=${index === this.current ? 0 : -1}
        aria-label=${this.texts.say("page.tick_day", { day: this.texts.day(day) })}
        @click=${() => fire(this, "day-tick", { day, on: !whole })}
      />
      <h2>${this.texts.day(day)}</h2>
    `;
  }

  /** Whether all of a day is ticked, which is not known before all of it is listed. */
  #isTicked(day: Day, rows: readonly Row[]): boolean {
    const listed = this.done || this.listedTo < this.texts.calendar.startOf(day);
    return listed && rows.every((row) => this.ticked.has(row.id));
  }

  /** What a screen reader says of an item before its parts. */
  #label(item: Item): string {
    if ("day" in item) {
      return this.texts.day(item.day);
    }
    const { row } = item;
    const parts = [
      this.texts.time(row.time),
      row.device,
      ...row.persons,
      ...(this.plain
        ? []
        : [this.texts.say(`kind.${row.kind}`), row.said || this.texts.say("row.no_words"), row.replied]),
    ];
    return parts.filter((part) => part).join(", ");
  }

  #height(item: Item): number {
    if ("day" in item) {
      return HEADING * this.#line;
    }
    const closed = (this.narrow && !this.plain ? NARROW_ROW : ROW) * this.#line + 1;
    return item.row.id === this.open ? Math.max(closed, this.openHeight) : closed;
  }

  #follow(scroller: HTMLElement): void {
    scroller.addEventListener("scroll", this.#look, { passive: true });
  }

  /** See what can be seen, and ask for more where it is near the end. */
  #look = (): void => {
    const above = this.scroller.getBoundingClientRect().top - this.getBoundingClientRect().top;
    const seen = { top: above, bottom: above + this.scroller.clientHeight };
    if (Math.abs(seen.top - this.seen.top) > AHEAD / 4 || Math.abs(seen.bottom - this.seen.bottom) > AHEAD / 4) {
      this.#keepFocus(seen);
      this.seen = seen;
    }
    if (seen.bottom + AHEAD > this.#layout.total) {
      fire(this, "list-end");
    }
  };

  /** An item with the focus that leaves the document hands it to the list, so that keys go on working. */
  #keepFocus(seen: { top: number; bottom: number }): void {
    const focused = (this.renderRoot as ShadowRoot).activeElement;
    const top = this.#layout.top(this.current);
    if (focused && focused !== this.feed && (top < seen.top - AHEAD || top > seen.bottom + AHEAD)) {
      this.feed.focus({ preventScroll: true });
    }
  }

  #focused(event: FocusEvent): void {
    const article = (event.target as HTMLElement).closest("article");
    if (article) {
      this.current = Number(article.dataset["index"]);
    }
  }

  #key(event: KeyboardEvent): void {
    const item = this.#items[this.current];
    const moves: Partial<Record<string, number>> = {
      ArrowDown: this.current + 1,
      ArrowUp: this.current - 1,
      PageDown: this.current + 10,
      PageUp: this.current - 10,
      Home: 0,
      End: this.#items.length - 1,
    };
    const target = event.composedPath()[0] as HTMLElement;
    const onItem = target === this.feed || target.matches("article");
    const move = moves[event.key];
    if (move !== undefined && !target.matches("p, audio")) {
      void this.#move(move);
    } else if (!item || !onItem || !this.#act(event.key, item)) {
      return;
    }
    event.preventDefault();
  }

  /** Do what a key means on an item; false if it means nothing. */
  #act(key: string, item: Item): boolean {
    if ("day" in item) {
      const on = !this.#isTicked(item.day, item.rows);
      return key === " " && (fire(this, "day-tick", { day: item.day, on }), true);
    }
    const { row } = item;
    if (key === " " && !this.leaving.has(row.id)) {
      fire(this, "row-tick", row);
    } else if (key === "Enter" || (key === "Escape" && this.open)) {
      fire(this.feed, "row-open", row);
    } else if (key === "Delete" && !this.leaving.has(row.id)) {
      fire(this, "row-delete", row);
    } else if (key === "p" && row.audio) {
      fire(this.feed, "row-play", row);
    } else {
      return false;
    }
    return true;
  }

  /** Move the focus to another item. */
  async #move(index: number): Promise<void> {
    this.current = Math.max(0, Math.min(index, this.#items.length - 1));
    const top = this.#layout.top(this.current);
    const bottom = this.#layout.top(this.current + 1);
    const above = this.scroller.getBoundingClientRect().top - this.getBoundingClientRect().top;
    const below = above + this.scroller.clientHeight;
    // What sticks to the top must not cover it.
    const heading = this.renderRoot.querySelector(".heading");
    const stuck = heading ? parseFloat(getComputedStyle(heading).top) || 0 : 0;
    const item = this.#items[this.current];
    const covered = stuck + (item && "row" in item ? HEADING * this.#line : 0);
    if (top < above + covered) {
      this.scroller.scrollTop += top - above - covered;
    } else if (bottom > below) {
      this.scroller.scrollTop += bottom - below;
    }
    this.#look();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`article[data-index="${this.current}"]`)?.focus({ preventScroll: true });
  }

  #toggleOpen(event: CustomEvent<Row>): void {
    event.stopPropagation();
    if (this.plain) {
      return;
    }
    this.open = this.open === event.detail.id ? undefined : event.detail.id;
    this.openHeight = 0;
  }

  async #play(event: CustomEvent<Row>): Promise<void> {
    event.stopPropagation();
    this.open = event.detail.id;
    await this.updateComplete;
    await this.renderRoot.querySelector<Player>("alexa-privacy-player")?.play();
  }

  #measureOpened(): void {
    const opened = this.renderRoot.querySelector("article.open");
    if (opened) {
      this.openHeight = opened.getBoundingClientRect().height;
    }
  }
}

customElements.define("alexa-privacy-list", RecordingList);
