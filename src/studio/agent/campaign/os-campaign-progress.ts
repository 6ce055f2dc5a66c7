import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { cross, square } from '../../icons.ts';
import { progressNote, progressNoteStyles } from '../../progress-note.ts';
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
    const isRun = what === 'run';
    return progressNote({
      words: stopping ? (isRun ? 'Pausing' : 'Stopping') : words,
      share: progressShare(what, progress),
      label: words,
      detail: people,
      stop: isRun ? html`${square}Pause` : html`${cross}Cancel`,
      stopping,
      onStop: () => campaignWish(this, 'stop', undefined),
    });
  }

  static override styles = [sharedStyles, progressNoteStyles];
}
