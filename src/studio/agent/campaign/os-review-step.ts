import { html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ListedOffer } from '../../../service/agent-campaign-contract.ts';
import { cross, pen, tick } from '../../icons.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { plural } from '../../words.ts';
import { number } from '../agent-words.ts';
import { campaignWish } from './campaign-events.ts';
import { campaignStyles } from './campaign-styles.ts';
import { type CampaignView, initialCampaignView, type Reviewing } from './campaign-view.ts';
import { reviewWords } from './campaign-words.ts';
import { reviewStyles } from './review-styles.ts';

const states = ['waiting', 'approved', 'refused', 'sent'] as const;

/** A yes, a no or other words for every offer, one by one with keys or many by a rule. */
export class OsReviewStep extends LitElement {
  @property({ attribute: false }) view: CampaignView = initialCampaignView;
  /** The offer whose words are being changed. */
  @state() private editing: string | undefined;
  #before: { readonly status: string | undefined; readonly found: number } | undefined;

  constructor() {
    super();
    this.addEventListener('keydown', this.#onKey);
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const at = this.#offer?.offerId;
    if (changed.has('view') && this.editing !== undefined && this.editing !== at) this.editing = undefined;
  }

  override updated(): void {
    const { status, page } = this.view.reviewing ?? {};
    const before = this.#before;
    this.#before = page && { status, found: page.found };
    // With the last offer the button that was pressed is gone; reading goes on at the heading.
    if (page?.found === 0 && before?.status === status && (before?.found ?? 0) > 0)
      this.renderRoot.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
  }

  override render() {
    const { run, reviewing, problems } = this.view;
    return html`
      <h3 tabindex="-1">Say yes or no</h3>
      ${
        run?.status !== 'finished'
          ? html`<os-no-run .run=${run} what="Here you approve, change or refuse each offer before anything goes out."></os-no-run>`
          : html`
              <p>Only what you approve can be taken out. Go through them one by one, or approve many by a rule.</p>
              <os-campaign-problem .place=${'review'} .problem=${problems.review}></os-campaign-problem>
              <div class="chips" role="group" aria-label="Which offers are shown">
                ${states.map(
                  (status) => html`
                    <button type="button" class="pick" aria-pressed=${status === reviewing?.status ? 'true' : 'false'} @click=${() => campaignWish(this, 'list-review', { status })}>
                      ${reviewWords[status]} <strong>${number(run.review[status])}</strong>
                    </button>
                  `,
                )}
              </div>
              ${reviewing === undefined ? html`<p class="soft">Fetching the offers…</p>` : this.#reviewing(reviewing)}
              <div class="row onward">
                <button class=${run.review.waiting === 0 ? 'primary' : ''} type="button" @click=${() => campaignWish(this, 'go-to', { step: 'take-out' })}>
                  Next: take out what is approved
                </button>
                ${run.review.waiting === 0 ? nothing : html`<span class="soft small">${plural(run.review.waiting, 'offer')} still waiting. What is not approved stays here.</span>`}
              </div>
            `
      }
    `;
  }

  #reviewing(reviewing: Reviewing) {
    const { page, at, status } = reviewing;
    if (page.found === 0) {
      return html`<p class="note">${status === 'waiting' ? 'Every offer has its yes or no.' : `No offer is ${reviewWords[status].toLowerCase()}.`}</p>`;
    }
    const offer = page.offers[at];
    return html`
      ${
        status === 'waiting'
          ? html`<os-review-rule .choices=${this.view.choices} .counted=${reviewing.counted} .waiting=${page.found}></os-review-rule>`
          : nothing
      }
      ${offer === undefined ? nothing : this.#card(reviewing, offer)}
    `;
  }

  #card({ page, at, status, details }: Reviewing, offer: ListedOffer) {
    const { currency = '' } = this.view.run ?? {};
    const waiting = status === 'waiting';
    return html`
      <div class="card" role="group" aria-label=${`Offer to ${offer.name ?? offer.customerId}`}>
        <div class="head">
          <h4>${offer.name ?? offer.customerId} <span class="soft small">${offer.segment}</span></h4>
          <div class="row">
            <span class="soft small">${number(at + 1)} of ${number(page.found)}</span>
            <button class="quiet" type="button" ?disabled=${at === 0} @click=${() => this.#look(at - 1)}>Previous</button>
            <button class="quiet" type="button" ?disabled=${at >= page.offers.length - 1} @click=${() => this.#look(at + 1)}>Next</button>
          </div>
        </div>
        ${
          details?.offerId === offer.offerId
            ? html`<os-campaign-person .offer=${details} .currency=${currency}></os-campaign-person>`
            : html`<p class="soft">“${offer.shown ?? offer.text}”</p>`
        }
        ${this.editing === offer.offerId ? this.#editor(offer) : nothing}
        <div class="row bar">
          ${
            waiting
              ? html`<button class="primary" type="button" @click=${() => this.#approve(offer)}>${tick}Approve</button>`
              : nothing
          }
          ${
            waiting && offer.gets === 'reward'
              ? html`<button type="button" @click=${() => this.#edit(offer)}>${pen}Change<span class="longer"> the words</span></button>`
              : nothing
          }
          ${
            waiting || status === 'approved'
              ? html`<button class="danger" type="button" @click=${() => this.#refuse(offer)}>${cross}Refuse</button>`
              : nothing
          }
          ${waiting ? html`<span class="soft small keys">Keys: <kbd>A</kbd> approve, <kbd>R</kbd> refuse, <kbd>E</kbd> change, <kbd>J</kbd> and <kbd>K</kbd> next and previous</span>` : nothing}
        </div>
      </div>
    `;
  }

  #editor({ offerId, text }: ListedOffer) {
    return html`
      <form class="block" @submit=${(event: SubmitEvent) => this.#onWords(event, offerId)}>
        <label class="field">
          Other words
          <textarea name="words" rows="3" .value=${text ?? ''}></textarea>
          <span class="soft small">{name} stands for the person’s name. Numbers must be those of the reward; every rule looks at the words again.</span>
        </label>
        <os-campaign-problem .place=${'edit'} .problem=${this.view.problems.edit}></os-campaign-problem>
        <div class="row">
          <button class="primary" type="submit">Use these words</button>
          <button
            type="button"
            @click=${() => {
              this.editing = undefined;
            }}
          >
            Leave them as they are
          </button>
        </div>
      </form>
    `;
  }

  get #offer(): ListedOffer | undefined {
    const { reviewing } = this.view;
    return reviewing?.page.offers[reviewing.at];
  }

  #look(at: number): void {
    campaignWish(this, 'look-at', { at });
  }

  #approve({ offerId }: ListedOffer): void {
    campaignWish(this, 'approve', { select: { ids: [offerId] } });
  }

  #refuse({ offerId }: ListedOffer): void {
    campaignWish(this, 'refuse', { select: { ids: [offerId] } });
  }

  async #edit({ offerId }: ListedOffer): Promise<void> {
    this.editing = offerId;
    await this.updateComplete;
    this.renderRoot.querySelector('textarea')?.focus();
  }

  #onWords(event: SubmitEvent, offerId: string): void {
    event.preventDefault();
    const text = this.renderRoot.querySelector('textarea')?.value.trim() ?? '';
    if (text !== '') campaignWish(this, 'edit', { offerId, text });
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { reviewing } = this.view;
    const offer = this.#offer;
    const [from] = event.composedPath();
    const inField = from instanceof Element && from.matches('input, select, textarea');
    if (inField || event.ctrlKey || event.metaKey || event.altKey || reviewing === undefined) return;
    const waiting = reviewing.status === 'waiting';
    const keys: Readonly<Record<string, (() => void) | undefined>> = {
      a: waiting ? () => offer && this.#approve(offer) : undefined,
      r: waiting ? () => offer && this.#refuse(offer) : undefined,
      e: waiting && offer?.gets === 'reward' ? () => void this.#edit(offer) : undefined,
      j: () => this.#look(reviewing.at + 1),
      k: () => this.#look(reviewing.at - 1),
    };
    const act = keys[event.key.toLowerCase()];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  static override styles = [sharedStyles, campaignStyles, reviewStyles];
}
