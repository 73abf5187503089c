/** What all elements share: Home Assistant's colours and plain controls. */

import { css } from "lit";

export const shared = css`
  :host {
    /* A theme's colours are for areas; as text they need more contrast, and its own text has the most. */
    --accent-text: color-mix(in srgb, var(--primary-color) 70%, var(--primary-text-color));
    --danger-text: color-mix(in srgb, var(--error-color) 75%, var(--primary-text-color));
    color: var(--primary-text-color);
    font-size: var(--ha-font-size-m, 14px);
    line-height: 1.4;
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  /* What there is no translation of is English, and is written from left to right there too. */
  :host(:dir(rtl)) {
    text-align: right;
  }
  :host(:dir(rtl)) :is(h1, h2, h3, p, span, li, dd) {
    unicode-bidi: plaintext;
  }
  .icon {
    width: 1.5em;
    height: 1.5em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .card {
    background: var(--card-background-color);
    border: 1px solid var(--ha-card-border-color, var(--divider-color));
    border-radius: var(--ha-card-border-radius, 12px);
    padding: 12px 16px;
  }
  .pale {
    color: var(--secondary-text-color);
  }
  button,
  a.button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 36px;
    padding: 0 12px;
    border: 1px solid transparent;
    border-radius: 18px;
    background: none;
    color: var(--accent-text);
    font: inherit;
    font-weight: 500;
    text-decoration: none;
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: color-mix(in srgb, currentColor 10%, transparent);
  }
  button:disabled {
    color: var(--disabled-text-color);
    cursor: default;
  }
  button.round {
    width: 40px;
    min-height: 40px;
    padding: 0;
    border-radius: 50%;
    color: inherit;
  }
  button.outlined,
  a.outlined {
    border-color: var(--divider-color);
  }
  button.filled:not(:disabled) {
    background: color-mix(in srgb, var(--primary-color) 65%, #000);
    color: #fff;
  }
  button.danger:not(:disabled) {
    color: var(--danger-text);
  }
  button.danger.filled:not(:disabled) {
    background: color-mix(in srgb, var(--error-color) 80%, #000);
    color: #fff;
  }
  :focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  input:not([type="checkbox"]),
  .control {
    min-height: 40px;
    width: 100%;
    padding: 0 10px;
    border: 1px solid var(--input-outlined-idle-border-color, var(--divider-color));
    border-radius: 8px;
    background: var(--card-background-color);
    color: inherit;
    font: inherit;
  }
  input[type="checkbox"] {
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--primary-color);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
