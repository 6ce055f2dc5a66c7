import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { cross, square } from '../../icons.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { number } from '../agent-words.ts';
import { campaignWish } from './campaign-events.ts';
import type { Working } from './campaign-view.ts';
import { progressShare, progressWords } from './campaign-words.ts';

/** How far a long piece of work has come, and the button that ends it. */
export class OsCampaignProgress extends LitElement {
  @property({ attribute: false }) working: Working | undefined;

  override render() {
    const { working } = this;
    if (working === undefined) return nothing;
    const { progress, stopping, what } = working;
    const words = progress === undefined ? 'Getting ready' : progressWords[progress.stage];
    const people =
      progress?.done === undefined || progress.of === undefined
        ? ''
        : `${number(progress.done)} of ${number(progress.of)} people`;
    const stop = what === 'run' ? 'Pause' : 'Cancel';
    return html`
      <div class="note">
        <p role="status">${stopping ? (what === 'run' ? 'Pausing…' : 'Stopping…') : `${words}…`}</p>
        <progress max="1" .value=${progressShare(what, progress)} aria-label=${words}></progress>
        <div class="head">
          <p class="soft small">${people}</p>
          <button type="button" ?disabled=${stopping} @click=${() => campaignWish(this, 'stop', undefined)}>
            ${what === 'run' ? square : cross}${stop}
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
