import { css, html } from 'lit';

interface ProgressNote {
  /** What goes on, read out whenever it changes. */
  readonly words: string;
  /** From 0 to 1. */
  readonly share: number;
  /** What the bar is called. */
  readonly label: string;
  readonly detail: string;
  /** What the button says that ends it. */
  readonly stop: unknown;
  readonly stopping: boolean;
  readonly onStop: () => void;
}

/** How far a long piece of work has come, and the button that ends it. */
export function progressNote({ words, share, label, detail, stop, stopping, onStop }: ProgressNote) {
  return html`
    <div class="note">
      <p role="status">${words}…</p>
      <progress max="1" .value=${share} aria-label=${label}></progress>
      <div class="head">
        <p class="soft small">${detail}</p>
        <button type="button" ?disabled=${stopping} @click=${onStop}>${stop}</button>
      </div>
    </div>
  `;
}

export const progressNoteStyles = css`
  .note {
    display: grid;
    gap: 0.625rem;
  }
`;
