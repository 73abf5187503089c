/** The page of one account: its protection, its graph, its recordings and what is done with them. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { filterInAddress, isAddressOf, keepInAddress, sameFilter } from "./address";
import {
  type Account,
  type Days,
  days,
  type Failure,
  failureOf,
  isSignedOut,
  type OtherHistory,
  type Row,
  type Source,
} from "./api";
import type { Day } from "./calendar";
import "./confirm";
import type { Deletion } from "./deletion";
import { Deletions } from "./deletions";
import { emptyStyles, isEmpty, renderEmpty } from "./empty";
import { type Format, saveAs } from "./export";
import "./filter-bar";
import type { FilterBar } from "./filter-bar";
import { ANY, type Filter, isAny, isSearch, scopeOf } from "./filter";
import "./graph";
import type { Span } from "./graph";
import { canDelete, openSteps } from "./first-run";
import { fire, type Hass } from "./hass";
import "./list";
import type { RecordingList } from "./list";
import { Listing } from "./listing";
import { isPrecise, openRequest, otherHistoryStyles, renderOtherHistory } from "./other-history";
import { partStyles } from "./part";
import { pageStyles, renderDeletions, renderFailure, renderToolbar, toolbarStyles } from "./parts";
import "./protection";
import { askAboutMatching, askAboutRows, type Asked, countingOf } from "./questions";
import { shared } from "./styles";
import type { Texts } from "./texts";
import { Ticks } from "./ticks";

export class AccountPage extends LitElement {
  @property({ attribute: false }) connection!: Hass["connection"];
  @property({ attribute: false }) fetcher!: Hass["fetchWithAuth"];
  @property({ attribute: false }) texts!: Texts;
  @property({ attribute: false }) account!: Account;
  /** The history that is shown, if not that of voice recordings. */
  @property({ attribute: false }) history: OtherHistory | undefined;
  /** What scrolls, with this page in it. */
  @property({ attribute: false }) scroller!: HTMLElement;
  @property({ type: Boolean, reflect: true }) narrow = false;
  /** Whether the account cannot be asked for anything right now. */
  @property({ type: Boolean }) away = false;
  /** Whether what is known of the account may be so no longer. */
  @property({ type: Boolean }) stale = false;
  @state() private filter = ANY;
  @state() private days: Days | undefined;
  @state() private daysFailure: Failure | undefined;
  @state() private asked: Asked | undefined;
  /** The file that is made once all that matches is listed. */
  @state() private exporting: Format | undefined;
  @query("alexa-privacy-list") private list!: RecordingList;
  @query("alexa-privacy-filter") private filterBar!: FilterBar;
  #listing: Listing | undefined;
  #persons: readonly string[] = [];
  #ticks!: Ticks;
  #deletions!: Deletions;

  /** What sticks below the toolbar has to know how high that is. */
  #toolbarSize = new ResizeObserver(([entry]) =>
    this.style.setProperty("--toolbar-height", `${(entry?.target as HTMLElement).offsetHeight}px`),
  );

  static override styles = [shared, toolbarStyles, pageStyles, emptyStyles, partStyles, otherHistoryStyles];

  get source(): Source {
    return { entry_id: this.account.entry_id, ...(this.history && { history: this.history.key }) };
  }

  get name(): string {
    return this.history?.name ?? "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasUpdated) {
      this.filter = filterInAddress(this.account);
      this.#deletions = new Deletions(this.connection, this.source, {
        changed: this.#update,
        gone: this.#gone,
        ended: this.#ended,
      });
    }
    this.connection.addEventListener("disconnected", this.#lose);
    this.connection.addEventListener("ready", this.#resume);
    window.addEventListener("keydown", this.#key);
    window.addEventListener("popstate", this.#followAddress);
    window.addEventListener("location-changed", this.#followAddress);
    this.#resume();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.connection.removeEventListener("disconnected", this.#lose);
    this.connection.removeEventListener("ready", this.#resume);
    window.removeEventListener("keydown", this.#key);
    window.removeEventListener("popstate", this.#followAddress);
    window.removeEventListener("location-changed", this.#followAddress);
    void this.#listing?.stop();
    void this.#deletions.stop();
    this.#dismissQuestion();
  }

  override render(): TemplateResult {
    const { texts, account, history } = this;
    const listing = this.#listing;
    const isNothing = !this.away && !this.stale && isEmpty(history ?? account, listing, this.filter);
    return html`
      ${history ? renderOtherHistory(texts, account, history) : this.#protection()}
      ${isNothing ? renderEmpty(texts) : nothing}
      ${
        this.days && !history?.failure
          ? html`<alexa-privacy-graph
              .texts=${texts}
              .days=${this.days}
              .chosen=${this.filter}
              ?plain=${!!history}
              ?narrow=${this.narrow}
              ?hidden=${isNothing}
              @days-chosen=${this.#goToDays}
            ></alexa-privacy-graph>`
          : this.daysFailure
            ? renderFailure(texts, this.daysFailure, this.#loadDays, account.entry_id)
            : nothing
      }
      <div class="card filters" ?hidden=${isNothing}>
        <alexa-privacy-filter
          .connection=${this.connection}
          .entryId=${account.entry_id}
          .texts=${texts}
          .filter=${this.filter}
          .echoes=${account.echoes}
          .persons=${this.#persons}
          ?plain=${!!history}
          ?narrow=${this.narrow}
          @filter=${this.#narrowDown}
          @filter-left=${() => this.list.focusCurrent()}
        ></alexa-privacy-filter>
      </div>
      ${renderDeletions(texts, this.#deletions)}
      <div
        class="card list"
        ?hidden=${isNothing}
        @list-end=${this.#more}
        @row-tick=${this.#tick}
        @day-tick=${this.#tickDay}
        @row-delete=${this.#deleteRow}
      >
        ${renderToolbar(texts, {
          listing,
          ticked: this.#ticks.ids.size,
          ticking: this.#ticks.growing,
          filtered: !isAny(this.filter),
          search: isSearch(this.filter),
          until: this.filter.to,
          exporting: this.exporting !== undefined,
          onUntick: this.#untick,
          onDeleteTicked: this.#deleteTicked,
          onDeleteMatching: this.#deleteMatching,
          onExport: this.#export,
          onCancelExport: this.#cancelExport,
        })}
        <alexa-privacy-list
          .texts=${texts}
          .fetcher=${this.fetcher}
          .entryId=${account.entry_id}
          .rows=${listing?.rows ?? []}
          .ticked=${this.#ticks.ids}
          .leaving=${this.#deletions.leaving}
          .scroller=${this.scroller}
          .listedTo=${listing?.listedTo ?? Infinity}
          ?busy=${listing?.loading ?? true}
          ?done=${listing?.done ?? false}
          ?plain=${!!history}
          ?narrow=${this.narrow}
        ></alexa-privacy-list>
        ${listing?.error && !this.away ? renderFailure(texts, listing.error, this.#retry, account.entry_id) : nothing}
        ${listing?.done && !listing.rows.length ? html`<p class="none">${texts.say(isAny(this.filter) ? "graph.empty" : "page.none")}</p>` : nothing}
      </div>
      ${
        this.asked
          ? html`<alexa-privacy-confirm
              .texts=${texts}
              .entryId=${account.entry_id}
              .question=${this.asked.question}
              @confirm-yes=${this.#delete}
              @confirm-no=${this.#dismissQuestion}
              @confirm-export=${this.#exportFirst}
            ></alexa-privacy-confirm>`
          : nothing
      }
    `;
  }

  #protection(): TemplateResult {
    const { texts, account } = this;
    return html`
      <alexa-privacy-first-run
        .connection=${this.connection}
        .texts=${texts}
        .account=${account}
        ?narrow=${this.narrow}
        ?hidden=${!openSteps(account).length}
      ></alexa-privacy-first-run>
      <alexa-privacy-protection
        .texts=${texts}
        .account=${account}
        ?narrow=${this.narrow}
        ?away=${this.away || this.stale}
      ></alexa-privacy-protection>
    `;
  }

  protected override firstUpdated(): void {
    const toolbar = this.renderRoot.querySelector(".toolbar");
    if (toolbar) {
      this.#toolbarSize.observe(toolbar);
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("texts") && !this.#listing) {
      this.#begin();
    }
    if (changed.get("away")) {
      this.#resume();
    }
  }

  // The listing

  #begin(): void {
    const scope = scopeOf(this.filter, this.texts.calendar);
    void this.#listing?.stop();
    this.#ticks = new Ticks(this.texts.calendar);
    this.exporting = undefined;
    const changed = (fresh: readonly Row[]): void => {
      if (listing === this.#listing) {
        this.#listed(listing, fresh);
      }
    };
    const options = { refresh: !this.#listing, search: !!this.filter.words.trim() };
    const listing: Listing = new Listing(this.connection, this.source, scope, changed, options);
    this.#listing = listing;
    void listing.start();
  }

  /** Go on where this page was left or the connection was lost. */
  #resume = (): void => {
    if (this.#listing && !this.#listing.done && !this.#listing.halted) {
      void this.#listing.start();
    }
    this.#deletions.subscribe();
    void this.#loadDays();
  };

  #lose = (): void => {
    this.#listing?.lose();
    this.#deletions.lose();
  };

  #update = (): void => this.requestUpdate();

  #listed(listing: Listing, fresh: readonly Row[] = []): void {
    const persons = new Set([...this.#persons, ...fresh.flatMap((row) => row.persons)]);
    if (persons.size > this.#persons.length) {
      this.#persons = [...persons];
    }
    this.#ticks.grow(listing);
    if (this.exporting && listing.done) {
      saveAs(this.exporting, listing.rows);
      this.exporting = undefined;
    } else if (listing.error) {
      this.exporting = undefined;
      this.#ticks.settle();
      this.#tellIfSignedOut(listing.error);
    } else if (this.exporting || this.#ticks.growing) {
      void listing.more();
    }
    this.requestUpdate();
  }

  /** Look again at how the account is where Amazon was just seen to want another sign-in. */
  #tellIfSignedOut(failure: Failure): void {
    if (isSignedOut(failure) && !this.account.problems.includes("signed_out")) {
      fire(this, "accounts-stale");
    }
  }

  #more(): void {
    // After an error, or once it was stopped, the owner says when to go on.
    if (this.#listing && !this.#listing.error && !this.#listing.halted) {
      void this.#listing.more();
    }
  }

  #retry = (): void => void this.#listing?.more();

  #narrowDown(event: CustomEvent<Filter>): void {
    this.#setFilter(event.detail);
  }

  #setFilter(filter: Filter): void {
    keepInAddress(filter, this.filter);
    this.filter = filter;
    this.#begin();
  }

  /** Show what the address says, after back or forward. */
  #followAddress = (): void => {
    const filter = filterInAddress(this.account);
    if (isAddressOf(this.account, this.history?.key ?? "") && !sameFilter(filter, this.filter)) {
      this.filter = filter;
      this.#begin();
    }
  };

  /** A day that is chosen means that day, not all up to it. */
  #goToDays(event: CustomEvent<Span>): void {
    const { from, to } = event.detail;
    this.#setFilter({ ...this.filter, from, to });
    this.list.showFirst();
  }

  #loadDays = async (): Promise<void> => {
    try {
      this.days = await days(this.connection, this.source);
      this.daysFailure = undefined;
    } catch (error) {
      this.daysFailure = failureOf(error);
    }
  };

  // Ticks

  #tick(event: CustomEvent<Row>): void {
    this.#ticks.toggle(event.detail.id);
    this.requestUpdate();
  }

  #untick = (): void => {
    this.#ticks = new Ticks(this.texts.calendar);
    this.requestUpdate();
  };

  #tickDay(event: CustomEvent<{ day: Day; on: boolean }>): void {
    const { day, on } = event.detail;
    const listing = this.#listing;
    if (listing && on) {
      this.#ticks.tickDay(day);
      this.#ticks.grow(listing);
      // After an error, this is another try.
      void (this.#ticks.growing && listing.more());
      this.requestUpdate();
    } else if (listing) {
      this.#ticks.untickDay(day, listing.rows);
      this.requestUpdate();
    }
  }

  // Deleting

  /** Return whether something can be deleted; otherwise, go to where that is taught or tested. */
  #canDelete(what: "rows" | "matching" | "whole"): boolean {
    const { account, history } = this;
    if (!history) {
      return canDelete(account, what);
    }
    if (!isPrecise(history)) {
      openRequest(account, history);
    }
    return isPrecise(history);
  }

  #deleteRow(event: CustomEvent<Row>): void {
    if (this.#canDelete("rows")) {
      this.asked = askAboutRows(this.texts, [event.detail]);
    }
  }

  #deleteTicked = (): void => {
    const chosen = this.#chosen();
    if (chosen.length && this.#canDelete("rows")) {
      this.asked = askAboutRows(this.texts, chosen);
    }
  };

  #deleteMatching = (): void => {
    if (!this.#canDelete(isAny(this.filter) ? "whole" : "matching")) {
      return;
    }
    this.asked = askAboutMatching(this, this.filter, (counting) => {
      if (this.asked && countingOf(this.asked) === counting) {
        this.asked = { ...this.asked, question: { ...this.asked.question } };
      }
    });
  };

  #dismissQuestion = (): void => {
    void countingOf(this.asked)?.stop();
    this.asked = undefined;
  };

  #delete(): void {
    const target = this.asked?.target;
    this.#dismissQuestion();
    if (!target) {
      return;
    }
    this.#ticks.remove(new Set("ids" in target ? target.ids : []));
    void this.#deletions.begin(target);
    this.list.focusCurrent();
  }

  #gone = (ids: ReadonlySet<string>): void => {
    this.#listing?.remove(ids);
    this.#ticks.remove(ids);
  };

  /** List again what was deleted from, unless all rows that are gone were named, or that would lose ticks. */
  #ended = ({ own, ids, error, receipt }: Deletion): void => {
    const isKnown = own && (error ?? receipt);
    const isListed = isKnown
      ? ids.size && (error ?? receipt?.status === "verified")
      : this.#ticks.ids.size || this.exporting;
    if (!isListed) {
      this.#begin();
    }
    void this.#loadDays();
    fire(this, "accounts-stale");
  };

  // Exporting

  #export = (format: Format): void => {
    const chosen = this.#chosen();
    if (chosen.length) {
      saveAs(format, chosen);
    } else if (this.#listing) {
      this.exporting = format;
      this.#listed(this.#listing);
    }
  };

  #cancelExport = (): void => {
    this.exporting = undefined;
  };

  #exportFirst(): void {
    const target = this.asked?.target;
    this.#dismissQuestion();
    if (target && "ids" in target) {
      saveAs("json", this.#rows(new Set(target.ids)));
    } else {
      this.#export("json");
    }
  }

  #chosen(): Row[] {
    return this.#rows(this.#ticks.ids);
  }

  #rows(ids: ReadonlySet<string>): Row[] {
    return (this.#listing?.rows ?? []).filter((row) => ids.has(row.id));
  }

  #key = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0] as HTMLElement;
    if (event.key === "/" && !target.matches("input, select, textarea")) {
      event.preventDefault();
      this.filterBar.focus();
    }
  };
}

customElements.define("alexa-privacy-account", AccountPage);
