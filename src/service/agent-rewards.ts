import { readRewards } from '../campaigns/read-rewards.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { type Refusal, RefusalLog, type Refusals } from '../profiling/refusal.ts';
import { simulateRewards } from '../simulation/rewards.ts';
import type { CampaignService, InspectedRewards } from './agent-campaign-contract.ts';
import type { AgentDesk } from './agent-desk.ts';
import {
  catalogueOverview,
  closedCounts,
  closedRewards,
  findRewards,
  type LoadedRewards,
  listedReward,
  readCatalogue,
  saveCatalogue,
} from './agent-rewards-catalogue.ts';

type RewardMethods = Pick<
  CampaignService,
  'inspectRewards' | 'importRewards' | 'useSimulatedRewards' | 'rewardOverview' | 'rewards' | 'eraseRewards'
>;

export interface RewardDesk {
  readonly methods: RewardMethods;
  /** The catalogue in memory; `no-rewards` where none is kept. */
  loaded(): Promise<Result<LoadedRewards>>;
}

const FIRST = 20;
/** The same catalogue on every device. */
export const SIMULATION_SEED = 1;
/** More than any catalogue, and little enough to be read at once. */
const MOST_BYTES = 200e6;

/** The reward catalogue behind the page. */
export function createRewards(desk: AgentDesk): RewardDesk {
  let held: LoadedRewards | undefined;

  function current(): Promise<Result<LoadedRewards | undefined>> {
    return desk.stored(async (storage) => {
      const read = await readCatalogue(storage, held);
      if (read.ok) held = read.value;
      return read;
    });
  }

  async function loaded(): Promise<Result<LoadedRewards>> {
    const catalogue = await current();
    if (!catalogue.ok) return catalogue;
    return catalogue.value === undefined ? noRewards() : success(catalogue.value);
  }

  return {
    loaded,
    methods: {
      async inspectRewards(file) {
        const read = await readFile(file);
        if (!read.ok) return read;
        const { rewards, refused, currency } = read.value;
        const closed = closedRewards(rewards, desk.now());
        const inspected: InspectedRewards = {
          name: file.name,
          rewards: rewards.length,
          open: rewards.length - closed.size,
          closed: closedCounts(closed),
          first: rewards.slice(0, FIRST).map((reward) => listedReward(reward, closed)),
          refused: refusalsOf(refused),
          ...(currency !== undefined && { currency }),
        };
        return success(inspected);
      },

      async importRewards(file) {
        const read = await readFile(file);
        if (!read.ok) return read;
        const { rewards, refused, currency } = read.value;
        return desk.stored(async (storage) => {
          const facts = {
            source: 'file' as const,
            name: file.name,
            ...(currency !== undefined && { currency }),
          };
          const saved = await saveCatalogue(storage, rewards, facts);
          if (!saved.ok) return saved;
          held = saved.value;
          const overview = catalogueOverview(saved.value, desk.now(), storage.persistent);
          return success({ overview, refused: refusalsOf(refused) });
        });
      },

      useSimulatedRewards: () =>
        desk.stored(async (storage) => {
          const rewards = simulateRewards(SIMULATION_SEED, desk.now());
          const saved = await saveCatalogue(storage, rewards, { source: 'simulated' });
          if (!saved.ok) return saved;
          held = saved.value;
          return success(catalogueOverview(saved.value, desk.now(), storage.persistent));
        }),

      rewardOverview: () =>
        desk.stored(async (storage) => {
          const catalogue = await current();
          if (!catalogue.ok || catalogue.value === undefined)
            return catalogue.ok ? success(undefined) : catalogue;
          return success(catalogueOverview(catalogue.value, desk.now(), storage.persistent));
        }),

      async rewards(query) {
        const catalogue = await loaded();
        return catalogue.ok ? success(findRewards(catalogue.value.rewards, query, desk.now())) : catalogue;
      },

      eraseRewards: () =>
        desk.stored(async (storage) => {
          const erased = await storage.rewards.erase();
          if (!erased.ok) return erased;
          held = undefined;
          return success(erased.value?.rewards ?? 0);
        }),
    },
  };
}

async function readFile(file: File): ReturnType<typeof readRewards> {
  if (file.size === 0) {
    return failure('file-empty', `"${file.name}" is empty. Choose a file with one reward a row.`, file.name);
  }
  if (file.size > MOST_BYTES) {
    return failure(
      'file-too-large',
      `"${file.name}" has more than 200 MB, far more than any catalogue.`,
      file.name,
    );
  }
  const read = await readRewards(file);
  if (read.ok) return read;
  return {
    ok: false,
    failures: read.failures.map((each) => ({
      ...each,
      path: each.path === undefined ? file.name : `${file.name}, ${each.path}`,
    })),
  };
}

function refusalsOf(refused: readonly Refusal[]): Refusals {
  const log = new RefusalLog();
  for (const each of refused) log.add(each);
  return log.result();
}

function noRewards(): Result<never> {
  return failure(
    'no-rewards',
    'There are no rewards to hand out. Import a catalogue, or use the simulated one.',
  );
}
