import { offerPool, type PoolReason } from '../campaigns/offer-pool.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import { DEFAULT_POLICY } from '../guardrails/policy/default-policy.ts';
import type { Storage } from '../storage/storage.ts';
import type {
  ListedReward,
  RewardOverview,
  RewardPage,
  RewardQuery,
  RewardSource,
} from './agent-campaign-contract.ts';

/** What is told of a catalogue besides its rewards. */
export interface CatalogueFacts {
  readonly source: RewardSource;
  readonly name?: string;
  readonly currency?: string;
}

/** The catalogue in memory. */
export interface LoadedRewards extends CatalogueFacts {
  readonly revision: string;
  readonly savedAt: number;
  readonly rewards: readonly Reward[];
}

/** Raised when what the part holds changes. */
export const CATALOGUE_FORMAT = 1;

interface CataloguePart extends CatalogueFacts {
  readonly format: typeof CATALOGUE_FORMAT;
  readonly rewards: readonly Reward[];
}

/** Puts a catalogue in place of the one that was there. */
export async function saveCatalogue(
  storage: Storage,
  rewards: readonly Reward[],
  facts: CatalogueFacts,
): Promise<Result<LoadedRewards>> {
  const part: CataloguePart = { format: CATALOGUE_FORMAT, ...facts, rewards };
  const set = await storage.rewards.save(rewards.length, { catalogue: part });
  if (!set.ok) return set;
  const { revision, savedAt } = set.value;
  return success({ ...facts, revision, savedAt, rewards });
}

/** The catalogue that is kept; undefined where there is none, `rewards-other-version` for one of another version. */
export async function readCatalogue(
  storage: Storage,
  known: LoadedRewards | undefined,
): Promise<Result<LoadedRewards | undefined>> {
  const set = await storage.rewards.current();
  if (!set.ok || set.value === undefined) return set.ok ? success(undefined) : set;
  const { revision, savedAt } = set.value;
  if (known?.revision === revision) return success(known);
  const part = await storage.rewards.part('catalogue');
  if (!part.ok) return part;
  const kept = part.value as Partial<CataloguePart> | undefined;
  if (kept?.format !== CATALOGUE_FORMAT || kept.rewards === undefined) {
    return failure(
      'rewards-other-version',
      'The rewards kept here were written by another version of Offersmith. Import them again.',
    );
  }
  const { format: _, ...rest } = kept as CataloguePart;
  return success({ ...rest, revision, savedAt });
}

/** Which rewards nobody can get at a moment, and why. */
export function closedRewards(
  rewards: readonly Reward[],
  now: number,
): ReadonlyMap<string, readonly PoolReason[]> {
  const named = [...new Set(rewards.flatMap(({ segments = [] }) => segments))];
  const { closed } = offerPool(rewards, { caps: {} }, DEFAULT_POLICY, named, now);
  return new Map(closed.map(({ rewardId, reasons }) => [rewardId, reasons]));
}

export function closedCounts(closed: ReadonlyMap<string, readonly PoolReason[]>): RewardOverview['closed'] {
  const counts = new Map<string, number>();
  for (const [first] of closed.values()) {
    if (first !== undefined) counts.set(first.rule, (counts.get(first.rule) ?? 0) + 1);
  }
  return [...counts]
    .map(([rule, count]) => ({ rule, words: RULE_WORDS[rule] ?? rule, count }))
    .sort((a, b) => b.count - a.count);
}

const RULE_WORDS: Readonly<Record<string, string>> = {
  expired: 'have expired',
  'ends-too-soon': 'end too soon',
  'not-yet': 'are not yet valid',
  'no-end': 'have no end',
  bound: 'are outside the bounds of the policy',
};

export function catalogueOverview(
  { revision, savedAt, source, name, currency, rewards }: LoadedRewards,
  now: number,
  persistent: boolean,
): RewardOverview {
  const closed = closedRewards(rewards, now);
  return {
    revision,
    savedAt,
    source,
    ...(name !== undefined && { name }),
    rewards: rewards.length,
    open: rewards.length - closed.size,
    closed: closedCounts(closed),
    withUsage: rewards.filter(({ usage }) => usage !== undefined).length,
    ...(currency !== undefined && { currency }),
    categories: [...new Set(rewards.map(({ category }) => category))].sort(),
    persistent,
  };
}

/** A page of the rewards that the search finds. */
export function findRewards(
  rewards: readonly Reward[],
  { search, show, offset, count }: RewardQuery,
  now: number,
): RewardPage {
  const wanted = search.trim().toLowerCase();
  const closed = closedRewards(rewards, now);
  const found = rewards.filter(({ id, name, product, category }) => {
    if (show !== 'all' && closed.has(id) !== (show === 'closed')) return false;
    return wanted === '' || `${id}\n${name}\n${product}\n${category}`.toLowerCase().includes(wanted);
  });
  return {
    found: found.length,
    rewards: found.slice(offset, offset + count).map((reward) => listedReward(reward, closed)),
  };
}

export function listedReward(
  reward: Reward,
  closed: ReadonlyMap<string, readonly PoolReason[]>,
): ListedReward {
  return { ...reward, reasons: closed.get(reward.id) ?? [] };
}
