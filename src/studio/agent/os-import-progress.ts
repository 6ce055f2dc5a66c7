import { css, html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { cross } from '../icons.ts';
import { sharedStyles } from '../shared-styles.ts';
import { wish } from './agent-events.ts';
import type { Importing } from './agent-view.ts';
import { number, stageShares, stageWords } from './agent-words.ts';

/** How far an import is, and the way to stop it. */
export class OsImportProgress extends LitElement {
  @property({ attribute: false }) importing: Importing | undefined;

  override render() {
    const { importing } = this;
    const stage = importing?.progress?.stage ?? 'reading';
    const { share = 0, file, lines } = importing?.progress ?? {};
    const [from, to] = stageShares[stage];
    const done = from + (to - from) * share;
    const detail = file === undefined || lines === undefined ? '' : `: ${file}, ${number(lines)} lines`;
    return html`
      <div class="note">
        <p role="status">${importing?.stopping ? 'Stopping…' : `${stageWords[stage]}…`}</p>
        <progress max="1" .value=${done} aria-label="Import"></progress>
        <div class="head">
          <p class="soft small">${`${stageWords[stage]}${detail}`}</p>
          <button type="button" ?disabled=${importing?.stopping === true} @click=${() => wish(this, 'cancel-import', undefined)}>
            ${cross}Cancel
          </button>
        </div>
      </div>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      .note {
        display: grid;
        gap: 0.625rem;
      }
    `,
  ];
}
