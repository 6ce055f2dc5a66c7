import { html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { sharedStyles } from '../../shared-styles.ts';
import { campaignWish } from './campaign-events.ts';
import { campaignStyles } from './campaign-styles.ts';
import type { CampaignView } from './campaign-view.ts';

/** What stands at a step that needs a finished run, while there is none. */
export class OsNoRun extends LitElement {
  @property({ attribute: false }) run: CampaignView['run'];
  /** What the step does, in a sentence. */
  @property() what = '';

  override render() {
    const begun = this.run !== undefined && this.run.status !== 'finished' && this.run.status !== 'cancelled';
    return html`
      <p>${this.what} ${begun ? 'The run is not done yet.' : 'There is no run yet.'}</p>
      <div class="row">
        <button class="primary" type="button" @click=${() => campaignWish(this, 'go-to', { step: 'run' })}>
          ${begun ? 'Go on with the run' : 'To the run'}
        </button>
      </div>
    `;
  }

  static override styles = [sharedStyles, campaignStyles];
}
