import type { PastResponse } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import { type Learned, learnResponse } from '../matching/reward-bandit.ts';
import type { PersonOutcome } from './kpis.ts';
import type { LogEntry } from './run-log.ts';
import type { RunBody } from './run-record.ts';

/** What became of the offers of a run. */
export interface RunAnswers {
  /** By customer. */
  readonly answers: ReadonlyMap<string, boolean>;
  /** Share that would have said yes without an offer, 0 to 1. */
  readonly baseline: number;
}

/** With fewer people held out, their share of buyers is chance. */
const LEAST_HELD_OUT = 20;

/** Buying within the time looked at counts as an answer, less the share of those held out who bought as well. */
export function answersFromOutcomes(outcomes: readonly PersonOutcome[]): RunAnswers {
  const held = outcomes.filter(({ arm }) => arm === 'hold-out');
  const bought = held.filter(({ converted }) => converted).length;
  return {
    answers: new Map(
      outcomes
        .filter(({ arm }) => arm === 'offer')
        .map(({ customerId, converted }) => [customerId, converted]),
    ),
    baseline: held.length < LEAST_HELD_OUT ? 0 : bought / held.length,
  };
}

/** Answers of the people themselves to the rewards they were offered, where an import tells them. */
export function answersFromResponses(
  entries: readonly LogEntry<RunBody>[],
  responses: readonly PastResponse[],
): RunAnswers {
  const offered = new Map(
    entries.flatMap(({ body }) =>
      body.kind === 'decided' && body.source === 'candidate' ? [[body.customerId, body] as const] : [],
    ),
  );
  const answers = new Map<string, boolean>();
  for (const { customerId, rewardId, accepted, at } of responses) {
    const offer = offered.get(customerId);
    if (offer === undefined || offer.rewardId !== rewardId || (at !== undefined && at < offer.at)) continue;
    answers.set(customerId, accepted || answers.get(customerId) === true);
  }
  return { answers, baseline: 0 };
}

/**
 * What earlier runs taught, with the offers of one more run. People without an answer count for nothing.
 *
 * @returns `run-learned` where this run was learned from before; `log-empty` for a log without a beginning.
 */
export function learnFromRun(
  learned: Learned,
  entries: readonly LogEntry<RunBody>[],
  rewards: readonly Reward[],
  { answers, baseline }: RunAnswers,
): Result<Learned> {
  const started = entries[0]?.body;
  if (started?.kind !== 'started')
    return failure('log-empty', 'The log has no beginning; nothing was learned.');
  if (learned.runs.includes(started.runId)) {
    const message = `The run "${started.runId}" was learned from already; its answers would count twice.`;
    return failure('run-learned', message, started.runId);
  }
  const byId = new Map(rewards.map((reward) => [reward.id, reward]));
  let now: Learned = { ...learned, runs: [...learned.runs, started.runId] };
  for (const { body } of entries) {
    if (body.kind !== 'decided' || body.source !== 'candidate') continue;
    const answer = answers.get(body.customerId);
    const contender = body.contenders.at(-1);
    const reward = byId.get(body.rewardId ?? '');
    if (answer === undefined || contender === undefined || reward === undefined) continue;
    const next = learnResponse(
      now,
      reward,
      contender.told ?? contender.probability,
      Number(answer) - baseline,
    );
    if (!next.ok) return next;
    now = next.value;
  }
  return success(now);
}
