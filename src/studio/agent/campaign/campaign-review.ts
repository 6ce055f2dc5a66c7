import type { Result } from '../../../domain/result.ts';
import type {
  OfferRule,
  OfferSelection,
  ReviewOutcome,
  ReviewRequest,
} from '../../../service/agent-campaign-contract.ts';
import { settle } from '../../settle.ts';
import { plural } from '../../words.ts';
import type { CampaignContext } from './campaign-context.ts';
import { OFFERS_LISTED } from './campaign-preview.ts';
import type { Reviewing } from './campaign-view.ts';

/** Who says yes or no, in the record. */
const BY = 'the person at this page';

/** Yes, no, or other words, before anything goes out. */
export class CampaignReviews {
  constructor(private readonly context: CampaignContext) {}

  /** Lists the offers of one state, and looks at one of them. */
  async list(status: Reviewing['status'], at = 0): Promise<void> {
    const { store, service } = this.context;
    const { run } = store.view;
    if (run === undefined) return;
    const source = { of: 'run', id: run.id } as const;
    const page = await settle(
      service.offers({ source, search: '', status, offset: 0, count: OFFERS_LISTED }),
    );
    if (!page.ok) return store.fail('review', page.failures, () => this.list(status, at));
    const place = Math.max(0, Math.min(at, page.value.offers.length - 1));
    store.set({ reviewing: { status, page: page.value, at: place, details: undefined, counted: undefined } });
    await this.look(place);
  }

  async look(at: number): Promise<void> {
    const { store, service } = this.context;
    const { run, reviewing } = store.view;
    const offer = reviewing?.page.offers[at];
    if (run === undefined || reviewing === undefined || offer === undefined) return;
    store.solve('edit');
    store.set({ reviewing: { ...reviewing, at } });
    const details = await settle(service.offer({ of: 'run', id: run.id }, offer.customerId));
    const now = store.view.reviewing;
    // Somebody else is looked at meanwhile.
    if (now?.page.offers[now.at]?.customerId !== offer.customerId) return;
    if (!details.ok) return store.fail('review', details.failures, () => this.list(now.status));
    store.set({ reviewing: { ...now, details: details.value } });
  }

  async count(rule: OfferRule): Promise<void> {
    const { store, service } = this.context;
    const { run } = store.view;
    if (run === undefined) return;
    const result = await settle(service.countByRule(run.id, rule));
    const { reviewing } = store.view;
    if (!result.ok) return store.fail('review', result.failures);
    if (reviewing !== undefined) store.set({ reviewing: { ...reviewing, counted: result.value } });
  }

  approve(select: OfferSelection): Promise<void> {
    return this.#judge(select, 'approved', (request) => this.context.service.approveOffers(request));
  }

  refuse(select: OfferSelection): Promise<void> {
    return this.#judge(select, 'refused', (request) => this.context.service.refuseOffers(request));
  }

  async edit(offerId: string, text: string): Promise<void> {
    const { store, service } = this.context;
    const { run, reviewing } = store.view;
    if (run === undefined || reviewing === undefined) return;
    store.solve('edit');
    const result = await settle(service.editOffer(run.id, offerId, text, BY));
    if (!result.ok) return store.fail('edit', result.failures);
    store.set({ message: 'The new words passed every check.' });
    await this.list(reviewing.status, reviewing.at);
  }

  async #judge(
    select: OfferSelection,
    said: 'approved' | 'refused',
    ask: (request: ReviewRequest) => Promise<Result<ReviewOutcome>>,
  ): Promise<void> {
    const { store } = this.context;
    const { run, reviewing } = store.view;
    if (run === undefined || reviewing === undefined) return;
    store.solve('review');
    const result = await settle(ask({ runId: run.id, select, by: BY }));
    if (!result.ok) return store.fail('review', result.failures, () => this.list(reviewing.status));
    const { changed, review } = result.value;
    store.set({ run: { ...run, review }, exported: undefined });
    // The next one has moved to the place of this one.
    await this.list(reviewing.status, reviewing.at);
    store.set({ message: `${plural(changed, 'offer')} ${said}. ${review.waiting} still waiting.` });
  }
}
