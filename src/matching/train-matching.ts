import type { CustomerProfile, PastResponse } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import { runPausing } from '../domain/steps.ts';
import type { BoostingOptions } from './boosting-settings.ts';
import type { MatchingModel } from './matching-model.ts';
import { type ResponseProgress, type TrainedResponses, trainResponses } from './response-model.ts';
import { responseTable } from './response-table.ts';
import { checkSensitive, type Sensitive } from './sensitive-columns.ts';
import { usageRatesSteps } from './usage-rates.ts';

/** Fewer responses than this, or fewer of either answer, and trees would learn chance. */
export const LEAST_RESPONSES = 200;
export const LEAST_OF_EACH_ANSWER = 30;

/** Failures of training that mean "these responses tell nothing", not "something is wrong". */
const UNINFORMATIVE = ['nothing-differs', 'too-few-groups', 'no-positives', 'no-negatives', 'too-few-rows'];

export interface MatchingSource {
  readonly profiles: readonly CustomerProfile[];
  /** The whole catalogue. */
  readonly rewards: readonly Reward[];
  readonly responses: readonly PastResponse[];
}

export interface MatchingOptions {
  /** What of name, gender and age the model may look at; nothing when left out. */
  readonly include?: readonly Sensitive[];
  readonly boosting?: BoostingOptions;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ResponseProgress) => void;
}

export interface TrainedMatching {
  readonly model: MatchingModel;
  /** How good it is on customers it has not seen; absent where it rests on usage rates. */
  readonly measured?: Omit<TrainedResponses, 'model'>;
  /** Responses that name a customer or a reward which is not among those given. */
  readonly passedOver: { readonly unknownCustomer: number; readonly unknownReward: number };
  /** Responses that were trained on. */
  readonly used: number;
  /** Responses that might have been; where they are more than `used`, those were drawn from them by the seed. */
  readonly usable: number;
}

/**
 * Learns who responds to what: boosted trees over past responses where there are at least {@link LEAST_RESPONSES} with
 * {@link LEAST_OF_EACH_ANSWER} of each answer; else priors from the catalogue's usage rates, which the model's `basis`
 * and `reason` say.
 *
 * @returns `catalogue-empty`, `no-customers`, `usage-invalid`, `sensitive-for-credit`, `cancelled`, or what
 *   `trainTrees` says of the settings.
 */
export async function trainMatching(
  source: MatchingSource,
  options: MatchingOptions = {},
): Promise<Result<TrainedMatching>> {
  const { profiles, rewards } = source;
  const include = options.include ?? [];
  if (profiles.length === 0) {
    return failure('no-customers', 'There are no customers. Import at least one.');
  }
  const allowed = checkSensitive(include, rewards);
  if (!allowed.ok) return allowed;
  const { usable, passedOver } = await runPausing(usableResponses(source));
  const byRates = async (reason: string): Promise<Result<TrainedMatching>> => {
    const model = await runPausing(usageRatesSteps(rewards, reason, profiles));
    return model.ok ? success({ model: model.value, passedOver, used: 0, usable: usable.length }) : model;
  };
  const reason = tooFew(usable);
  if (reason !== undefined) return byRates(reason);

  const { features, customers, answered } = await runPausing(
    responseTable(source, usable, { include, seed: options.boosting?.seed }),
  );
  const trained = await trainResponses(answered, customers, options.boosting, options);
  if (!trained.ok) {
    const [first] = trained.failures;
    return first !== undefined && UNINFORMATIVE.includes(first.type) ? byRates(first.message) : trained;
  }
  const { model, ...measured } = trained.value;
  const { rows } = answered.table;
  const accepted = answered.answers.reduce((sum, answer) => sum + answer, 0);
  return success({
    model: {
      version: 1,
      basis: 'past-responses',
      features: [...features],
      sensitive: [...include],
      responses: model,
      trainedOn: { responses: rows, accepted },
    },
    measured,
    passedOver,
    used: rows,
    usable: usable.length,
  });
}

/** Responses to look at between two pauses. */
const RESPONSES_AT_ONCE = 20_000;

/** The responses whose customer and reward are among those given, and how many name others. */
function* usableResponses({
  profiles,
  rewards,
  responses,
}: MatchingSource): Generator<
  void,
  { readonly usable: readonly PastResponse[]; readonly passedOver: TrainedMatching['passedOver'] }
> {
  const people = new Set(profiles.map(({ id }) => id));
  const offers = new Set(rewards.map(({ id }) => id));
  const usable: PastResponse[] = [];
  let unknownCustomer = 0;
  let unknownReward = 0;
  for (const [i, response] of responses.entries()) {
    if (i % RESPONSES_AT_ONCE === 0) yield;
    if (!people.has(response.customerId)) unknownCustomer += 1;
    else if (!offers.has(response.rewardId)) unknownReward += 1;
    else usable.push(response);
  }
  return { usable, passedOver: { unknownCustomer, unknownReward } };
}

function tooFew(usable: readonly PastResponse[]): string | undefined {
  if (usable.length === 0) return 'There are no past responses of these customers to these rewards.';
  const accepted = usable.filter((response) => response.accepted).length;
  const fewer = Math.min(accepted, usable.length - accepted);
  if (usable.length >= LEAST_RESPONSES && fewer >= LEAST_OF_EACH_ANSWER) return undefined;
  return `There are ${usable.length.toLocaleString('en')} past responses, ${accepted.toLocaleString('en')} of them accepted; at least ${LEAST_RESPONSES} are needed, ${LEAST_OF_EACH_ANSWER} of each answer.`;
}
