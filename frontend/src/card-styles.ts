/** How the card looks: as Home Assistant's own cards do, in whatever room it is given. */

import { css } from "lit";

export const cardStyles = css`
  :host {
    display: block;
    height: 100%;
  }
  ha-card {
    display: block;
    height: 100%;
    overflow: hidden auto;
  }
  .content {
    container-type: inline-size;
    min-height: 100%;
  }
  .inside {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 12px;
  }
  button.plain {
    display: grid;
    min-height: 0;
    padding: 4px;
    border-radius: 8px;
    color: inherit;
    font-weight: inherit;
    text-align: start;
    justify-items: start;
    gap: 0;
  }
  button.head {
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 0 10px;
  }
  .shape {
    display: grid;
    grid-row: span 2;
    width: 36px;
    height: 36px;
    place-items: center;
    border-radius: 50%;
    background: color-mix(in srgb, currentColor 20%, transparent);
    color: var(--secondary-text-color);
  }
  .good .shape {
    color: var(--success-color);
  }
  .problem .shape,
  .problem .state {
    color: var(--danger-text);
  }
  .title {
    overflow-wrap: anywhere;
    font-weight: 500;
  }
  .state {
    grid-column: 2;
    font-size: 0.9em;
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px 16px;
  }
  .number {
    font-size: 1.7em;
    line-height: 1.2;
  }
  figure {
    flex: 1 1 120px;
    min-width: 0;
    margin: 0;
    padding: 4px;
  }
  figure svg {
    display: block;
    width: 100%;
    height: 41px;
    overflow: visible;
  }
  .counted {
    stroke: var(--divider-color);
    vector-effect: non-scaling-stroke;
  }
  .all {
    fill: var(--primary-color);
  }
  .unintended {
    fill: var(--warning-color);
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 16px;
    margin: 0;
    padding: 0 4px;
  }
  dt {
    color: var(--secondary-text-color);
  }
  /* At the card's edge, whichever way its text is written. */
  :host(:dir(rtl)) dl dd {
    unicode-bidi: isolate;
  }
  dd {
    margin: 0;
    text-align: end;
    overflow-wrap: anywhere;
  }
  p {
    margin: 0;
    padding: 0 4px;
    overflow-wrap: anywhere;
  }
  p.bad {
    color: var(--danger-text);
  }
  p:empty {
    display: none;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .buttons button {
    flex: 1 1 auto;
  }
  @container (max-width: 260px) {
    dl {
      grid-template-columns: 1fr;
    }
    dd {
      margin-bottom: 4px;
      text-align: start;
    }
  }
`;
