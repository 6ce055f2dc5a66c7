import { describe, expect, test, vi } from 'vitest';
import { readCampaign } from '../../src/campaigns/campaign.ts';
import { Explorer } from '../../src/campaigns/explorer.ts';
import type { PersonOutcome } from '../../src/campaigns/kpis.ts';
import {
  answersFromOutcomes,
  answersFromResponses,
  learnFromRun,
} from '../../src/campaigns/learn-from-run.ts';
import type { CampaignPlan } from '../../src/campaigns/plan-campaign.ts';
import { ledgerBefore, replay } from '../../src/campaigns/replay.ts';
import { runCampaign, startRun } from '../../src/campaigns/run-campaign.ts';
import type { LogEntry } from '../../src/campaigns/run-log.ts';
import type { DecidedBody, RunBody } from '../../src/campaigns/run-record.ts';
import { DEFAULT_POLICY } from '../../src/guardrails/policy/default-policy.ts';
import { emptyLedger } from '../../src/guardrails/policy/ledger.ts';
import { learnResponse, nothingLearned, readLearned } from '../../src/matching/reward-bandit.ts';
import { campaign, must, plan } from './small-business.ts';

vi.setConfig({ testTimeout: 120_000 });

const empty = emptyLedger(DEFAULT_POLICY);

async function logOf(made: CampaignPlan, runId = 'r1') {
  const entries: LogEntry<RunBody>[] = [];
  for await (const step of runCampaign(made, must(startRun(made, runId, empty))))
    entries.push(...step.entries);
  return entries;
}

function decided(entries: readonly LogEntry<RunBody>[]): readonly DecidedBody[] {
  return entries.flatMap(({ body }) => (body.kind === 'decided' ? [body] : []));
}

const firsts = (made: CampaignPlan) =>
  new Map(made.members.map(({ profile, contenders }) => [profile.id, contenders[0]]));

