/** The fields that narrow the list. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { type Account, KINDS, persons } from "./api";
import "./day-field";
import type { DayField } from "./day-field";
import { ANY, type Filter, isAny } from "./filter";
import { fire, type Hass } from "./hass";
import { icon } from "./icons";
import "./select";
import type { Option, Select } from "./select";
import { shared } from "./styles";
import type { Texts } from "./texts";

/** How long after a key was pressed the words are looked for. */
const PAUSE = 150;

export class FilterBar extends LitElement {
  @property({ attribute: false }) connection!: Hass["connection"];
  @property({ attribute: false }) entryId!: string;
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) filter: Filter = ANY;
  @property({ attribute: false }) echoes: Account["echoes"] = [];
  /** First names that were met in recordings. */
  @property({ attribute: false }) persons: readonly string[] = [];
  @property({ type: Boolean, reflect: true }) narrow = false;
  /** Whether a narrow screen shows all fields. */
  @state() private more = false;
  /** First names that Amazon knows, once they are asked for. */
  @state() private household: readonly string[] = [];
  /** Whether only days limit the list. */
  @property({ type: Boolean }) plain = false;
  @query("input[type=search]") private words!: HTMLInputElement | null;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #asked = false;

  static override styles = [
    shared,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .search {
        flex: 2 1 190px;
      }
      alexa-privacy-day {
        flex: 1 1 150px;
      }
      alexa-privacy-select {
        flex: 1 1 auto;
        max-width: 260px;
      }
      :host([narrow]) form {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      :host([narrow]) alexa-privacy-select {
        max-width: none;
      }
      :host([narrow]) .search {
        grid-column: 1 / -1;
      }
      form > [aria-expanded="true"] {
        grid-column: 1 / -1;
      }
      form > button {
        justify-self: start;
      }
      .search {
        position: relative;
      }
      .search .icon {
        position: absolute;
        inset-block-start: 10px;
        inset-inline-start: 10px;
        color: var(--secondary-text-color);
        pointer-events: none;
      }
      .search input {
        padding-inline-start: 38px;
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  override focus(): void {
    this.words?.focus();
    this.words?.select();
  }

  override render(): TemplateResult {
    const { texts } = this;
    // The days are seen in the graph, too.
    const shown = this.plain || !this.narrow || this.more || !isAny({ ...this.filter, words: "", from: "", to: "" });
    return html`
      <form role="search" @submit=${this.#submit} @focusin=${this.#ask} @pointerenter=${this.#ask}>
        ${this.plain ? nothing : this.#search()}
        ${
          this.narrow && !this.plain
            ? html`<button type="button" aria-expanded=${shown ? "true" : "false"} @click=${this.#toggle}>
                ${texts.say("filter.more")}
              </button>`
            : nothing
        }
        ${shown ? this.#fields() : nothing}
        ${isAny(this.filter) ? nothing : html`<button type="button" @click=${this.#clear}>${icon("close")}${texts.say("filter.clear")}</button>`}
      </form>
    `;
  }

  #search(): TemplateResult {
    const { texts } = this;
    return html`<label class="search">
      <span class="hidden">${texts.say("filter.words")}</span>
      ${icon("search")}
      <input
        type="search"
        placeholder=${texts.say("filter.words")}
        .value=${this.filter.words}
        @input=${this.#type}
        @change=${this.#setWords}
        @keydown=${this.#key}
        autocomplete="off"
        maxlength="200"
      />
    </label>`;
  }

  #fields(): TemplateResult {
    return html` ${this.#day("from")} ${this.#day("to")} ${this.plain ? nothing : this.#choices()} `;
  }

  #choices(): TemplateResult {
    return html`
      ${this.#choice(
        "echo",
        this.echoes.map(({ serial, name }) => [serial, name ?? serial]),
      )}
      ${this.#choice(
        "person",
        [...new Set([...this.household, ...this.persons])].sort().map((name) => [name, name]),
      )}
      ${this.#choice(
        "kind",
        KINDS.map((kind) => [kind, this.texts.say(`kind.${kind}`)]),
      )}
    `;
  }

  #day(name: "from" | "to"): TemplateResult {
    return html`<alexa-privacy-day
      .texts=${this.texts}
      .label=${this.texts.say(`filter.${name}`)}
      .value=${this.filter[name]}
      @change=${({ target }: { target: DayField }) => {
        const { from, to }: Filter = { ...this.filter, [name]: target.value };
        // The other bound follows, so that there is always a day between them.
        this.#set(from && to && from > to ? { from: target.value, to: target.value } : { [name]: target.value });
      }}
    ></alexa-privacy-day>`;
  }

  #choice(name: "echo" | "person" | "kind", options: Option[]): TemplateResult {
    const chosen: string = this.filter[name];
    const known = options.some(([value]) => value === chosen) || !chosen;
    return html`<alexa-privacy-select
      .label=${this.texts.say(`filter.${name}`)}
      .options=${[["", this.texts.say(`filter.any_${name}`)], ...options, ...(known ? [] : [[chosen, chosen]])]}
      .value=${chosen}
      @change=${({ target }: { target: Select }) => this.#set({ [name]: target.value })}
    ></alexa-privacy-select>`;
  }

  /** Ask once who belongs to the household: not before somebody comes near. */
  #ask = async (): Promise<void> => {
    if (!this.#asked && !this.plain) {
      this.#asked = true;
      this.household = await persons(this.connection, this.entryId).catch(() => []);
    }
  };

  #toggle(): void {
    this.more = !this.more;
  }

  #type(): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(this.#setWords, PAUSE);
  }

  #setWords = (): void => {
    clearTimeout(this.#typing);
    this.#set({ words: this.words?.value ?? "" });
  };

  #key(event: KeyboardEvent): void {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      fire(this, "filter-left");
    }
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.#setWords();
  }

  #clear(): void {
    clearTimeout(this.#typing);
    fire(this, "filter", ANY);
    this.focus();
  }

  #set(change: Partial<Filter>): void {
    const filter = { ...this.filter, ...change };
    if (Object.entries(filter).some(([name, value]) => value !== this.filter[name as keyof Filter])) {
      fire(this, "filter", filter);
    }
  }
}

customElements.define("alexa-privacy-filter", FilterBar);
