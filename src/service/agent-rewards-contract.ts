import type { PoolReason } from '../campaigns/offer-pool.ts';
import type { Reward } from '../domain/reward.ts';
import type { Refusals } from '../profiling/refusal.ts';

/** Where the rewards come from. */
export type RewardSource = 'file' | 'simulated';

/** The catalogue that is kept. */
export interface RewardOverview {
  readonly revision: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly source: RewardSource;
  /** Name of the file; absent for simulated rewards. */
  readonly name?: string;
  readonly rewards: number;
  /** May be offered today, as far as the policy can tell without a person. */
  readonly open: number;
  /** The others by reason, the most first: `expired`, `not-yet`, `bound` … */
  readonly closed: readonly { readonly rule: string; readonly words: string; readonly count: number }[];
  /** With a count of past use, which probabilities rest on where there are no past responses. */
  readonly withUsage: number;
  /** What the file says of its money; absent where it says nothing. */
  readonly currency?: string;
  readonly categories: readonly string[];
  /** False where it is forgotten with the page. */
  readonly persistent: boolean;
}

/** A file of rewards as it would be taken over. Nothing is kept yet. */
export interface InspectedRewards {
  readonly name: string;
  readonly rewards: number;
  readonly open: number;
  readonly closed: RewardOverview['closed'];
  /** The first twenty. */
  readonly first: readonly ListedReward[];
  readonly refused: Refusals;
  readonly currency?: string;
}

export interface RewardImport {
  readonly overview: RewardOverview;
  /** Rows that were left out, each with line and reason. */
  readonly refused: Refusals;
}

export interface ListedReward extends Reward {
  /** Why nobody can get it today; empty where it is open. */
  readonly reasons: readonly PoolReason[];
}

export interface RewardQuery {
  /** Part of an id, a name, a product or a category; everything where empty. */
  readonly search: string;
  readonly show: 'all' | 'open' | 'closed';
  readonly offset: number;
  readonly count: number;
}

export interface RewardPage {
  readonly found: number;
  /** In the order of the catalogue. */
  readonly rewards: readonly ListedReward[];
}
