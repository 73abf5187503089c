/** A field to choose one of several values, in Home Assistant's look: a combobox that opens a list. */

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { openAt, popupStyles } from "./popup";
import { shared } from "./styles";

/** How long letters that are typed make up one word. */
const TYPING = 700;

export type Option = readonly [value: string, label: string];

export class Select extends LitElement {
  @property() label = "";
  @property({ attribute: false }) options: readonly Option[] = [];
  @property({ attribute: false }) value = "";
  /** Which option the keys lead to; none while the list is closed. */
  @state() private active: number | undefined;
  @query("[role=combobox]") private field!: HTMLElement;
  @query("[popover]") private list!: HTMLElement;
  /** Whether the list was open when the pointer went down, which closes it. */
  #wasOpen = false;
  #typed = "";
  #typedAt = 0;

  static override styles = [
    shared,
    popupStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      [role="combobox"] {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        cursor: pointer;
        user-select: none;
      }
      .value,
      [role="option"] {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .arrow {
        flex: none;
        border: 5px solid transparent;
        border-top-color: var(--secondary-text-color);
        translate: 0 2px;
      }
      [role="option"] {
        padding: 0 12px;
        border-radius: 8px;
        line-height: 40px;
        cursor: pointer;
      }
      [role="option"]:hover,
      .active {
        background: color-mix(in srgb, currentColor 10%, transparent);
      }
      [aria-selected="true"] {
        color: var(--accent-text);
        font-weight: 500;
      }
    `,
  ];

  override focus(): void {
    this.field.focus();
  }

  override render(): TemplateResult {
    const { active } = this;
    const isOpen = active !== undefined;
    return html`
      <div
        class="control"
        role="combobox"
        tabindex="0"
        aria-label=${this.label}
        aria-haspopup="listbox"
        aria-controls="list"
        aria-expanded=${isOpen ? "true" : "false"}
        aria-activedescendant=${isOpen ? `option-${active}` : ""}
        @pointerdown=${() => {
          this.#wasOpen = isOpen;
        }}
        @click=${this.#click}
        @keydown=${this.#key}
        @blur=${this.#close}
      >
        <span class="value" dir="auto">${this.options[this.#chosen]?.[1]}</span><span class="arrow"></span>
      </div>
      <div
        id="list"
        popover
        role="listbox"
        aria-label=${isOpen ? this.label : nothing}
        @toggle=${this.#toggled}
        @pointerdown=${(event: Event) => {
          // The focus stays where the keys are heard.
          event.preventDefault();
        }}
        @mousedown=${(event: Event) => event.preventDefault()}
      >
        ${this.options.map(
          ([value, label], index) =>
            html`<div
              id=${`option-${index}`}
              class=${index === active ? "active" : ""}
              role="option"
              dir="auto"
              aria-selected=${value === this.value ? "true" : "false"}
              @click=${() => this.#choose(index)}
            >
              ${label}
            </div>`,
        )}
      </div>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("active") && this.active !== undefined) {
      this.list.querySelector(".active")?.scrollIntoView({ block: "nearest" });
    }
  }

  get #chosen(): number {
    return Math.max(
      0,
      this.options.findIndex(([value]) => value === this.value),
    );
  }

  #click(): void {
    if (!this.#wasOpen) {
      this.#open();
    }
    this.#wasOpen = false;
  }

  #open(): void {
    if (this.active === undefined) {
      this.active = this.#chosen;
      this.list.style.minWidth = `${this.field.offsetWidth}px`;
      openAt(this.list, this.field);
    }
  }

  #close(): void {
    // The event of the list comes later, and a key that is typed until then has to find it closed.
    this.active = undefined;
    this.list.hidePopover();
  }

  #toggled(event: ToggleEvent): void {
    if (event.newState === "closed") {
      this.active = undefined;
    }
  }

  #choose(index: number): void {
    const value = this.options[index]?.[0];
    this.#close();
    if (value !== undefined && value !== this.value) {
      this.value = value;
      this.dispatchEvent(new Event("change"));
    }
  }

  #key(event: KeyboardEvent): void {
    const { key, altKey } = event;
    if (event.ctrlKey || event.metaKey || !this.#act(key, altKey)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Do what a key means, as the ARIA guide has it for a combobox that is only chosen from; false if it means nothing. */
  #act(key: string, alt: boolean): boolean {
    const { active } = this;
    const isTyping = Date.now() - this.#typedAt < TYPING;
    if (key.length === 1 && (key !== " " || isTyping)) {
      this.#open();
      this.#find(isTyping ? this.#typed + key : key);
      return true;
    }
    const last = this.options.length - 1;
    const moves: Partial<Record<string, number>> = {
      ArrowDown: (active ?? -1) + 1,
      ArrowUp: (active ?? 1) - 1,
      PageDown: (active ?? 0) + 10,
      PageUp: (active ?? 0) - 10,
      Home: 0,
      End: last,
    };
    const move = moves[key];
    if (active === undefined) {
      const opens = key === "Enter" || key === " " || move !== undefined;
      if (opens) {
        this.#open();
        this.active = key === "Home" || key === "End" ? move : this.active;
      }
      return opens;
    }
    if (key === "Enter" || key === " " || key === "Tab" || (key === "ArrowUp" && alt)) {
      this.#choose(active);
      return key !== "Tab";
    }
    if (key === "Escape") {
      this.#close();
      return true;
    }
    if (move !== undefined) {
      this.active = Math.max(0, Math.min(move, last));
    }
    return move !== undefined;
  }

  /** Go to the next option that begins with what was typed; one letter again and again goes through all of them. */
  #find(typed: string): void {
    this.#typed = typed;
    this.#typedAt = Date.now();
    const first = typed.slice(0, 1);
    const isSame = typed === first.repeat(typed.length);
    const words = plain(isSame ? first : typed);
    const from = (this.active ?? 0) + (isSame ? 1 : 0);
    const order = this.options.map((_, offset) => (from + offset) % this.options.length);
    this.active = order.find((index) => plain(this.options[index]?.[1] ?? "").startsWith(words)) ?? this.active;
  }
}

customElements.define("alexa-privacy-select", Select);

/** Letters without accents or case. */
function plain(words: string): string {
  return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
