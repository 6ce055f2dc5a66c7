import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { tick } from '../../icons.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { campaignWish } from './campaign-events.ts';
import { type CampaignStep, campaignSteps, stepTitles } from './campaign-view.ts';

/** Where one is on the way from rewards to results; every step can be gone to at any time. */
export class OsCampaignSteps extends LitElement {
  @property() current: CampaignStep = 'rewards';
  @property({ attribute: false }) done: ReadonlySet<CampaignStep> = new Set();

  override render() {
    return html`
      <nav aria-label="Steps of the campaign">
        <ol>
          ${campaignSteps.map(
            (step, i) => html`
              <li class=${this.done.has(step) ? 'done' : ''}>
                <button
                  type="button"
                  aria-current=${step === this.current ? 'step' : 'false'}
                  @click=${() => campaignWish(this, 'go-to', { step })}
                >
                  <span class="dot" aria-hidden="true">${this.done.has(step) ? tick : i + 1}</span>
                  <span>${stepTitles[step]}${this.done.has(step) ? html`<span class="hidden-words"> (done)</span>` : nothing}</span>
                </button>
              </li>
            `,
          )}
        </ol>
      </nav>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      ol {
        display: grid;
        grid-template-columns: repeat(8, minmax(0, 1fr));
        counter-reset: step;
      }

      li {
        position: relative;
      }

      li:not(:first-child)::before {
        content: '';
        position: absolute;
        top: 1.375rem;
        right: calc(50% + 1.375rem);
        left: calc(-50% + 1.375rem);
        height: 2px;
        background: var(--line);
      }

      li.done + li::before {
        background: var(--blue);
      }

      button {
        display: grid;
        justify-items: center;
        align-content: start;
        gap: 0.375rem;
        width: 100%;
        height: 100%;
        padding: 0.375rem 0.125rem;
        border: 0;
        border-radius: 10px;
        background: none;
        font-size: 0.9375rem;
        font-weight: 600;
        color: var(--text-soft);
      }

      .dot {
        display: grid;
        place-items: center;
        width: 2rem;
        height: 2rem;
        border: 2px solid var(--edge);
        border-radius: 50%;
        background: var(--sheet);
        color: var(--text-soft);
      }

      .done .dot {
        border-color: var(--blue);
        background: var(--blue-wash);
        color: var(--blue);
      }

      [aria-current='step'] {
        color: var(--text);
      }

      [aria-current='step'] .dot {
        border-color: var(--blue);
        background: var(--blue);
        color: var(--on-blue);
      }

      @media (max-width: 760px) {
        ol {
          grid-template-columns: repeat(4, minmax(0, 1fr));
          row-gap: 0.5rem;
        }

        li:nth-child(5)::before {
          display: none;
        }

        button {
          font-size: 0.875rem;
        }
      }
    `,
  ];
}
