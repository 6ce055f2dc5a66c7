import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Verdict } from '../domain/feedback.ts';
import type { HistoryEntry } from '../service/contract.ts';
import { emit } from './events.ts';
import { back, cross, tick } from './icons.ts';
import { sharedStyles } from './shared-styles.ts';
import type { Problem } from './view-store.ts';
import { ruleName, versionName, when } from './words.ts';

type Filter = 'all' | Verdict | 'open' | 'refused';

const filters: readonly { filter: Filter; label: string }[] = [
  { filter: 'all', label: 'All' },
  { filter: 'accepted', label: 'Accepted' },
  { filter: 'rejected', label: 'Rejected' },
  { filter: 'open', label: 'Not judged' },
  { filter: 'refused', label: 'Refused by the rules' },
];

function filterOf({ offer, feedback }: HistoryEntry): Filter {
  if (offer.decision === 'refuse') return 'refused';
  return feedback?.verdict ?? 'open';
}

/** Every offer that was written for the person, newest first, with the verdict and a way to change it. */
export class OsHistory extends LitElement {
  @property({ attribute: false }) history: readonly HistoryEntry[] = [];
  @property({ attribute: false }) problem: Problem | undefined;
  @property() name = '';
  @state() private filter: Filter = 'all';

  override render() {
    return html`
      <p class="soft">
        Everything that was written for ${this.name || 'this person'}, newest first. Each time you press Write is one
        round.
      </p>
      <os-problem .place=${'history'} .problem=${this.problem}></os-problem>
      ${this.history.length === 0 ? html`<p class="note">Nothing has been written yet.</p>` : this.#list()}
    `;
  }

  #list() {
    const shown = this.history
      .filter((entry) => this.filter === 'all' || filterOf(entry) === this.filter)
      .toSorted((a, b) => b.offer.createdAt - a.offer.createdAt);
    return html`
      <div class="row" role="group" aria-label="Show">
        ${filters.map(({ filter, label }) => {
          const count =
            filter === 'all'
              ? this.history.length
              : this.history.filter((entry) => filterOf(entry) === filter).length;
          return html`<button
            class="filter"
            type="button"
            aria-pressed=${this.filter === filter ? 'true' : 'false'}
            @click=${() => {
              this.filter = filter;
            }}
          >
            ${label} <span class="count">${count}</span>
          </button>`;
        })}
      </div>
      <ul class="entries">
        ${repeat(
          shown,
          ({ offer }) => offer.id,
          (entry) => this.#entry(entry),
        )}
      </ul>
      ${shown.length === 0 ? html`<p class="soft">None of this kind.</p>` : nothing}
    `;
  }

  #entry(entry: HistoryEntry) {
    const { offer, feedback } = entry;
    const kind = filterOf(entry);
    return html`
      <li class="entry ${kind}">
        <span class="sign" aria-hidden="true">${kind === 'accepted' ? tick : kind === 'rejected' || kind === 'refused' ? cross : nothing}</span>
        <div>
          <p class="words">${offer.text}</p>
          <p class="soft small">
            <span class="state">${filters.find(({ filter }) => filter === kind)?.label}</span>
            · ${when(feedback?.createdAt ?? offer.createdAt)} · written in round ${offer.audit.seed},
            ${offer.audit.adapterVersion === 0 ? 'before it learned' : `by ${versionName(offer.audit.adapterVersion).toLowerCase()}`}
          </p>
          ${offer.audit.issues.map((issue) => html`<p class="small"><strong>${ruleName(issue)}.</strong> <span class="soft">${issue.message}</span></p>`)}
        </div>
        ${kind === 'refused' ? nothing : this.#actions(entry)}
      </li>
    `;
  }

  #actions({ offer, feedback }: HistoryEntry) {
    const button = (label: string, kind: string, icon: unknown, act: () => void) => html`
      <button class="quiet ${kind}" type="button" aria-label=${`${label}: ${offer.text}`} @click=${act}>
        ${icon}${label}
      </button>
    `;
    if (feedback !== undefined) {
      return button('Take back', '', back, () => emit(this, 'os-take-back', { offerId: offer.id }));
    }
    const judge = (verdict: Verdict) => () => emit(this, 'os-verdict', { offerId: offer.id, verdict });
    return html`
      <div class="judge">
        ${button('Accept', '', tick, judge('accepted'))} ${button('Reject', 'no', cross, judge('rejected'))}
      </div>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: 1rem;
      }

      .filter {
        min-height: 2.25rem;
        padding: 0.25rem 0.875rem;
        font-size: 0.9375rem;
      }

      .filter[aria-pressed='true'] {
        border-color: var(--blue);
        background: var(--blue);
        color: var(--on-blue);
      }

      .count {
        font-weight: 400;
        font-variant-numeric: tabular-nums;
      }

      .entry {
        display: grid;
        grid-template-columns: 2rem minmax(0, 1fr) auto;
        gap: 0.25rem 0.875rem;
        align-items: start;
        padding: 0.875rem 0;
        border-top: 1px solid var(--line);
      }

      .sign {
        display: grid;
        place-items: center;
        width: 2rem;
        height: 2rem;
        border: 2px dashed var(--edge);
        border-radius: 50%;
      }

      .accepted .sign {
        border: 0;
        background: var(--blue);
        color: var(--on-blue);
      }

      .rejected .sign {
        border: 0;
        background: var(--coral-deep);
        color: var(--sheet);
      }

      .refused .sign {
        border: 2px solid var(--coral-deep);
        color: var(--coral-deep);
      }

      .words {
        font: 700 1.0625rem / 1.35 var(--display);
      }

      .rejected .words,
      .refused .words {
        color: var(--text-soft);
      }

      .state {
        font-weight: 600;
        color: var(--text);
      }

      .judge {
        display: flex;
        flex-wrap: wrap;
      }

      .quiet.no {
        color: var(--coral-deep);
      }

      .quiet.no:hover {
        background: var(--coral-wash);
      }

      @media (max-width: 640px) {
        .entry {
          grid-template-columns: 2rem minmax(0, 1fr);
        }

        .entry > :last-child:not(:nth-child(2)) {
          grid-column: 2;
          justify-self: start;
          margin-left: -0.75rem;
        }
      }
    `,
  ];
}
