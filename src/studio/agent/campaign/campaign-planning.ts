import type { CampaignDraft } from '../../../service/agent-campaign-contract.ts';
import { settle } from '../../settle.ts';
import type { CampaignContext } from './campaign-context.ts';
import { type CampaignView, initialDraft } from './campaign-view.ts';

/** What a marketer changes; a field that is undefined is taken out. */
export type DraftChange = { readonly [Field in keyof CampaignDraft]?: CampaignDraft[Field] | undefined };

/** For what and for whom: the draft of the campaign. */
export class CampaignPlanning {
  #asked = 0;

  constructor(private readonly context: CampaignContext) {}

  /** What can be chosen, for the customers that are here now. */
  async load(): Promise<void> {
    const { store, service } = this.context;
    const [choices, campaigns] = await Promise.all([
      settle(service.campaignChoices()),
      settle(service.campaigns()),
    ]);
    if (!choices.ok) return store.fail('goal', choices.failures, () => this.load());
    if (!campaigns.ok) return store.fail('goal', campaigns.failures, () => this.load());
    store.solve('goal');
    const { saved } = store.view;
    const [latest] = campaigns.value;
    const known = campaigns.value.find(({ id }) => id === saved?.id);
    store.set({ choices: choices.value, campaigns: campaigns.value });
    if (saved === undefined && latest !== undefined && store.view.draft === initialDraft)
      this.#show(latest.id);
    else if (saved !== undefined && known === undefined) store.set({ saved: undefined });
    await this.count();
  }

  async change(change: DraftChange): Promise<void> {
    const { store } = this.context;
    const fields = Object.entries({ ...store.view.draft, ...change }).filter(
      ([, value]) => value !== undefined,
    );
    // Every field of the draft but the goal may be left out, and the goal is never taken out.
    store.set({ draft: Object.fromEntries(fields) as CampaignDraft });
    await this.count();
  }

  /** How many people the draft would reach. */
  async count(): Promise<void> {
    const { store, service } = this.context;
    this.#asked += 1;
    const asked = this.#asked;
    const result = await settle(service.countAudience(store.view.draft, store.view.saved?.id));
    if (asked !== this.#asked) return;
    if (!result.ok) {
      store.set({ audience: undefined });
      return store.fail('goal', result.failures);
    }
    store.solve('goal');
    store.set({ audience: result.value });
  }

  async open(id: string): Promise<void> {
    this.#show(id);
    await this.count();
  }

  async startAnew(): Promise<void> {
    const { store } = this.context;
    store.set({ saved: undefined, draft: initialDraft, preview: undefined, offers: undefined, step: 'goal' });
    await this.count();
  }

  /** Undefined where it could not be kept; the problem is then shown. */
  async save(place: 'goal' | 'preview'): Promise<CampaignView['saved']> {
    const { store, service } = this.context;
    const { saved, draft } = store.view;
    if (saved !== undefined && JSON.stringify(saved.draft) === JSON.stringify(draft)) return saved;
    const at = saved === undefined ? undefined : { id: saved.id, revision: saved.revision };
    const result = await settle(service.saveCampaign(draft, at));
    if (!result.ok) {
      store.fail(place, result.failures, async () => void (await this.save(place)));
      return undefined;
    }
    store.set({ saved: result.value });
    const campaigns = await settle(service.campaigns());
    if (campaigns.ok) store.set({ campaigns: campaigns.value });
    return result.value;
  }

  async remove(id: string): Promise<void> {
    const { store, service } = this.context;
    const result = await settle(service.removeCampaign(id));
    if (!result.ok) return store.fail('goal', result.failures);
    const left = store.view.campaigns.filter((one) => one.id !== id);
    const runs = store.view.runs.filter(({ campaignId }) => campaignId !== id);
    const run = store.view.run?.campaignId === id ? undefined : store.view.run;
    store.set({ campaigns: left, runs, run, message: 'The campaign and its runs are removed.' });
    if (store.view.saved?.id === id) await this.startAnew();
  }

  #show(id: string): void {
    const { store } = this.context;
    const found = store.view.campaigns.find((one) => one.id === id);
    if (found === undefined) return;
    const { createdAt, savedAt, revision, draft } = found;
    store.set({
      saved: { id, createdAt, savedAt, revision, draft },
      draft,
      preview: undefined,
      offers: undefined,
    });
  }
}
