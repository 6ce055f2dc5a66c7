import type { WriteCopy } from '../creative/compose-copy.ts';
import { nextTask } from '../domain/next-task.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { centsOf } from '../guardrails/policy/cents.ts';
import { type Ledger, reserve } from '../guardrails/policy/ledger.ts';
import { entryOf } from '../guardrails/policy/persistent-map.ts';
import { hashOf } from '../guardrails/policy/policy-hash.ts';
import { type Copywriter, createCopywriter, decideOffer, type OfferDecision } from './decide-offer.ts';
import { createPauses } from './pauses.ts';
import type { CampaignPlan, PlannedMember } from './plan-campaign.ts';
import { appendEntries, EMPTY_LOG, type LogEntry, type LogHead } from './run-log.ts';
import type { DecidedBody, FinishedBody, RunBody, StartedBody } from './run-record.ts';

/** How far a run has come. A plain value: store it together with the entries of its step. */
export interface RunState {
  readonly format: 'offersmith-run';
  readonly version: 1;
  readonly runId: string;
  readonly planHash: string;
  /** Members done. */
  readonly next: number;
  readonly ledger: Ledger;
  readonly head: LogHead;
  readonly counts: Omit<FinishedBody, 'kind'>;
  readonly finished: boolean;
}

export interface RunStep {
  readonly state: RunState;
  /** To be appended to what was stored before. */
  readonly entries: readonly LogEntry<RunBody>[];
  /** The decisions of this step with their full audits, in the order of their entries; for showing, not for keeping. */
  readonly decisions: readonly { readonly member: PlannedMember; readonly decision: OfferDecision }[];
}

export interface RunOptions {
  /** The model that writes copy; templates serve without one. */
  readonly write?: WriteCopy;
  /** Members in a step; 50 where left out. */
  readonly batch?: number;
  readonly signal?: AbortSignal;
}

const NO_COUNTS = { offers: 0, fallbacks: 0, none: 0, heldOut: 0, cents: 0 };

/**
 * A run that has not begun.
 *
 * @param runId names it among the runs of the campaign.
 * @returns `run-exists` where the ledger holds offers of a run with that name.
 */
export function startRun(plan: CampaignPlan, runId: string, ledger: Ledger): Result<RunState> {
  const before =
    ledger.entries.length > 0 &&
    plan.members.some(({ profile }) => entryOf(ledger.entries, offerIdOf(runId, profile.id)));
  if (before) {
    const message = `There was a run "${runId}" already, and its offers are counted; give the new run another name.`;
    return failure('run-exists', message, runId);
  }
  return success({
    format: 'offersmith-run',
    version: 1,
    runId,
    planHash: plan.hash,
    next: 0,
    ledger,
    head: EMPTY_LOG,
    counts: NO_COUNTS,
    finished: false,
  });
}

export function offerIdOf(runId: string, customerId: string): string {
  return `${runId}/${customerId}`;
}

/**
 * A stored state to go on from. @returns `run-changed` where campaign, policy, rewards or customers are no longer those
 * that the run began with: its decisions would not belong together.
 */
export function resumeRun(plan: CampaignPlan, state: RunState): Result<RunState> {
  if (state.planHash === plan.hash) return success(state);
  return failure(
    'run-changed',
    `The run "${state.runId}" began with other data, rules or settings. Go on with those, or start a new run.`,
    state.runId,
  );
}

/**
 * Goes on with a run, a batch of members a step. Store each step's state and entries together: a run that is taken up
 * from the last stored state does nothing twice, because nothing of the next batch was kept. Ends without a step where
 * the run is finished, and early where the signal is given.
 */
export async function* runCampaign(
  plan: CampaignPlan,
  state: RunState,
  options: RunOptions = {},
): AsyncGenerator<RunStep, void> {
  const copywriter = createCopywriter(plan, options.write);
  const size = options.batch ?? 50;
  let now = state;
  while (!now.finished && options.signal?.aborted !== true) {
    const step = await runBatch(plan, now, plan.members.slice(now.next, now.next + size), copywriter);
    now = step.state;
    yield step;
    await nextTask();
  }
}

