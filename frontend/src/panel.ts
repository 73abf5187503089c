/** The Voice History page, as Home Assistant loads it. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import "./account";
import { historyInAddress } from "./address";
import { type Account, accounts, type Failure, failureOf, type OtherHistory, type UnloadedAccount } from "./api";
import { renderTotals, totalsStyles } from "./empty";
import { fire, type Hass, leaveLesson, navigate, openAccount } from "./hass";
import { iconButton } from "./icons";
import { renderFailure, toolbarStyles } from "./parts";
import { type Lesson, lessonIn, nameOf } from "./lessons";
import { renderSignIn } from "./problems";
import "./select";
import type { Select } from "./select";
import { shared } from "./styles";
import "./teach";
import { renderTabs, tabStyles } from "./tabs";
import { Texts } from "./texts";

/** How often accounts are asked for even if nothing seems to change, and how long what they said holds. */
const REFRESH = 60_000;
const HOLDS = 3 * REFRESH;
const UNKNOWN = { held: null, today: null };

export class Panel extends LitElement {
  @property({ type: Boolean, reflect: true }) narrow = false;
  @state() private texts: Texts | undefined;
  /** The same of entries, instead of recordings. */
  #entryTexts!: Texts;
  @state() private accounts: Awaited<ReturnType<typeof accounts>> | undefined;
  @state() private failure: Failure | undefined;
  /** Whether nothing is known of what happened since the accounts were asked for last. */
  @state() private stale = false;
  /** The entry id of the account that the address names. */
  @state() private chosen = "";
  /** What is taught instead of showing the account's page, or tested only; it stands in the address. */
  @state() private lesson: Lesson | undefined;
  @state() private testing = false;
  /** The key of the history that is shown, as the address has it. */
  @state() private tab = "";
  @state() private scroller: HTMLElement | undefined;
  @query("main") private main!: HTMLElement | null;
  /** The accounts as they were when they were set up last: their pages stay while they are away for a moment. */
  readonly #known = new Map<string, Account>();
  #hass!: Hass;
  #loadedAt = 0;
  #refreshing: ReturnType<typeof setInterval> | undefined;

