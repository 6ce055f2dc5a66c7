import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Offer, ScoredOffer } from '../domain/offer.ts';
import type { HistoryEntry } from '../service/contract.ts';
import { emit } from './events.ts';
import { ringPath, sealRings } from './guilloche.ts';
import { square } from './icons.ts';
import { OsOffer } from './os-offer.ts';
import { offerListStyles } from './os-offer-list-styles.ts';
import { sharedStyles } from './shared-styles.ts';
import { type Batch, isStored, verdictOf, type Writing } from './studio-view.ts';
import type { Problem } from './view-store.ts';
import { plural, ruleName, versionName } from './words.ts';

/** Milliseconds after writing has ended in which a click was still meant for Stop. */
const lateStop = 500;

/** The round on the table: offers appearing word by word, then to be judged; the refused ones folded away. */
export class OsOfferList extends LitElement {
  @property({ attribute: false }) writing: Writing | undefined;
  @property({ attribute: false }) batch: Batch | undefined;
  @property({ attribute: false }) history: readonly HistoryEntry[] = [];
  @property({ attribute: false }) problem: Problem | undefined;
  /** The person's name, for the heading. */
  @property() name = '';
  /** False while the writer is not ready or learns. */
  @property({ type: Boolean }) ready = false;
  /** A graphics processor compiles what it runs, which takes time once. */
  @property({ type: Boolean }) graphics = false;
  #endedAt = Number.NEGATIVE_INFINITY;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const ended = changed.get('writing') !== undefined && this.writing === undefined;
    if (ended) this.#endedAt = performance.now();
  }

  override render() {
    const { writing, batch } = this;
    const empty = writing === undefined && batch === undefined;
    return html`
      <section aria-labelledby="title" @keydown=${this.#onKey}>
        <div class="head">
          <h2 id="title" class="numbered"><span class="step" aria-hidden="true">2</span>Offers${this.name === '' || empty ? '' : ` for ${this.name}`}</h2>
          ${this.#action()}
        </div>
        <os-problem .place=${'offers'} .problem=${this.problem}></os-problem>
        ${writing !== undefined ? this.#drafts(writing) : batch !== undefined ? this.#offers(batch) : this.#blank()}
      </section>
    `;
  }

  /** One button for both, so that the keyboard does not lose its place when the writing ends. */
  #action() {
    const { writing, batch } = this;
    if (writing === undefined && batch === undefined) return nothing;
    const can = writing === undefined ? this.ready : !writing.stopping;
    const label = writing === undefined ? 'Write more' : writing.stopping ? 'Stopping…' : 'Stop';
    return html`
      <button
        type="button"
        aria-disabled=${can ? 'false' : 'true'}
        @click=${(event: MouseEvent) => can && this.#press(event)}
      >
        ${writing === undefined ? nothing : square}${label}
      </button>
    `;
  }

  /** What the button says may change under the pointer, so a click counts only for words that could be read. */
  #press({ detail }: MouseEvent): void {
    if (this.writing === undefined) {
      if (performance.now() - this.#endedAt >= lateStop) emit(this, 'os-write', undefined);
      return;
    }
    // The second half of a double click on "Write more".
    if (detail < 2) emit(this, 'os-stop-writing', undefined);
  }

  #blank() {
    return html`
      <div class="blank">
        ${ghost} ${ghost}
        <p class="soft">Choose a person and press <strong>Write offers</strong>. They appear here, word by word.</p>
      </div>
    `;
  }

  #drafts(writing: Writing) {
    const { drafts, round } = writing;
    const notes = this.#draftNotes(writing).join(' ');
    return html`
      ${notes === '' ? nothing : html`<p class="order soft small">${notes}</p>`}
      <ol class="cards" aria-busy="true">
        ${drafts.map(
          (text, index) => html`<li>
            <os-offer writing .text=${text} .serial=${serial(round, index)} .score=${undefined}></os-offer>
          </li>`,
        )}
      </ol>
    `;
  }

  #draftNotes({ drafts, round, pool, again }: Writing): readonly string[] {
    const waiting = drafts.every((text) => text === '');
    return [
      ...(again ? [`Round ${round} is being written again, to show what learning has changed.`] : []),
      ...(pool > drafts.length
        ? [`Drafting ${pool} offers, ${drafts.length} of them here. The best ${drafts.length} stay.`]
        : []),
      ...(waiting && this.graphics ? ['The first time takes longer on a graphics processor.'] : []),
    ];
  }

  #offers(batch: Batch) {
    const shown = batch.offers.filter(({ decision }) => decision === 'offer');
    const refused = batch.offers.filter(({ decision }) => decision === 'refuse');
    const open = shown.some((offer) => isStored(offer) && verdictOf(this.history, offer.id) === undefined);
    return html`
      ${
        shown.length === 0
          ? html`<p class="note">The rules refused all ${batch.offers.length} offers of this round. <strong>Write more</strong> to try other words.</p>`
          : html`${shown.length < 2 ? nothing : html`<p class="order soft small">${orderWords(batch)}</p>`}
            <ol class="cards">
              ${repeat(
                shown,
                (_, index) => `${batch.round} ${batch.adapterVersion} ${index}`,
                (offer, index) => html`<li>${this.#offer(offer, batch, index)}</li>`,
              )}
            </ol>`
      }
      <div class="foot">
        ${refused.length === 0 ? nothing : this.#refused(refused)}
        <p class="soft small">
          Fit compares offers: the higher, the more the writer thinks the words suit this person. Written by a machine on
          this device (${versionName(batch.adapterVersion).toLowerCase()}).
          ${open ? html`<span class="keys">Keys: <kbd>A</kbd> accept, <kbd>R</kbd> reject, <kbd>↑</kbd> <kbd>↓</kbd> next offer.</span>` : nothing}
        </p>
      </div>
    `;
  }

  #offer(offer: Offer | ScoredOffer, { round }: Batch, index: number) {
    const id = isStored(offer) ? offer.id : undefined;
    return html`
      <os-offer
        .text=${offer.text}
        .score=${offer.score}
        .offerId=${id}
        .verdict=${id === undefined ? undefined : verdictOf(this.history, id)}
        .serial=${serial(round, index)}
      ></os-offer>
    `;
  }

  #refused(refused: readonly (Offer | ScoredOffer)[]) {
    return html`
      <details>
        <summary>${plural(refused.length, 'offer')} refused by the rules</summary>
        <ul class="refused">
          ${refused.map(
            ({ text, audit }) => html`<li>
              <p>“${text}”</p>
              ${audit.issues.map(
                (issue) =>
                  html`<p class="small"><strong>${ruleName(issue)}.</strong> <span class="soft">${issue.message}</span></p>`,
              )}
            </li>`,
          )}
        </ul>
      </details>
    `;
  }

  /** ↑ and ↓ go from offer to offer; each offer takes its own keys for the verdict. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const offers = [...this.renderRoot.querySelectorAll('os-offer')];
    const here = offers.findIndex((offer) => event.composedPath().includes(offer));
    const next = here < 0 ? undefined : offers[here + step];
    if (!(next instanceof OsOffer)) return;
    event.preventDefault();
    next.focus();
  };

  static override styles = [sharedStyles, offerListStyles];
}

const ghost = html`
  <div class="outline" aria-hidden="true"><svg viewBox="-50 -50 100 100"><path d=${ringPath(sealRings('').outer)} /></svg></div>
`;

/** The order is not that of the fit on the cards alone once something was said. */
function orderWords({ offers }: Batch): string {
  const judged = offers[0]?.audit.judged ?? 0;
  return judged === 0
    ? 'Best first, by fit.'
    : `Best first, by fit and by what was said so far (${plural(judged, 'verdict')}).`;
}

function serial(round: number, index: number): string {
  return `Round ${round} · No. ${index + 1}`;
}
