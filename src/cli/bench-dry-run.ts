import { dryRun } from '../campaigns/dry-run.ts';
import { planCampaign } from '../campaigns/plan-campaign.ts';
import type { CustomerProfile } from '../domain/customer.ts';
import type { Reward } from '../domain/reward.ts';
import { DEFAULT_POLICY } from '../guardrails/policy/default-policy.ts';
import { emptyLedger } from '../guardrails/policy/ledger.ts';
import { loadPolicy } from '../guardrails/policy/load-policy.ts';
import type { MatchingModel } from '../matching/matching-model.ts';
import type { Segmentation } from '../segmentation/segment-customers.ts';
import type { BenchRow } from './bench-row.ts';
import { orFail } from './options.ts';
import { timed } from './timed.ts';

export interface DryRunBench {
  readonly profiles: readonly CustomerProfile[];
  readonly groups: Segmentation;
  readonly rewards: readonly Reward[];
  readonly matching: MatchingModel;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A campaign for everybody, tried without sending: who might get what, and who gets what under every rule. */
export async function dryRunRows(bench: DryRunBench): Promise<readonly BenchRow[]> {
  const { profiles, groups, rewards, matching, now } = bench;
  const people = profiles.map((profile, i) => ({ profile, segment: nameOf(groups, i) }));
  const policy = orFail(await loadPolicy(DEFAULT_POLICY));
  const campaign = {
    id: 'bench',
    goal: 'repeat' as const,
    audience: { filters: [] },
    schedule: { kind: 'by-hand' as const },
    caps: {},
    holdOut: 0.1,
    explore: 0.05,
    fallback: 'send' as const,
    named: true,
    seed: 1,
  };
  const planned = await timed(() => planCampaign({ campaign, people, rewards, matching, policy, now }));
  const plan = orFail(planned.value);
  const decided = await timed(() => dryRun(plan, emptyLedger(plan.policy.policy)));
  const { totals } = orFail(decided.value);
  const processor = planned.processor + decided.processor;
  return [
    { what: 'people in a dry run', value: totals.members, unit: '' },
    { what: 'matching them, processor time', value: planned.processor, unit: 's' },
    { what: 'deciding for them, processor time', value: decided.processor, unit: 's' },
    { what: 'the dry run, on the clock', value: planned.wall + decided.wall, unit: 's' },
    { what: 'people of it, a second of the processor', value: totals.members / processor, unit: '' },
  ];
}

function nameOf({ segments, assignments }: Segmentation, i: number): string {
  return segments[assignments[i] ?? -1]?.name ?? '';
}
