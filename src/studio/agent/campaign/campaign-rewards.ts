import type { RewardOverview } from '../../../service/agent-campaign-contract.ts';
import { settle } from '../../settle.ts';
import { plural } from '../../words.ts';
import type { CampaignContext } from './campaign-context.ts';
import type { CampaignView } from './campaign-view.ts';

/** Rewards that are listed at once. */
export const REWARDS_LISTED = 100;

/** What can be given: the catalogue, from a file or simulated. */
export class CampaignRewards {
  /** The latest search; answers to earlier ones come too late. */
  #asked = 0;

  constructor(private readonly context: CampaignContext) {}

  async choose(file: File): Promise<void> {
    const { store, service } = this.context;
    store.solve('rewards');
    store.set({ rewardRefusals: undefined });
    const result = await settle(service.inspectRewards(file));
    if (!result.ok) {
      store.set({ rewardFile: undefined });
      return store.fail('rewards', result.failures);
    }
    store.set({
      rewardFile: { file, inspected: result.value },
      message: `${plural(result.value.rewards, 'reward')} can be read.`,
    });
  }

  leave(): void {
    this.context.store.set({ rewardFile: undefined });
  }

  async take(): Promise<void> {
    const { store, service } = this.context;
    const { rewardFile } = store.view;
    if (rewardFile === undefined) return;
    const result = await settle(service.importRewards(rewardFile.file));
    if (!result.ok) return store.fail('rewards', result.failures, () => this.take());
    const { refused, overview } = result.value;
    await this.#kept(overview, { rewardRefusals: refused.count > 0 ? refused : undefined });
  }

  async useSimulated(): Promise<void> {
    const { store, service } = this.context;
    store.solve('rewards');
    const result = await settle(service.useSimulatedRewards());
    if (!result.ok) return store.fail('rewards', result.failures, () => this.useSimulated());
    await this.#kept(result.value, { rewardRefusals: undefined });
  }

  async erase(): Promise<void> {
    const { store, service } = this.context;
    const result = await settle(service.eraseRewards());
    if (!result.ok) return store.fail('rewards', result.failures, () => this.erase());
    store.set({
      rewards: undefined,
      rewardPage: undefined,
      preview: undefined,
      message: `${plural(result.value, 'reward')} removed.`,
    });
  }

  async find(query: CampaignView['rewardQuery']): Promise<void> {
    const { store, service } = this.context;
    this.#asked += 1;
    const asked = this.#asked;
    store.set({ rewardQuery: query });
    const result = await settle(service.rewards({ ...query, offset: 0, count: REWARDS_LISTED }));
    if (asked !== this.#asked) return;
    if (!result.ok) return store.fail('rewards', result.failures, () => this.find(query));
    store.set({ rewardPage: result.value, message: `${plural(result.value.found, 'reward')} found.` });
  }

  async #kept(rewards: RewardOverview, change: Partial<CampaignView>): Promise<void> {
    const { store, environment } = this.context;
    store.set({ ...change, rewards, rewardFile: undefined, preview: undefined, rewardPage: undefined });
    await Promise.all([this.find({ search: '', show: 'all' }), environment.askForStorage()]);
    store.set({
      message: `${plural(rewards.rewards, 'reward')}, ${rewards.open} of them can be offered today.`,
    });
  }
}
