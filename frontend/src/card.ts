/** The dashboard card: how well an account is protected, what Amazon holds, and two ways to delete. */

import { html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import type { Receipt } from "./api";
import { type Bar, mostOf, outline } from "./bars";
import type { Day } from "./calendar";
import {
  accountDevices,
  type CardAccount,
  cardAccounts,
  type CardHass,
  DAYS,
  deleteFromCard,
  type Device,
  DOMAIN,
  entitiesOf,
  type EntityState,
  known,
  lastBars,
  type Refusal,
  type Target,
} from "./card-data";
import { CARD, type CardConfig, cardFor, cardForm, readConfig } from "./card-form";
import { cardStyles } from "./card-styles";
import { describeAmount, describeReceipt, isBad } from "./descriptions";
import { dialogStyles } from "./dialog-styles";
import { type Localize, navigate, openEntry, openLesson, openMoreInfo, openTest } from "./hass";
import { icon, type IconName } from "./icons";
import { shared } from "./styles";
import { type TextKey, Texts } from "./texts";

/** How wide a day is in the graph, with the gap behind it, and how high the graph. */
const BAR = 8;
const HEIGHT = 40;
/** Whose states change whenever the command has a new response. */
const WATCHED = ["binary_sensor.protection", "sensor.recordings", "sensor.recordings_today", "number.keep_days"];
/** Whose states are shown besides. */
const SHOWN = ["sensor.last_deletion", "sensor.next_purge", "sensor.purge_progress", "switch.nightly_purge"];
/** With which code Home Assistant's connection refuses what it cannot get an answer to. */
const CONNECTION_LOST = 3;
const NOT_COUNTED = { count: null, oldest: null, newest: null, is_exact: false };

export class Card extends LitElement {
  @state() private config: CardConfig | undefined;
  @state() private texts: Texts | undefined;
  @state() private accounts: CardAccount[] | undefined;
  @state() private question: Target | undefined;
  /** Whether a deletion of this card has no receipt yet. */
  @state() private waiting = false;
  /** What came of the last one. */
  @state() private result: { receipt: Receipt } | { failure: string } | undefined;
  @query("dialog") private dialog!: HTMLDialogElement | null;
  #hass!: CardHass;
  #device: Device | undefined;
  #entities: ReadonlyMap<string, string> = new Map();
  #failed = false;
  #localize: Localize = () => "";

  static override styles = [shared, dialogStyles, cardStyles];

  static getConfigForm = cardForm;
  static getStubConfig = (hass: CardHass): CardConfig => cardFor(hass);

  setConfig(config: CardConfig): void {
    this.config = readConfig(config);
  }

  getCardSize(): number {
    return this.config?.hide_buttons ? 4 : 5;
  }

  getGridOptions(): Record<string, number | string> {
    return { columns: 12, min_columns: 6, rows: "auto", min_rows: 2 };
  }

  /** Home Assistant sets this with every change of any state; most of them mean nothing here. */
  set hass(hass: CardHass) {
    const before = this.#hass as CardHass | undefined;
    this.#hass = hass;
    this.style.colorScheme = hass.themes?.darkMode ? "dark" : "light";
    const differ = (...names: (keyof CardHass)[]) => names.some((name) => before?.[name] !== hass[name]);
    const isNews = (keys: readonly string[]) => keys.some((key) => this.#state(key, before) !== this.#state(key));
    if (differ("language")) {
      void this.#loadTexts();
    }
    if (differ("localize", "locale", "config")) {
      this.#useTexts(hass.localize);
    }
    if (differ("devices", "entities", "user") || isNews(WATCHED) || (this.#failed && differ("config"))) {
      void this.#load();
      this.requestUpdate();
    } else if (isNews(SHOWN)) {
      this.requestUpdate();
    }
  }

  protected override willUpdate(): void {
    const id = this.config?.config_entry_id ?? this.#account?.entry_id ?? "";
    this.#device = accountDevices(this.#hass).find(({ config_entries }) => config_entries.includes(id));
    this.#entities = entitiesOf(this.#hass, this.#device);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("question") && this.question) {
      this.dialog?.showModal();
    }
  }

  async #loadTexts(): Promise<void> {
    await this.#hass.loadBackendTranslation("entity", DOMAIN);
    this.#useTexts(await this.#hass.loadBackendTranslation("config_panel", DOMAIN));
  }

  /** Speak once the texts are there: where several cards ask for them, not each waits until they are. */
  #useTexts(localize: Localize): void {
    if (localize(`component.${DOMAIN}.config_panel.page.title`)) {
      this.#localize = localize;
      this.texts = new Texts(localize, this.#hass);
      PICKED.description = this.texts.say("card.description");
    }
  }

  async #load(): Promise<void> {
    try {
      this.accounts = await cardAccounts(this.#hass);
      this.#failed = false;
    } catch {
      // Home Assistant starts, or the last account was removed: asked again when there is news.
      this.accounts ??= [];
      this.#failed = true;
    }
  }

  /** The account that is shown: the chosen one, or the only one there is. */
  get #account(): CardAccount | undefined {
    const { accounts, config } = this;
    return config?.config_entry_id
      ? accounts?.find(({ entry_id }) => entry_id === config.config_entry_id)
      : accounts?.length === 1
        ? accounts[0]
        : undefined;
  }

  #state(key: string, hass = this.#hass): EntityState | undefined {
    return hass.states[this.#entities.get(key) ?? ""];
  }

  /** What Home Assistant calls an entity, or a state of one, whatever its owner calls it. */
  #name(path: string, name = "name"): string {
    return this.#localize(`component.${DOMAIN}.entity.${path}.${name}`) || name;
  }

  override render(): TemplateResult {
    const { texts, config, accounts } = this;
    if (!texts || !config || !accounts) {
      return html`<ha-card></ha-card>`;
    }
    const account = this.#account;
    return html`
      <ha-card>
        <div class="content">
          <div class="inside">
            ${this.#head(texts, account)} ${account ? this.#body(texts, config, account) : this.#missing(texts)}
          </div>
        </div>
      </ha-card>
      ${account && this.question ? this.#dialog(texts, account, this.question) : nothing}
    `;
  }

  /** Say why there is no account to show. */
  #missing(texts: Texts): TemplateResult {
    const key = this.config?.config_entry_id ? "card.gone" : this.accounts?.length ? "card.choose" : "page.no_account";
    return html`<p>${texts.say(key)}</p>`;
  }

  #body(texts: Texts, config: CardConfig, account: CardAccount): TemplateResult {
    const figures = html`
      <div class="figures">
        ${this.#figure(texts, "sensor.recordings")} ${this.#figure(texts, "sensor.recordings_today")}
        ${config.hide_graph ? nothing : this.#graph(texts, account)}
      </div>
      ${config.hide_deletions ? nothing : this.#deletions(texts)}
    `;
    const { result } = this;
    const isProblem = result && ("failure" in result || isBad(result.receipt));
    return html`
      ${account.loaded ? figures : nothing}
      <p role="status" class=${isProblem ? "bad" : ""}>${this.#status(texts, account)}</p>
      ${config.hide_buttons ? nothing : this.#buttons(texts, account)}
    `;
  }

  /** The account's name, and how well it is protected, in words; green only where it was seen to be so. */
  #head(texts: Texts, account: CardAccount | undefined): TemplateResult {
    const several = (this.accounts?.length ?? 0) > 1 ? account?.title : undefined;
    const title = this.config?.title ?? this.#device?.name_by_user ?? several ?? this.#device?.name ?? "Alexa Privacy";
    const entity = this.#entities.get("binary_sensor.protection");
    const [look, mark, words] = this.#protection(texts, account);
    return html`<button
      class="plain head ${look}"
      ?disabled=${!entity}
      @click=${() => openMoreInfo(this, entity ?? "")}
    >
      <span class="shape">${icon(mark)}</span>
      <span class="title" dir="auto">${title}</span>
      ${words.map((line) => html`<span class="state">${line}</span>`)}
    </button>`;
  }

  #protection(texts: Texts, account: CardAccount | undefined): [look: string, mark: IconName, words: string[]] {
    const problem = (name: string) => this.#name("binary_sensor.protection.state_attributes.problems.state", name);
    if (account?.signed_out) {
      return ["problem", "alert", [problem("signed_out")]];
    }
    if (!account?.loaded) {
      return ["", "unknown", account ? [texts.say("page.not_loaded")] : []];
    }
    const entity = this.#state("binary_sensor.protection");
    switch (entity?.state) {
      case "on":
        return ["problem", "alert", (entity.attributes.problems ?? []).map(problem)];
      case "off":
        return ["good", "done", [texts.say("card.protected")]];
      default:
        return ["", "unknown", [texts.say("card.not_known")]];
    }
  }

  #figure(texts: Texts, key: string): TemplateResult | typeof nothing {
    const entity = this.#entities.get(key);
    if (!entity) {
      return nothing;
    }
    const figure = known(this.#state(key));
    return html`<button class="plain" @click=${() => openMoreInfo(this, entity)}>
      <span class=${figure === undefined ? "number pale" : "number"}>
        ${figure === undefined ? texts.say("protection.not_known") : texts.number(Number(figure))}
      </span>
      <span class="pale">${this.#name(key)}</span>
    </button>`;
  }

  #graph(texts: Texts, account: CardAccount): TemplateResult {
    const today = texts.calendar.dayOf(Date.now());
    const { bars, from } = lastBars(account, today);
    const count = bars.reduce((sum, { all }) => sum + all, 0);
    const draw = (figure: (bar: Bar) => number) => outline(bars, BAR, HEIGHT, mostOf(bars) || 1, figure);
    return html`<figure>
      <svg viewBox="0 0 ${DAYS * BAR} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
        <g transform="translate(${from * BAR})">
          ${svg`<path class="all" d=${draw(({ all }) => all)}></path>`}
          ${svg`<path class="unintended" d=${draw(({ unintended }) => unintended)}></path>`}
          ${svg`<path class="counted" d="M0 ${HEIGHT}h${bars.length * BAR}"></path>`}
        </g>
      </svg>
      <figcaption class="pale">
        <bdi>${this.#caption(texts, account, { count, from, today, isCounted: !!bars.length })}</bdi>
      </figcaption>
    </figure>`;
  }

  #caption(
    texts: Texts,
    { since, until }: CardAccount,
    { count, from, today, isCounted }: { count: number; from: number; today: Day; isCounted: boolean },
  ): string {
    if (!isCounted) {
      return texts.say("graph.not_counted");
    }
    if (until && until < today) {
      return texts.say("card.counted_until", { day: texts.shortDay(until) });
    }
    return from && since
      ? texts.say("graph.counted_since", { day: texts.shortDay(since) })
      : texts.say("card.graph", { days: DAYS, count });
  }

  #deletions(texts: Texts): TemplateResult {
    const time = (key: string, none: TextKey) => {
      const entity = this.#state(key);
      const moment = known(entity);
      return entity
        ? html`<dt>${this.#name(key)}</dt>
            <dd><bdi>${moment === undefined ? texts.say(none) : texts.when(Date.parse(moment))}</bdi></dd>`
        : nothing;
    };
    const isNone = this.#state("sensor.last_deletion")?.state === "unknown";
    const isOff = this.#state("switch.nightly_purge")?.state === "off";
    return html`<dl>
      ${time("sensor.last_deletion", isNone ? "protection.receipt_none" : "protection.not_known")}
      ${time("sensor.next_purge", isOff ? "protection.nightly_off" : "protection.not_known")}
    </dl>`;
  }

  /** Whether a deletion runs, started here or elsewhere. */
  get #isRunning(): boolean {
    return this.waiting || (known(this.#state("sensor.purge_progress")) ?? "idle") !== "idle";
  }

  /** How a deletion goes, or how that of this card has ended. */
  #status(texts: Texts, account: CardAccount): string {
    const { result } = this;
    if (this.#isRunning) {
      const { found = 0, asked = 0, verified_gone: gone = 0 } = this.#state("sensor.purge_progress")?.attributes ?? {};
      return found ? texts.say("delete.running", { matched: found, asked, gone }) : texts.say("delete.starting");
    }
    if (!result) {
      const { missing } = account;
      return missing ? texts.say(missing === "not_taught" ? "card.not_taught" : `problem.${missing}`) : "";
    }
    return "failure" in result ? result.failure : describeReceipt(texts, result.receipt);
  }

  #buttons(texts: Texts, account: CardAccount): TemplateResult | typeof nothing {
    const { entry_id: id, loaded, signed_out, may_delete, targets = [], missing, to_test } = account;
    const isAdmin = !!this.#hass.user?.is_admin;
    const buttons: TemplateResult[] = [];
    const add = (words: string, act: () => void, look = "") =>
      buttons.push(html`<button class="outlined ${look}" @click=${act}>${words}</button>`);
    const ask = (target: Target, key: string) => {
      const act = () => {
        this.question = target;
      };
      add(this.#name(key), act, "danger");
    };
    const cancel = this.#entities.get("button.cancel_purge");
    if (!loaded || signed_out) {
      if (isAdmin) {
        add(texts.say(signed_out ? "page.sign_in" : "page.integration"), () => openEntry(id));
      }
    } else if (this.#isRunning) {
      if (may_delete && cancel) {
        add(texts.say("delete.stop"), () => void this.#hass.callService("button", "press", { entity_id: cancel }));
      }
    } else if (!missing && may_delete) {
      for (const target of targets) {
        ask(target, target === "purge" ? "button.purge_now" : "button.delete_today");
      }
    } else if (missing && isAdmin) {
      add(texts.say(to_test ? "first_run.test" : "card.teach"), () => {
        if (to_test) {
          openTest(id, to_test);
        } else {
          openLesson(id, "delete_recordings");
        }
      });
    }
    if (isAdmin) {
      add(texts.say("page.title"), () => navigate(`/alexa-privacy?${new URLSearchParams({ account: id })}`));
    }
    return buttons.length ? html`<div class="buttons">${buttons}</div>` : nothing;
  }

  /** Ask before anything is deleted; the focus is on Cancel. */
  #dialog(texts: Texts, account: CardAccount, target: Target): TemplateResult {
    const close = () => this.dialog?.close();
    return html`<dialog
      aria-labelledby="ask"
      aria-describedby="what meaning"
      @close=${() => {
        this.question = undefined;
      }}
    >
      <h2 id="ask">${texts.say(target === "purge" ? "card.ask_purge" : "card.ask_today")}</h2>
      <p id="what">${target === "purge" ? this.#purge(texts, account) : this.#today(texts)}</p>
      <p id="meaning" class="pale">${texts.say("delete.meaning")}</p>
      <div class="buttons">
        <button autofocus @click=${close}>${texts.say("delete.cancel")}</button>
        <button
          class="danger filled"
          @click=${() => {
            close();
            void this.#delete(account, target);
          }}
        >
          ${texts.say("delete.delete")}
        </button>
      </div>
    </dialog>`;
  }

  #today(texts: Texts): string {
    const count = known(this.#state("sensor.recordings_today"));
    return count === undefined
      ? texts.say("card.today_unknown")
      : texts.say("card.today_count", { count: Number(count) });
  }

  #purge(texts: Texts, { keep_days: days, plan }: CardAccount): string {
    const what =
      typeof days === "number" ? texts.say("card.purge_older", { count: days }) : texts.say("card.purge_all");
    return `${what} ${describeAmount(texts, plan ?? NOT_COUNTED, "card.purge_plan")}`;
  }

  async #delete(account: CardAccount, target: Target): Promise<void> {
    this.waiting = true;
    this.result = undefined;
    try {
      this.result = { receipt: await deleteFromCard(this.#hass, account.entry_id, target) };
    } catch (error) {
      this.result = { failure: await this.#inWords(error as Refusal) };
    }
    this.waiting = false;
  }

  /** What went wrong, in the user's language where it was the integration that said it. */
  async #inWords({ code, message, translation_key: key, translation_placeholders: values }: Refusal): Promise<string> {
    if (code === CONNECTION_LOST) {
      return this.texts?.say("card.lost") ?? "";
    }
    const localize = await this.#hass.loadBackendTranslation("exceptions", DOMAIN);
    const said = key ? localize(`component.${DOMAIN}.exceptions.${key}.message`, values) : "";
    return said || message;
  }
}

/** How the card stands in the card picker. */
const PICKED = {
  type: CARD,
  name: "Alexa Privacy",
  description: "Protection, recordings held by Amazon, and deletions of an account",
  preview: true,
  documentationURL: "https://alexa-privacy.github.io/alexa-privacy/card/",
  getEntitySuggestion: (hass: CardHass, entityId: string) =>
    hass.entities?.[entityId]?.platform === DOMAIN ? { config: cardFor(hass, entityId) } : null,
};

declare global {
  interface Window {
    customCards?: (typeof PICKED)[];
  }
}

/** Home Assistant's frontend replaces the registry of elements when it starts; what was defined before is lost. */
async function frontendIsThere(): Promise<void> {
  while (!customElements.get("home-assistant")) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

void frontendIsThere().then(() => {
  if (!customElements.get(CARD)) {
    customElements.define(CARD, Card);
    (window.customCards ??= []).push(PICKED);
  }
});
