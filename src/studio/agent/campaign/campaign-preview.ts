import type { OfferSource } from '../../../service/agent-campaign-contract.ts';
import { settle, wasCancelled } from '../../settle.ts';
import { plural } from '../../words.ts';
import { beginWork, type CampaignContext, chosenWriter } from './campaign-context.ts';
import type { CampaignPlanning } from './campaign-planning.ts';
import type { CampaignView } from './campaign-view.ts';

/** People that are listed at once. */
export const OFFERS_LISTED = 50;

/** What would happen, person by person, without doing it. */
export class CampaignPreviews {
  #asked = 0;

  constructor(
    private readonly context: CampaignContext,
    private readonly planning: CampaignPlanning,
  ) {}

  async make(): Promise<void> {
    const { store, service } = this.context;
    if (store.view.working !== undefined) return;
    store.solve('preview');
    const work = beginWork(this.context, 'preview');
    const saved = await this.planning.save('preview');
    if (saved === undefined) return work.end();
    const { jobId, onProgress } = work;
    const { draft, modelWrites: byModel } = store.view;
    const result = await settle(
      service.dryRun({ jobId, draft, campaignId: saved.id }, onProgress, chosenWriter(this.context)),
    );
    work.end();
    if (!result.ok) {
      if (wasCancelled(result)) return store.set({ message: 'Stopped. Nothing of it was kept.' });
      return store.fail('preview', result.failures, () => this.make());
    }
    const { totals } = result.value;
    store.set({
      preview: { result: result.value, draft, campaignId: saved.id, byModel, used: false },
      offers: undefined,
      person: undefined,
    });
    await this.find({ search: '' });
    store.set({ message: `${plural(totals.offers, 'person', 'people')} would get a reward.` });
  }

  async find(query: CampaignView['query']): Promise<void> {
    const { store, service } = this.context;
    const source = this.#source();
    if (source === undefined) return;
    this.#asked += 1;
    const asked = this.#asked;
    store.set({ query });
    const result = await settle(service.offers({ ...query, source, offset: 0, count: OFFERS_LISTED }));
    if (asked !== this.#asked) return;
    if (!result.ok) return store.fail('preview', result.failures, () => this.make());
    store.set({ offers: result.value, message: `${plural(result.value.found, 'person', 'people')} found.` });
  }

  async show(customerId: string): Promise<void> {
    const { store, service } = this.context;
    const source = this.#source();
    if (source === undefined) return;
    const result = await settle(service.offer(source, customerId));
    if (result.ok) store.set({ person: result.value });
    else store.fail('preview', result.failures, () => this.make());
  }

  close(): void {
    this.context.store.set({ person: undefined });
  }

  #source(): OfferSource | undefined {
    const id = this.context.store.view.preview?.result.dryRunId;
    return id === undefined ? undefined : { of: 'dry-run', id };
  }
}