  static override styles = [
    shared,
    toolbarStyles,
    totalsStyles,
    tabStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        /* What holds a page of Home Assistant is as high as the page. */
        height: 100vh;
        height: 100dvh;
        background: var(--primary-background-color);
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        flex: none;
        min-height: var(--header-height, 56px);
        padding: var(--safe-area-inset-top, 0) 12px 0;
        background: var(--app-header-background-color);
        color: var(--app-header-text-color);
        border-bottom: var(--app-header-border-bottom, none);
      }
      h1 {
        margin: 0;
        overflow: hidden;
        font-size: 20px;
        font-weight: 400;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .lesson h1 {
        flex: 1;
        padding-inline: 8px;
        font-size: 18px;
        line-height: 1.2;
        white-space: normal;
      }
      .lesson button:dir(rtl) .icon {
        transform: scaleX(-1);
      }
      header alexa-privacy-select {
        max-width: 50%;
      }
      .alone {
        max-width: 600px;
        margin: 16px auto;
      }
      main {
        flex: 1;
        overflow-y: auto;
        /* What sticks to the top of the list. */
        scroll-padding-top: 110px;
      }
      :host([narrow]) main {
        scroll-padding-top: 150px;
      }
      alexa-privacy-teach {
        height: 100%;
      }
    `,
  ];

  /** Home Assistant sets this with every change of any state; most of them mean nothing here. */
  set hass(hass: Hass) {
    const before = this.#hass as Hass | undefined;
    this.#hass = hass;
    this.style.colorScheme = hass.themes.darkMode ? "dark" : "light";
    const same = (["language", "locale", "config"] as const).every((name) => before?.[name] === hass[name]);
    if (!same) {
      void this.#loadTexts();
    }
    const shown = this.#known.get(this.#shown()?.entry_id ?? "");
    const isBack = !!this.failure && before?.config !== hass.config;
    if (isBack || shown?.entities.some((id) => before?.states[id] !== hass.states[id])) {
      void this.#load();
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#hass.connection.addEventListener("ready", this.#load);
    this.#hass.connection.addEventListener("disconnected", this.#lose);
    window.addEventListener("location-changed", this.#followAddress);
    window.addEventListener("popstate", this.#followAddress);
    this.#refreshing = setInterval(this.#refresh, REFRESH);
    this.#followAddress();
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hass.connection.removeEventListener("ready", this.#load);
    this.#hass.connection.removeEventListener("disconnected", this.#lose);
    window.removeEventListener("location-changed", this.#followAddress);
    window.removeEventListener("popstate", this.#followAddress);
    clearInterval(this.#refreshing);
  }

  override render(): TemplateResult | typeof nothing {
    const { texts } = this;
    if (!texts) {
      return nothing;
    }
    const shown = this.#shown();
    const history = this.#history();
    const several = this.accounts && this.accounts.length > 1;
    const lead = this.lesson
      ? html`${iconButton("back", texts.say("teach.back"), this.#leave)}
          <h1>
            ${texts.say(this.testing ? "teach.title_test" : "teach.title", { lesson: nameOf(texts, this.lesson) })}
          </h1>`
      : html`${this.narrow ? iconButton("menu", texts.say("page.menu"), () => fire(this, "hass-toggle-menu")) : nothing}
          <div class="title">
            <h1>${texts.say("page.title")}</h1>
            ${shown?.loaded ? renderTotals(history ? this.#entryTexts : texts, this.failure || this.stale ? UNKNOWN : (history ?? shown)) : nothing}
          </div>
          ${several ? this.#chooser(texts) : nothing}`;
    return html`
      <header class=${this.lesson ? "lesson" : ""}>${lead}</header>
      <main @accounts-stale=${this.#load}>${this.#content(texts)}</main>
    `;
  }

  protected override updated(): void {
    this.scroller = this.main ?? undefined;
  }

  #chooser(texts: Texts): TemplateResult {
    const shown = this.#shown();
    return html`<alexa-privacy-select
      .label=${texts.say("page.account")}
      .options=${this.accounts?.map(({ entry_id, title }) => [entry_id, title]) ?? []}
      .value=${shown?.entry_id ?? ""}
      @change=${({ target }: { target: Select }) => openAccount(target.value)}
    ></alexa-privacy-select>`;
  }

  #content(texts: Texts): TemplateResult | typeof nothing {
    const shown = this.#shown();
    const account = this.#known.get(shown?.entry_id ?? "");
    const failure = this.failure
      ? html`<div class="alone">${renderFailure(texts, this.failure, this.#load)}</div>`
      : nothing;
    if (!this.accounts || !this.scroller) {
      return failure;
    }
    const missing = shown?.loaded
      ? nothing
      : html`<div class="alone card">
          <p>${texts.say(shown ? (shown.signed_out ? "problem.signed_out" : "page.not_loaded") : "page.no_account")}</p>
          ${
            shown?.signed_out
              ? renderSignIn(texts, shown.entry_id)
              : html`<button class="outlined" @click=${this.#integration}>${texts.say("page.integration")}</button>`
          }
        </div>`;
    if (!account) {
      return html`${failure}${missing}`;
    }
    if (this.lesson) {
      return html`${failure}${keyed(
        `${account.entry_id} ${this.lesson} ${this.testing}`,
        html`<alexa-privacy-teach
          .connection=${this.#hass.connection}
          .texts=${texts}
          .account=${account}
          .lesson=${this.lesson}
          ?testing=${this.testing}
          @lesson-left=${this.#leave}
        ></alexa-privacy-teach>`,
      )}`;
    }
    const history = this.#history();
    const tab = history?.key ?? "";
    const hasTabs = account.histories.length > 0;
    return html`${failure}${missing}${renderTabs(texts, account.histories, tab)}${keyed(
      `${account.entry_id} ${tab}`,
      html`<alexa-privacy-account
        id="history"
        role=${hasTabs ? "tabpanel" : nothing}
        aria-labelledby=${hasTabs ? `tab-${tab}` : nothing}
        .connection=${this.#hass.connection}
        .fetcher=${this.#fetch}
        .texts=${history ? this.#entryTexts : texts}
        .account=${account}
        .history=${history}
        .scroller=${this.scroller}
        ?narrow=${this.narrow}
        ?away=${!!this.failure || !shown?.loaded}
        ?stale=${this.stale}
      ></alexa-privacy-account>`,
    )}`;
  }

  #shown(): Account | UnloadedAccount | undefined {
    return this.accounts?.find(({ entry_id }) => entry_id === this.chosen) ?? this.accounts?.[0];
  }

  /** The history that is shown; none is that of voice recordings. */
  #history(): OtherHistory | undefined {
    return this.#known.get(this.#shown()?.entry_id ?? "")?.histories.find(({ key }) => key === this.tab);
  }

  #followAddress = (): void => {
    this.tab = historyInAddress();
    const query = new URLSearchParams(location.search);
    this.chosen = query.get("account") ?? "";
    const tested = lessonIn(query.get("test"));
    this.lesson = tested ?? lessonIn(query.get("teach"));
    this.testing = !!tested;
  };

  #leave = (): void => leaveLesson(this.#shown()?.entry_id ?? "");

  #fetch = (path: string, init?: RequestInit): Promise<Response> => this.#hass.fetchWithAuth(path, init);

  #loadTexts = async (): Promise<void> => {
    const hass = this.#hass;
    const localize = await hass.loadBackendTranslation("config_panel", "alexa_privacy");
    this.#entryTexts = new Texts(localize, hass, true);
    this.texts = new Texts(localize, hass);
  };

  #load = async (): Promise<void> => {
    try {
      this.accounts = await accounts(this.#hass.connection);
      for (const account of this.accounts) {
        if (account.loaded) {
          this.#known.set(account.entry_id, account);
        }
      }
      this.#loadedAt = Date.now();
      this.stale = false;
      this.failure = undefined;
    } catch (error) {
      this.failure = failureOf(error);
    }
  };

  #lose = (): void => {
    this.stale = true;
  };

  #refresh = (): void => {
    this.stale ||= Date.now() - this.#loadedAt > HOLDS;
    void this.#load();
  };

  #integration(): void {
    navigate("/config/integrations/integration/alexa_privacy");
  }
}

customElements.define("alexa-privacy-panel", Panel);