describe('exploring', () => {
  test('is small unless told, is bounded, and 0 switches it off', async () => {
    expect(campaign().explore).toBe(0.05);
    expect(readCampaign({ id: 'a', goal: 'repeat', explore: 0.6 })).toMatchObject({
      ok: false,
      failures: [{ path: 'explore' }],
    });
    const off = must(await plan({ explore: 0, holdOut: 0 }));
    for (const { contenders, exploredList } of off.members) {
      expect(exploredList).toBeUndefined();
      for (const one of contenders) expect(one).not.toHaveProperty('propensity');
      const scores = contenders.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
    expect(JSON.stringify(await logOf(off))).not.toContain('exploration');
  });

  test('takes a share of the people, the same ones for the same seed, and nobody leaves their short list', async () => {
    const off = firsts(must(await plan({ explore: 0, holdOut: 0 })));
    const made = must(await plan({ explore: 0.5, holdOut: 0, seed: 3 }));
    const again = must(await plan({ explore: 0.5, holdOut: 0, seed: 3 }));
    expect(again.hash).toBe(made.hash);
    expect(must(await plan({ explore: 0.5, holdOut: 0, seed: 4 })).hash).not.toBe(made.hash);
    const chosen = made.members.filter(({ exploredList }) => exploredList?.explored);
    expect(chosen.length / made.members.length).toBeGreaterThan(0.3);
    expect(chosen.length / made.members.length).toBeLessThan(0.7);
    let moved = 0;
    for (const { profile, contenders, exploredList } of made.members) {
      const sum = contenders.reduce((total, { propensity = 0 }) => total + propensity, 0);
      expect(sum).toBeCloseTo(1, 12);
      expect(contenders.length).toBeLessThanOrEqual(8);
      const best = off.get(profile.id)?.rewardId;
      expect(exploredList?.among[0]?.rewardId).toBe(best);
      if (contenders[0]?.rewardId === best) continue;
      moved += 1;
      expect(exploredList?.explored).toBe(true);
      expect(contenders[0]).toMatchObject({ explored: true });
      expect(contenders[0]?.drivers[0]).toContain('to learn from it');
      expect(contenders[0]?.propensity).toBeGreaterThan(0);
      expect(contenders[0]?.propensity).toBeLessThanOrEqual(0.5);
    }
    expect(moved).toBeGreaterThan(5);
  });

  test('the told chances are those with which rewards come first, counted over seeds', () => {
    const arms = [0.3, 0.27, 0.2].map((probability, i) => ({
      rewardId: `r${i}`,
      type: 'Gift' as const,
      probability,
    }));
    // One belief for all seeds: so many people who are alike.
    const explorer = new Explorer({ share: 0.4, seed: 5, campaignId: 'c', learned: nothingLearned() });
    const counts = [0, 0, 0];
    const people = 40_000;
    let told: readonly number[] = [];
    for (let i = 0; i < people; i += 1) {
      const choice = explorer.choose(`person ${i}`, arms, (_, probability) => probability);
      counts[choice.first] = (counts[choice.first] ?? 0) + 1;
      told = choice.propensities;
    }
    expect(told.every((each) => each > 0)).toBe(true);
    for (const [i, count] of counts.entries()) expect(count / people).toBeCloseTo(told[i] ?? 0, 1.8);
    expect(Math.abs((counts[0] ?? 0) / people - (told[0] ?? 0))).toBeLessThan(0.01);
  });

  test('a replay makes explored decisions again, and notices another seed, share or belief', async () => {
    const made = must(await plan({ explore: 0.5, holdOut: 0.1 }));
    const entries = structuredClone(await logOf(made));
    expect(entries[0]?.body).toMatchObject({ exploration: { share: 0.5, seed: 1, learned: { runs: [] } } });
    const people = new Map(made.members.map(({ profile }) => [profile.id, profile]));
    let learned = nothingLearned();
    for (let i = 0; i < 40; i += 1) {
      learned = must(learnResponse(learned, { id: 'x', type: 'Coupon Series' }, 0.3, 1));
    }
    let explored = 0;
    const noticed = { seed: 0, belief: 0 };
    for (const entry of entries) {
      const { body } = entry;
      if (body.kind !== 'decided') continue;
      const profile = people.get(body.customerId);
      if (profile === undefined) throw new Error('nobody');
      const ledger = must(ledgerBefore(entries, entry.index, empty, made.campaign.id));
      const inputs = { plan: made, profile, ledger };
      expect(must(await replay(entry, inputs))).toMatchObject({ same: true, differences: [] });
      if (body.contenders[0]?.explored) explored += 1;
      const other = async (exploration: CampaignPlan['exploration']) =>
        must(await replay(entry, { ...inputs, plan: { ...made, exploration } })).same;
      if (!(await other({ ...made.exploration, seed: 99 }))) noticed.seed += 1;
      if (!(await other({ ...made.exploration, learned }))) noticed.belief += 1;
    }
    expect(explored).toBeGreaterThan(5);
    expect(noticed.seed).toBeGreaterThan(20);
    expect(noticed.belief).toBeGreaterThan(20);
  });
});

describe('learning from a run', () => {
  const outcomesOf = (entries: readonly LogEntry<RunBody>[], says: (body: DecidedBody) => boolean) =>
    decided(entries).map(
      (body): PersonOutcome => ({
        customerId: body.customerId,
        arm: 'offer',
        converted: says(body),
        repeated: false,
        revenue: 0,
        cost: 0,
      }),
    );

  test('moves the probabilities of the next plan towards the answers, once for each run', async () => {
    const made = must(await plan({ explore: 0.5, holdOut: 0 }));
    const entries = await logOf(made);
    const top = decided(entries)[0]?.rewardId ?? '';
    const nobody = outcomesOf(entries, ({ rewardId }) => rewardId !== top);
    const learned = must(
      learnFromRun(nothingLearned(), entries, made.pool.open, answersFromOutcomes(nobody)),
    );
    expect(learned.runs).toEqual(['r1']);
    expect(learned.shared.responses).toBe(
      decided(entries).filter(({ source }) => source === 'candidate').length,
    );
    expect(learned.rewards[top]?.excess).toBeLessThan(0);
    expect(learnFromRun(learned, entries, made.pool.open, answersFromOutcomes(nobody))).toMatchObject({
      ok: false,
      failures: [{ type: 'run-learned' }],
    });
    const next = must(await plan({ explore: 0, holdOut: 0 }, { learned }));
    const before = must(await plan({ explore: 0, holdOut: 0 }));
    expect(firsts(next)).not.toEqual(firsts(before));
    const type = made.pool.open.find(({ id }) => id === top)?.type;
    const alike = new Set(made.pool.open.filter((each) => each.type === type).map(({ id }) => id));
    /** By how much answers moved the probabilities of rewards of that type, on average. */
    const move = (isMeant: (rewardId: string) => boolean) => {
      const moves = next.members.flatMap(({ contenders }) =>
        contenders
          .filter(({ rewardId }) => alike.has(rewardId) && isMeant(rewardId))
          .map(({ probability, told = probability }) => probability - told),
      );
      expect(moves.length).toBeGreaterThan(0);
      return moves.reduce((sum, each) => sum + each, 0) / moves.length;
    };
    expect(move((id) => id === top)).toBeLessThan(move((id) => id !== top) - 0.02);
    const moved = next.members.flatMap(({ contenders }) => contenders).find(({ told }) => told !== undefined);
    expect(moved?.drivers[0]).toMatch(/^Answers to earlier runs: (raised|lowered) from \d+% to \d+%\.$/);
    expect(must(readLearned(JSON.parse(JSON.stringify(learned))))).toEqual(learned);
    expect(readLearned({ ...learned, shared: {} })).toMatchObject({
      failures: [{ type: 'learned-malformed' }],
    });
  });

  test('takes off what those held out did anyway, and reads answers of the people themselves', async () => {
    const made = must(await plan({ holdOut: 0 }));
    const entries = await logOf(made);
    const held = Array.from(
      { length: 40 },
      (_, i): PersonOutcome => ({
        customerId: `h${i}`,
        arm: 'hold-out',
        converted: i < 10,
        repeated: false,
        revenue: 0,
        cost: 0,
      }),
    );
    expect(answersFromOutcomes(held)).toEqual({ answers: new Map(), baseline: 0.25 });
    expect(answersFromOutcomes(held.slice(0, 10)).baseline).toBe(0);
    const [one] = decided(entries).filter(({ source }) => source === 'candidate');
    if (one?.rewardId == null) throw new Error('no offer');
    const responses = [
      { customerId: one.customerId, rewardId: 'another', accepted: true },
      { customerId: one.customerId, rewardId: one.rewardId, accepted: true, at: one.at - 1 },
      { customerId: one.customerId, rewardId: one.rewardId, accepted: false, at: one.at + 1 },
    ];
    const answers = answersFromResponses(entries, responses);
    expect(answers).toEqual({ answers: new Map([[one.customerId, false]]), baseline: 0 });
    const learned = must(learnFromRun(nothingLearned(), entries, made.pool.open, answers));
    expect(learned.shared.responses).toBe(1);
    expect(learned.rewards[one.rewardId]).toEqual({
      responses: 1,
      excess: expect.closeTo(-(one.contenders.at(-1)?.probability ?? 0), 9),
    });
  });
});
