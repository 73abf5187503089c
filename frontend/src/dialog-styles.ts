/** How a question looks. */

import { css } from "lit";

export const dialogStyles = css`
  dialog {
    width: min(480px, calc(100vw - 32px));
    border: none;
    border-radius: var(--ha-dialog-border-radius, 24px);
    padding: 24px;
    background: var(--card-background-color);
    color: inherit;
    font: inherit;
    box-shadow: 0 8px 32px rgb(0 0 0 / 40%);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  dialog h2 {
    margin: 0 0 12px;
    font-size: 1.4em;
    font-weight: 500;
  }
  dialog p {
    margin: 0 0 12px;
    padding: 0;
    overflow-wrap: anywhere;
  }
  dialog .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 8px;
    margin-top: 20px;
  }
`;
