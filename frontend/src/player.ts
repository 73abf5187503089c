/** Plays and saves one recording's audio. */

import { css, html, LitElement, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { save } from "./export";
import type { Hass } from "./hass";
import { icon } from "./icons";
import { shared } from "./styles";
import type { Texts } from "./texts";

const NONE = 404;

export class Player extends LitElement {
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) fetcher!: Hass["fetchWithAuth"];
  /** Where the audio is served. */
  @property() path = "";
  /** What the file is called when it is saved. */
  @property() name = "";
  @state() private audio: Blob | undefined;
  @state() private trouble: "none" | "failed" | undefined;
  @state() private loading = false;
  #address = "";

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      audio {
        height: 40px;
        max-width: 100%;
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    URL.revokeObjectURL(this.#address);
    this.#address = "";
    this.audio = undefined;
  }

  async play(): Promise<void> {
    if (await this.#load()) {
      await this.updateComplete;
      // A browser that wants a click first shows its own button.
      await this.renderRoot
        .querySelector("audio")
        ?.play()
        .catch(() => undefined);
    }
  }

  override render(): TemplateResult {
    return html`
      ${
        this.audio
          ? html`<audio
              controls
              src=${this.#address}
              aria-label=${this.texts.say("row.audio")}
              @error=${this.#unplayable}
            ></audio>`
          : html`<button class="outlined" ?disabled=${this.loading} @click=${() => this.play()}>
              ${icon("play")}${this.texts.say("row.play")}
            </button>`
      }
      <button class="outlined" ?disabled=${this.loading} @click=${this.#save}>
        ${icon("download")}${this.texts.say("row.download")}
      </button>
      <span role="status">
        ${this.loading ? this.texts.say("row.audio_loading") : ""}
        ${this.trouble ? this.texts.say(`row.audio_${this.trouble}`) : ""}
      </span>
    `;
  }

  async #save(): Promise<void> {
    const audio = await this.#load();
    if (audio) {
      save(audio, this.name);
    }
  }

  /** Fetch the audio whole, once: it is short, can be sought in then, and an error can be told. */
  async #load(): Promise<Blob | undefined> {
    if (this.audio || this.loading) {
      return this.audio;
    }
    this.loading = true;
    this.trouble = undefined;
    try {
      const response = await this.fetcher(this.path);
      if (response.ok) {
        this.audio = await response.blob();
        this.#address = URL.createObjectURL(this.audio);
      } else {
        this.trouble = response.status === NONE ? "none" : "failed";
      }
    } catch {
      this.trouble = "failed";
    }
    this.loading = false;
    return this.audio;
  }

  #unplayable(): void {
    this.trouble = "failed";
  }
}

customElements.define("alexa-privacy-player", Player);
