/** The fields that narrow the list. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { type Account, KINDS, persons } from "./api";
import { ANY, type Filter, isAny } from "./filter";
import { fire, type Hass } from "./hass";
import { icon } from "./icons";
import { shared } from "./styles";
import type { Texts } from "./texts";

/** How long after a key was pressed the words are looked for. */
const PAUSE = 350;
/** There was no Alexa before; a year that is still being typed is earlier. */
const FIRST_DAY = "2014-01-01";

@customElement("alexa-privacy-filter")
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
  @query("input[type=search]") private words!: HTMLInputElement;
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
      .day {
        flex: 1 1 135px;
      }
      select {
        field-sizing: content;
        flex: 1 1 auto;
        width: auto;
        max-width: 260px;
      }
      :host([narrow]) form {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      :host([narrow]) select {
        width: 100%;
        max-width: none;
      }
      :host([narrow]) .search {
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
      .day {
        position: relative;
      }
      .day span {
        position: absolute;
        inset-block-start: 2px;
        inset-inline-start: 11px;
        font-size: 0.75em;
      }
      .day input {
        padding-block-start: 14px;
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  override focus(): void {
    this.words.focus();
    this.words.select();
  }

  override render(): TemplateResult {
    const { texts } = this;
    const shown = !this.narrow || this.more || !isAny({ ...this.filter, words: "" });
    return html`
      <form role="search" @submit=${this.#submit} @focusin=${this.#ask} @pointerenter=${this.#ask}>
        <label class="search">
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
        </label>
        ${
          this.narrow
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

  #fields(): TemplateResult {
    return html`
      ${this.#day("from")} ${this.#day("to")}
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
    return html`<label class="day">
      <span class="pale">${this.texts.say(`filter.${name}`)}</span>
      <input
        type="date"
        min=${FIRST_DAY}
        max="9999-12-31"
        .value=${this.filter[name]}
        @change=${({ target }: { target: HTMLInputElement }) => {
          // A day that is half typed is none, and must not take the limit away.
          if (target.validity.valid) {
            this.#set({ [name]: target.value });
          }
        }}
        @blur=${({ target }: { target: HTMLInputElement }) => {
          if (!target.validity.valid) {
            target.value = this.filter[name];
          }
        }}
    /></label>`;
  }

  #choice(name: "echo" | "person" | "kind", options: [value: string, label: string][]): TemplateResult {
    const chosen: string = this.filter[name];
    const known = options.some(([value]) => value === chosen) || !chosen;
    return html`<select
      aria-label=${this.texts.say(`filter.${name}`)}
      @change=${(event: Event) => {
        this.#set({ [name]: (event.target as HTMLSelectElement).value });
      }}
    >
      <option value="" ?selected=${!chosen}>${this.texts.say(`filter.any_${name}`)}</option>
      ${(known ? options : [...options, [chosen, chosen]]).map(
        ([value, label]) => html`<option value=${value} ?selected=${value === chosen}>${label}</option>`,
      )}
    </select>`;
  }

  /** Ask once who belongs to the household: not before somebody comes near. */
  #ask = async (): Promise<void> => {
    if (!this.#asked) {
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
    this.#set({ words: this.words.value });
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
