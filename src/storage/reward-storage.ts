import { failure, type Result, success } from '../domain/result.ts';
import type { Attempt } from './customer-storage.ts';
import type { RewardSet } from './schema.ts';

/** The reward catalogue: one set, written whole or not at all. Fails as the rest of the storage does. */
export interface RewardStorage {
  /** Which catalogue is kept; undefined where there is none. Cheap. */
  current(): Promise<Result<RewardSet | undefined>>;
  /** One part of it as it was given; undefined where it has none of this name. */
  part(name: string): Promise<Result<unknown>>;
  /** Puts a catalogue in place of the one that was there, all parts in one transaction. */
  save(rewards: number, parts: Readonly<Record<string, unknown>>): Promise<Result<RewardSet>>;
  /** Adds a part that was worked out from the catalogue of this revision; `rewards-changed` where it is gone. */
  addPart(revision: string, name: string, data: unknown): Promise<Result<void>>;
  /** Removes the catalogue; undefined where there was none. */
  erase(): Promise<Result<RewardSet | undefined>>;
}

const stores = ['rewardSets', 'rewardParts'] as const;

export function createRewardStorage(
  attempt: Attempt,
  { now, newId }: { readonly now: () => number; readonly newId: () => string },
): RewardStorage {
  return {
    current: () =>
      attempt('readonly', ['rewardSets'], async ({ rewardSets }) => success(await rewardSets.get('current'))),

    part: (name) =>
      attempt('readonly', ['rewardParts'], async ({ rewardParts }) =>
        success((await rewardParts.get(name))?.data),
      ),

    save: (rewards, parts) =>
      attempt('readwrite', stores, async ({ rewardSets, rewardParts }) => {
        const set: RewardSet = { id: 'current', revision: newId(), savedAt: now(), rewards };
        await rewardParts.clear();
        for (const [name, data] of Object.entries(parts)) await rewardParts.put({ name, data });
        await rewardSets.put(set);
        return success(set);
      }),

    addPart: (revision, name, data) =>
      attempt('readwrite', stores, async ({ rewardSets, rewardParts }) => {
        if ((await rewardSets.get('current'))?.revision !== revision) {
          return failure(
            'rewards-changed',
            'The rewards were changed meanwhile, most likely in another tab.',
          );
        }
        await rewardParts.put({ name, data });
        return success(undefined);
      }),

    erase: () =>
      attempt('readwrite', stores, async ({ rewardSets, rewardParts }) => {
        const set = await rewardSets.get('current');
        await rewardSets.clear();
        await rewardParts.clear();
        return success(set);
      }),
  };
}
