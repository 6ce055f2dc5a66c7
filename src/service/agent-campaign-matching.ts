import type { PastResponse } from '../domain/customer.ts';
import { type Result, success } from '../domain/result.ts';
import { type MatchingModel, readMatchingModel } from '../matching/matching-model.ts';
import { type TrainedMatching, trainMatching } from '../matching/train-matching.ts';
import type { Storage } from '../storage/storage.ts';
import type { CampaignPreview, CampaignProgress } from './agent-campaign-contract.ts';
import type { LoadedCustomers } from './agent-customers.ts';
import type { AgentDesk } from './agent-desk.ts';
import { responsesOf } from './agent-import.ts';
import { keptFile, type ReadFile } from './agent-parts.ts';
import type { LoadedRewards } from './agent-rewards-catalogue.ts';

/** A model with what a preview tells of it. */
export interface KeptMatching {
  readonly model: MatchingModel;
  readonly basis: CampaignPreview['basis'];
}

/** Raised when what is kept, or the way of training, changes. */
const MATCHING_FORMAT = 1;

interface MatchingPart extends KeptMatching {
  readonly format: typeof MATCHING_FORMAT;
  /** Revision of the customers that it was learned from; it lies with the rewards that it was learned for. */
  readonly customers: string;
}

export interface MatchingWork {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CampaignProgress) => void;
}

/** Learns from past responses once for each pair of customers and rewards; the model is kept beside the rewards. */
export class MatchingCache {
  readonly #desk: AgentDesk;
  #held: { readonly key: string; readonly matching: KeptMatching } | undefined;

  constructor(desk: AgentDesk) {
    this.#desk = desk;
  }

  async of(
    customers: LoadedCustomers,
    rewards: LoadedRewards,
    { signal, onProgress }: MatchingWork,
  ): Promise<Result<KeptMatching>> {
    const key = `${customers.revision} ${rewards.revision}`;
    if (this.#held?.key === key) return success(this.#held.matching);
    return this.#desk.stored(async (storage) => {
      const kept = await readMatching(storage, customers.revision, rewards.revision);
      if (!kept.ok) return kept;
      if (kept.value !== undefined) {
        this.#held = { key, matching: kept.value };
        return success(kept.value);
      }
      onProgress({ stage: 'learning', share: 0 });
      const responses = await keptResponses(storage);
      if (!responses.ok) return responses;
      const trained = await trainMatching(
        { profiles: customers.profiles, rewards: rewards.rewards, responses: responses.value },
        {
          signal,
          onProgress: ({ stage, stages, of, trees }) =>
            onProgress({ stage: 'learning', share: (stage - 1 + Math.min(1, trees / of)) / stages }),
        },
      );
      if (!trained.ok) return trained;
      const matching: KeptMatching = { model: trained.value.model, basis: basisOf(trained.value) };
      const part: MatchingPart = { format: MATCHING_FORMAT, customers: customers.revision, ...matching };
      // Kept to save time; where it does not fit, or the rewards are others by now, nothing is lost.
      await storage.rewards.addPart(rewards.revision, 'matching', part);
      this.#held = { key, matching };
      return success(matching);
    });
  }
}

/** What customers made of offers in the past, from all imported files. */
export async function keptResponses(storage: Storage): Promise<Result<readonly PastResponse[]>> {
  const files: ReadFile[] = [];
  for (const kind of ['responses', 'customers'] as const) {
    const file = await keptFile(storage, kind);
    if (!file.ok) return file;
    if (file.value !== undefined) files.push(file.value);
  }
  return success(responsesOf(files));
}

async function readMatching(
  storage: Storage,
  customers: string,
  rewards: string,
): Promise<Result<KeptMatching | undefined>> {
  const set = await storage.rewards.current();
  if (!set.ok) return set;
  if (set.value?.revision !== rewards) return success(undefined);
  const part = await storage.rewards.part('matching');
  if (!part.ok) return part;
  const kept = part.value as MatchingPart | undefined;
  if (kept?.format !== MATCHING_FORMAT || kept.customers !== customers) return success(undefined);
  const model = readMatchingModel(kept.model);
  // A model of another version is learned anew.
  return success(model.ok ? { model: model.value, basis: kept.basis } : undefined);
}

function basisOf({ model, measured, used, usable, passedOver }: TrainedMatching): CampaignPreview['basis'] {
  if (model.basis === 'usage-rates') return { from: 'usage-rates', text: model.reason };
  const { unknownCustomer, unknownReward } = passedOver;
  const without = unknownCustomer + unknownReward;
  const left =
    without === 0
      ? ''
      : ` ${without.toLocaleString('en')} more name a customer or a reward that is not here any more, and were passed over.`;
  const drawn =
    used === usable
      ? ''
      : ` They were drawn by lot from ${usable.toLocaleString('en')}, since more teach little.`;
  return {
    from: 'past-responses',
    text: `Learned from ${used.toLocaleString('en')} past responses of these customers, ${model.trainedOn.accepted.toLocaleString('en')} of them accepted.${drawn}${left}`,
    ...(measured !== undefined && { auc: measured.metrics.auc }),
  };
}
