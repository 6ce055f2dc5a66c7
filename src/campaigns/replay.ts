import type { ComposedCopy } from '../creative/compose-copy.ts';
import { rewardBrief } from '../creative/reward-brief.ts';
import type { CustomerProfile } from '../domain/customer.ts';
import { type Failure, failure, type Result, success } from '../domain/result.ts';
import { type Ledger, reserve } from '../guardrails/policy/ledger.ts';
import { hashOf } from '../guardrails/policy/policy-hash.ts';
import type { Contender } from './contenders.ts';
import { type Copywriter, decideOffer, type OfferDecision } from './decide-offer.ts';
import { chooseAmong } from './explore-list.ts';
import { Explorer } from './explorer.ts';
import type { CampaignPlan } from './plan-campaign.ts';
import type { LogEntry } from './run-log.ts';
import type { DecidedBody, RunBody } from './run-record.ts';

export interface ReplayInputs {
  /** What the run was made with; members are not needed. */
  readonly plan: Pick<CampaignPlan, 'campaign' | 'policy' | 'now' | 'pool' | 'segmentBaskets'> &
    Partial<Pick<CampaignPlan, 'economics' | 'exploration'>>;
  /** The person's profile as it was. */
  readonly profile: CustomerProfile;
  /** What had been handed out before the decision: see {@link ledgerBefore}. */
  readonly ledger: Ledger;
}

export interface Replayed {
  /** With the full audit, every rule in it. */
  readonly decision: OfferDecision;
  /** Whether it is the recorded decision to the last character of its audit. */
  readonly same: boolean;
  /** Where it is not: what differs, or which input is another one than it was. */
  readonly differences: readonly Failure[];
}

/**
 * Makes a recorded decision again from its record: the contenders and the words as they were, the rules, rewards and
 * limits as they are given. No model is needed. Where the plan tells how the campaign explores, the draw that put the
 * first reward there is made again as well.
 *
 * @returns `not-a-decision` for an entry of another kind. Inputs that have changed since are differences, not failures.
 */
export async function replay(entry: LogEntry<RunBody>, inputs: ReplayInputs): Promise<Result<Replayed>> {
  const { body } = entry;
  if (body.kind !== 'decided') {
    return failure('not-a-decision', `Entry ${entry.index} of the log records no decision (${body.kind}).`);
  }
  const { plan, profile, ledger } = inputs;
  const differences: Failure[] = [];
  if ((await hashOf(profile)) !== body.profileHash) {
    const message = `The profile of "${body.customerId}" is not the one of the run.`;
    differences.push({ type: 'profile-changed', message, path: body.customerId });
  }
  const open = new Set(plan.pool.open.map(({ id }) => id));
  const gone = body.contenders.find(({ rewardId }) => !open.has(rewardId));
  if (gone !== undefined) {
    const message = `The reward "${gone.rewardId}" is not in the pool any more, so the decision cannot be made again.`;
    return failure('reward-gone', message, gone.rewardId);
  }
  differences.push(...exploredDifferently(body, inputs));
  // The ones behind were never looked at; how many there were is part of the decision.
  const behind = Array.from({ length: body.untried }, () => body.contenders.at(-1)).filter(
    (one): one is Contender => one !== undefined,
  );
  const member = {
    profile,
    segment: body.segment,
    channel: body.channel,
    arm: 'offer' as const,
    contenders: [...body.contenders, ...behind],
  };
  const decision = await decideOffer(member, plan, ledger, recordedCopies(body, plan));
  const same = (await hashOf(decision)) === body.decisionHash;
  if (!same) differences.push(...whatDiffers(body, decision));
  return success({
    decision,
    same: same && differences.every(({ type }) => type !== 'exploration-differs'),
    differences,
  });
}

/**
 * The ledger as it was before an entry: that of the start of the run with every earlier offer set aside again.
 *
 * @param entries the log of the run from its first entry.
 */
export function ledgerBefore(
  entries: readonly LogEntry<RunBody>[],
  index: number,
  start: Ledger,
  campaignId: string,
): Result<Ledger> {
  let ledger = start;
  for (const { body } of entries.slice(0, index)) {
    if (body.kind !== 'decided' || body.source !== 'candidate' || body.rewardId === null) continue;
    const { offerId: id, customerId, rewardId, cents, at } = body;
    const reserved = reserve(ledger, { id, customerId, campaignId, rewardId, cents, at }, []);
    if (!reserved.ok) return reserved;
    ledger = reserved.value;
  }
  return success(ledger);
}

/** Whether the same draw puts the same reward first, with the same chance. */
function exploredDifferently({ exploration, contenders, offerId }: DecidedBody, inputs: ReplayInputs) {
  const { plan, profile } = inputs;
  const [first] = contenders;
  if (exploration === undefined || plan.exploration === undefined || first === undefined) return [];
  const differs = (message: string): Failure[] => [{ type: 'exploration-differs', message, path: offerId }];
  const rewards = new Map(plan.pool.open.map((reward) => [reward.id, reward]));
  const gone = exploration.among.find(({ rewardId }) => !rewards.has(rewardId));
  if (gone !== undefined) {
    return differs(`The reward "${gone.rewardId}" of the short list is not in the pool any more.`);
  }
  const explorer = new Explorer(plan.exploration);
  const contactCost = plan.economics?.contactCost ?? 0;
  const { goal } = plan.campaign;
  const choice = chooseAmong(exploration.among, profile, goal, rewards, explorer, contactCost);
  const rewardId = exploration.among[choice.first]?.rewardId;
  const propensity = choice.propensities[choice.first];
  const same =
    rewardId === first.rewardId &&
    propensity === first.propensity &&
    choice.explored === exploration.explored &&
    choice.draw === exploration.draw;
  if (same) return [];
  return differs(
    `Exploring put "${first.rewardId}" first (chance ${first.propensity}); with these inputs it is "${rewardId}" (chance ${propensity}).`,
  );
}

/** Gives each contender the words of the record, in their order. */
function recordedCopies(body: DecidedBody, { campaign, policy }: ReplayInputs['plan']): Copywriter {
  let next = 0;
  return async (reward) => {
    const text = body.copies[next];
    next += 1;
    if (text === null || text === undefined) {
      const reason = body.refused[next - 1]?.rules[0]?.reason ?? 'No copy is recorded.';
      return failure('no-copy', reason, reward.id);
    }
    const brief = rewardBrief(reward, {
      channel: 'email',
      tone: 'headline',
      currency: policy.policy.currency,
      named: campaign.named,
    });
    const copy: ComposedCopy = {
      text,
      origin: body.origin ?? 'template',
      attempts: 0,
      refused: [],
      brief,
    };
    return success(copy);
  };
}

function whatDiffers(body: DecidedBody, decision: OfferDecision): readonly Failure[] {
  const pairs = [
    ['source', body.source, decision.source],
    ['reward', body.rewardId, decision.offer?.reward.id ?? null],
    ['text', body.text, decision.offer?.text ?? null],
    ['refused', JSON.stringify(body.refused), JSON.stringify(decision.refused)],
  ] as const;
  const found = pairs.flatMap(([what, before, after]): Failure[] =>
    before === after
      ? []
      : [
          {
            type: 'decision-differs',
            message: `The ${what} was ${before}, and is ${after} now.`,
            path: `${body.offerId} ${what}`,
          },
        ],
  );
  if (found.length > 0) return found;
  const message =
    'What goes out is the same, but the audit differs: a rule, a limit or the reward was changed.';
  return [{ type: 'audit-differs', message, path: body.offerId }];
}
