/** How one recording looks in the list. */

import { css, html, nothing, type TemplateResult } from "lit";
import { audioPath, type Row } from "./api";
import { fire, type Hass } from "./hass";
import { iconButton } from "./icons";
import "./player";
import type { Texts } from "./texts";

export interface RowView {
  row: Row;
  texts: Texts;
  entryId: string;
  fetcher: Hass["fetchWithAuth"];
  ticked: boolean;
  /** Whether there is nothing to be read, played or opened. */
  plain: boolean;
  open: boolean;
  /** Whether its buttons are reached with the tab key. */
  current: boolean;
  /** Whether it is being deleted. */
  leaving: boolean;
}

export const rowStyles = css`
  .row {
    display: grid;
    grid-template: "tick time who words kind acts" var(--row) / 28px 5em 12em 1fr auto auto;
    align-items: center;
    gap: 0 12px;
    padding-inline: 16px 8px;
    border-top: 1px solid var(--divider-color);
  }
  .row > input {
    grid-area: tick;
  }
  .row.leaving > *:not(.state) {
    opacity: 0.45;
  }
  .row.ticked {
    background: color-mix(in srgb, var(--primary-color) 8%, transparent);
  }
  .time {
    grid-area: time;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .who {
    grid-area: who;
  }
  .summary {
    grid-area: words;
    display: block;
    min-width: 0;
    /* Its words stand where a row's other text does, and not at the edge of what is highlighted. */
    margin-inline: -9px;
    padding: 0 8px;
    border-radius: 4px;
    color: inherit;
    font-weight: inherit;
    text-align: start;
  }
  .summary > * {
    display: block;
  }
  .who > *,
  .summary > * {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .kind {
    grid-area: kind;
    padding: 1px 10px;
    border-radius: 10px;
    background: var(--secondary-background-color);
    color: var(--primary-text-color);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .kind.unintended {
    background: color-mix(in srgb, var(--warning-color) 25%, transparent);
  }
  .acts {
    grid-area: acts;
    display: flex;
  }
  .open .summary {
    font-weight: 500;
  }
  .row.open {
    grid-template: "tick words kind acts" var(--row) / 28px 1fr auto auto;
  }
  .details {
    grid-column: 1 / -1;
    padding: 0 0 16px;
  }
  :host(:not([narrow])) .details {
    grid-column-start: 2;
  }
  .details p {
    margin: 0 0 12px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    max-height: 40vh;
    overflow-y: auto;
  }
  .details h3 {
    margin: 0;
    font: inherit;
    color: var(--secondary-text-color);
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 32px;
    margin: 0 0 12px;
  }
  dt {
    color: var(--secondary-text-color);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  :host([narrow]) .row {
    grid-template:
      "tick time kind acts" 2.2em
      "tick words words acts" 3em
      "tick who who acts" 2.2em / 28px auto minmax(0, 1fr) auto;
    column-gap: 8px;
  }
  :host([narrow]) .row.open {
    grid-template: "tick words words acts" minmax(4.4em, auto) / 28px 1fr auto auto;
  }
  :host([narrow]) .open .summary > * {
    white-space: normal;
  }
  :host([plain]) .row {
    grid-template: "tick time who kind acts" var(--row) / 28px 5em 1fr auto auto;
  }
  :host([narrow]) .kind {
    justify-self: end;
    max-width: 100%;
  }
  :host([narrow]) .who {
    display: flex;
    gap: 8px;
    min-width: 0;
  }
`;

/** Draw a recording; texts of Amazon's are only ever put in as text. */
export function renderRow(view: RowView): TemplateResult {
  const { row, texts, ticked, plain, open, leaving } = view;
  const time = texts.time(row.time);
  return html`
    <input
      type="checkbox"
      .checked=${ticked}
      ?disabled=${leaving}
      tabindex=${reached(view)}
      aria-label=${texts.say("row.tick", { time })}
      @click=${(event: Event) => fire(event.target as HTMLElement, "row-tick", row)}
    />
    ${open ? nothing : renderWho(view, time)} ${plain ? nothing : renderSummary(view)}
    ${(open || plain) && !leaving ? nothing : html`<span class="kind ${row.kind}">${leaving ? texts.say("row.leaving") : texts.say(`kind.${row.kind}`)}</span>`}
    <div class="acts">${renderActs(view)}</div>
    ${open ? renderDetails(view) : nothing}
  `;
}

function renderSummary(view: RowView): TemplateResult {
  const { row, texts, open } = view;
  return html`<button
    class="summary"
    aria-expanded=${open ? "true" : "false"}
    tabindex=${reached(view)}
    @click=${(event: Event) => fire(event.target as HTMLElement, "row-open", row)}
  >
    ${open ? html`<span>${texts.exactMoment(row.time)}</span>` : renderWords(view)}
  </button>`;
}

function renderWho({ row, texts, plain }: RowView, time: string): TemplateResult {
  return html`
    <span class="time">${time}</span>
    <div class="who">
      <div dir="auto">${row.device ?? (plain ? "" : texts.say("row.no_device"))}</div>
      <div dir="auto" class="pale">${row.persons.join(", ")}</div>
    </div>
  `;
}

function renderWords({ row, texts }: RowView): TemplateResult {
  return html`
    <span dir="auto" class=${row.said ? "" : "pale"}>${row.said || texts.say("row.no_words")}</span>
    <span dir="auto" class="pale">${row.replied}</span>
  `;
}

function renderActs(view: RowView): TemplateResult {
  const { row, texts } = view;
  const tabindex = reached(view);
  const time = texts.time(row.time);
  const play = row.audio ? texts.say("row.play_time", { time }) : texts.say("row.audio_none");
  const erase = texts.say("row.delete_time", { time });
  return html`
    ${
      view.plain
        ? nothing
        : iconButton("play", play, ({ target }) => fire(target as HTMLElement, "row-play", row), {
            tabindex,
            disabled: !row.audio,
          })
    }
    ${iconButton("delete", erase, ({ target }) => fire(target as HTMLElement, "row-delete", row), {
      tabindex,
      disabled: view.leaving,
    })}
  `;
}

/** What the closed row does not show, or not whole. */
function renderDetails(view: RowView): TemplateResult {
  const { row, texts } = view;
  const facts = [
    [texts.say("filter.echo"), row.device ?? texts.say("row.no_device")],
    [texts.say("filter.person"), row.persons.join(", ") || texts.say("row.no_person")],
    [texts.say("filter.kind"), texts.say(`kind.${row.kind}`)],
  ];
  return html`
    <div class="details">
      <h3>${texts.say("row.said")}</h3>
      <p dir="auto" tabindex="0">${row.said || texts.say("row.no_words")}</p>
      <h3>${texts.say("row.replied")}</h3>
      <p dir="auto" tabindex="0">${row.replied || texts.say("row.no_reply")}</p>
      <dl>
        ${facts.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd dir="auto">${value}</dd>
            </div>`,
        )}
      </dl>
      ${
        row.audio
          ? html`<alexa-privacy-player
              .texts=${texts}
              .fetcher=${view.fetcher}
              path=${audioPath(view.entryId, row.id)}
              name=${`alexa-${new Date(row.time).toISOString().slice(0, 19).replaceAll(":", "-")}.wav`}
            ></alexa-privacy-player>`
          : html`<span class="pale">${texts.say("row.audio_none")}</span>`
      }
    </div>
  `;
}

function reached(view: RowView): 0 | -1 {
  return view.current ? 0 : -1;
}
