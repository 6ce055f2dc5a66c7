import { css } from 'lit';

/** What every element of the studio has in common: reset, buttons, notes, tables. Tokens are in page.css. */
export const sharedStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host {
    display: block;
    color: var(--text);
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  fieldset {
    border: 0;
    min-width: 0;
  }

  h2,
  h3,
  h4 {
    font-family: var(--display);
    font-weight: 700;
    line-height: 1.2;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }

  h2 {
    font-size: 1.5rem;
  }

  h3 {
    font-size: 1.1875rem;
  }

  .numbered {
    display: flex;
    align-items: center;
    gap: 0.625rem;
  }

  .step {
    display: grid;
    place-items: center;
    flex: none;
    width: 2rem;
    height: 2rem;
    border-radius: 50%;
    background: var(--blue);
    color: var(--on-blue);
    font-size: 1.0625rem;
  }

  p {
    text-wrap: pretty;
  }

  a {
    color: var(--blue);
  }

  .soft {
    color: var(--text-soft);
  }

  .small {
    font-size: 0.9375rem;
  }

  .mono {
    font-family: var(--mono);
    font-size: 0.8125rem;
  }

  .hidden-words {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  :focus-visible {
    outline: 3px solid var(--blue);
    outline-offset: 2px;
  }

  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-height: 2.75rem;
    padding: 0.5rem 1.125rem;
    border: 1.5px solid var(--edge);
    border-radius: 999px;
    background: var(--sheet);
    color: var(--text);
    font: inherit;
    font-weight: 600;
    line-height: 1.2;
    cursor: pointer;
  }

  button:hover,
  .button:hover {
    border-color: var(--blue);
    background: var(--blue-wash);
  }

  button.primary {
    border-color: var(--blue);
    background: var(--blue);
    color: var(--on-blue);
  }

  button.primary:hover {
    border-color: var(--blue-deep);
    background: var(--blue-deep);
  }

  button.quiet {
    min-height: 2.25rem;
    padding: 0.25rem 0.75rem;
    border-color: transparent;
    background: transparent;
    color: var(--blue);
  }

  button.quiet:hover {
    background: var(--blue-wash);
    color: var(--blue-deep);
  }

  button.danger {
    color: var(--coral-deep);
    border-color: currentcolor;
  }

  button.danger:hover {
    background: var(--coral-wash);
  }

  label.button {
    position: relative;
  }

  label.button:focus-within {
    outline: 3px solid var(--blue);
    outline-offset: 2px;
  }

  button[aria-disabled='true'],
  button[aria-disabled='true']:hover,
  button:disabled,
  button:disabled:hover,
  label.button:has(:disabled) {
    border-color: var(--line);
    background: var(--sheet-2);
    color: var(--text-soft);
    cursor: not-allowed;
  }

  button.quiet:disabled,
  button.quiet:disabled:hover {
    border-color: transparent;
    background: transparent;
  }

  button svg {
    flex: none;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }

  .note {
    padding: 0.875rem 1.125rem;
    border-radius: var(--radius);
    background: var(--blue-wash);
  }

  .note.bad {
    background: var(--coral-wash);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1rem;
  }

  progress {
    display: block;
    width: 100%;
    height: 0.75rem;
    border: 0;
    border-radius: 999px;
    background: var(--blue-wash);
    overflow: hidden;
    appearance: none;
  }

  progress::-webkit-progress-bar {
    background: var(--blue-wash);
  }

  progress::-webkit-progress-value {
    background: var(--blue);
  }

  progress::-moz-progress-bar {
    background: var(--blue);
  }

  details > summary {
    width: fit-content;
    min-height: 1.75rem;
    padding: 0.125rem 0.25rem;
    border-radius: 6px;
    color: var(--blue);
    font-weight: 600;
    cursor: pointer;
  }

  .scroll {
    /* Words for screen readers would else lie outside of it, and widen the page. */
    position: relative;
    overflow-x: auto;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.9375rem;
  }

  th,
  td {
    padding: 0.5rem 0.75rem 0.5rem 0;
    border-bottom: 1px solid var(--line);
    text-align: left;
    vertical-align: top;
  }

  th {
    font-weight: 600;
  }

  td.number,
  th.number {
    text-align: right;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
`;

/** A question, or something to look at, in front of the page. */
export const dialogStyles = css`
  dialog {
    width: min(27rem, calc(100vw - 2rem));
    max-height: calc(100vh - 2rem);
    padding: 1.5rem;
    border: 1px solid var(--line);
    border-radius: 20px;
    background: var(--sheet);
    color: var(--text);
    box-shadow: 0 24px 60px var(--shadow);
    overflow: auto;
  }

  dialog[open] {
    display: grid;
    gap: 0.875rem;
  }

  dialog::backdrop {
    background: rgb(10 12 40 / 55%);
  }
`;

/** A drawing in a figure of its own, with words above or below. */
export const figureStyles = css`
  figure {
    display: grid;
    gap: 0.5rem;
  }

  figure > svg {
    display: block;
    width: 100%;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--sheet-2);
  }
`;