async function runBatch(
  plan: CampaignPlan,
  state: RunState,
  members: readonly PlannedMember[],
  copywriter: Copywriter,
): Promise<RunStep> {
  const bodies: RunBody[] = state.head.entries === 0 ? [startedBody(plan, state)] : [];
  const decisions: { member: PlannedMember; decision: OfferDecision }[] = [];
  let { ledger, counts } = state;
  const pause = createPauses();
  for (const member of members) {
    await pause();
    if (member.arm === 'hold-out') {
      bodies.push({ kind: 'held-out', customerId: member.profile.id, segment: member.segment });
      counts = { ...counts, heldOut: counts.heldOut + 1 };
      continue;
    }
    const {
      body,
      decision,
      ledger: after,
    } = await decideMember(plan, state.runId, member, ledger, copywriter);
    ledger = after;
    bodies.push(body);
    decisions.push({ member, decision });
    counts = {
      ...counts,
      offers: counts.offers + Number(body.source === 'candidate'),
      fallbacks: counts.fallbacks + Number(body.source === 'fallback'),
      none: counts.none + Number(body.source === 'none'),
      cents: counts.cents + body.cents,
    };
  }
  const next = state.next + members.length;
  const finished = next >= plan.members.length;
  if (finished) bodies.push({ kind: 'finished', ...counts });
  const { entries, head } = await appendEntries(state.head, bodies);
  return { state: { ...state, next, ledger, head, counts, finished }, entries, decisions };
}

function startedBody(plan: CampaignPlan, { runId }: RunState): StartedBody {
  return {
    kind: 'started',
    runId,
    campaignId: plan.campaign.id,
    at: plan.now,
    planHash: plan.hash,
    policyHash: plan.policy.hash,
    members: plan.members.length,
    ...(plan.exploration.share > 0 && { exploration: plan.exploration }),
  };
}

/** One decision, its record, and the ledger with its cost set aside. */
export async function decideMember(
  plan: CampaignPlan,
  runId: string,
  member: PlannedMember,
  ledger: Ledger,
  copywriter: Copywriter,
): Promise<{ readonly body: DecidedBody; readonly decision: OfferDecision; readonly ledger: Ledger }> {
  const copies: (string | null)[] = [];
  const decision = await decideOffer(member, plan, ledger, async (...asked) => {
    const copy = await copywriter(...asked);
    copies.push(copy.ok ? copy.value.text : null);
    return copy;
  });
  const offerId = offerIdOf(runId, member.profile.id);
  const rewardId = decision.offer?.reward.id ?? null;
  const cents = decision.source === 'candidate' ? (centsOf(decision.offer?.reward.costPerUse ?? 0) ?? 0) : 0;
  let after = ledger;
  if (decision.source === 'candidate' && rewardId !== null) {
    const spending = {
      id: offerId,
      customerId: member.profile.id,
      campaignId: plan.campaign.id,
      rewardId,
      cents,
      at: plan.now,
    };
    const reserved = reserve(ledger, spending, plan.policy.policy.limits);
    // The policy has just tried the same limits on the same ledger.
    if (!reserved.ok) throw new RangeError(`decideMember: ${reserved.failures[0]?.message}`);
    after = reserved.value;
  }
  const body: DecidedBody = {
    kind: 'decided',
    offerId,
    customerId: member.profile.id,
    segment: member.segment,
    channel: member.channel,
    profileHash: await hashOf(member.profile),
    contenders: member.contenders.slice(0, member.contenders.length - decision.untried),
    ...(member.exploredList !== undefined && { exploration: member.exploredList }),
    untried: decision.untried,
    source: decision.source,
    rewardId,
    text: decision.offer?.text ?? null,
    origin: decision.origin,
    refused: decision.refused,
    copies,
    cents,
    at: plan.now,
    decisionHash: await hashOf(decision),
  };
  return { body, decision, ledger: after };
}
