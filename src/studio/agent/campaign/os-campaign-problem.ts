import { LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { problemNote, problemNoteStyles } from '../../problem-note.ts';
import { sharedStyles } from '../../shared-styles.ts';
import type { Problem } from '../../view-store.ts';
import { campaignWish } from './campaign-events.ts';
import type { CampaignPlace } from './campaign-view.ts';

/** What went wrong at one step of a campaign, and the way out. */
export class OsCampaignProblem extends LitElement {
  @property({ attribute: false }) place: CampaignPlace = 'open';
  @property({ attribute: false }) problem: Problem | undefined;

  override render() {
    if (this.problem === undefined) return nothing;
    return problemNote(
      // Where it stands says already what it is about; paths are for programs.
      { ...this.problem, failures: this.problem.failures.map(({ type, message }) => ({ type, message })) },
      () => campaignWish(this, 'retry', { place: this.place }),
      () => campaignWish(this, 'dismiss', { place: this.place }),
    );
  }

  static override styles = [sharedStyles, problemNoteStyles];
}
