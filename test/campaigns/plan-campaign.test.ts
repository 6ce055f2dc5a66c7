import { describe, expect, test, vi } from 'vitest';
import { type Campaign, MOST_PER_DAY, MOST_PER_WEEK, readCampaign } from '../../src/campaigns/campaign.ts';
import { dryRun } from '../../src/campaigns/dry-run.ts';
import type { CampaignPlan } from '../../src/campaigns/plan-campaign.ts';
import { recentBaskets } from '../../src/campaigns/trigger.ts';
import { DEFAULT_POLICY } from '../../src/guardrails/policy/default-policy.ts';
import { emptyLedger, reserve } from '../../src/guardrails/policy/ledger.ts';
import { loadPolicy } from '../../src/guardrails/policy/load-policy.ts';
import { business, must, NOW, plan } from './small-business.ts';

// Other work may share the machine.
vi.setConfig({ testTimeout: 120_000 });

const DAY = 86_400_000;

async function failureOf(...args: Parameters<typeof plan>) {
  const result = await plan(...args);
  return result.ok ? undefined : result.failures[0];
}

describe('the audience', () => {
  test('everybody is in it, or counted under one rule', async () => {
    const { people } = await business();
    const made = must(
      await plan({ audience: { filters: [{ field: 'frequency', operator: 'above', value: 10 }] } }),
    );
    const excluded = made.exclusions.reduce((sum, { count }) => sum + count, 0);
    expect(made.members.length + excluded).toBe(people.length);
    expect(made.exclusions).toEqual([
      {
        rule: 'filter:frequency above 10',
        reason: 'The audience asks for frequency above 10.',
        count: people.filter(({ profile }) => profile.frequency <= 10).length,
      },
    ]);
    expect(made.members.every(({ profile }) => profile.frequency > 10)).toBe(true);
  });

  test('segments are named in any case, and an unknown one says which there are', async () => {
    const { people } = await business();
    const [{ segment }] = people as unknown as [{ segment: string }];
    const made = must(await plan({ audience: { segments: [segment.toUpperCase()] } }));
    expect(made.members.length).toBe(people.filter((person) => person.segment === segment).length);
    expect(await failureOf({ audience: { segments: ['Nobody'] } })).toMatchObject({
      type: 'segment-unknown',
      message: expect.stringContaining(segment),
    });
  });

  test('the best quarter by value gets the reward for the best', async () => {
    const { people } = await business();
    const made = must(await plan({ goal: 'reward' }));
    const quarter = people.length / 4;
    expect(made.members.length).toBeGreaterThan(0.9 * quarter);
    expect(made.members.length).toBeLessThan(1.1 * quarter + 1);
  });

  test('nobody at all, nobody left, and everybody held out are told apart', async () => {
    expect(await failureOf({}, { people: [] })).toMatchObject({ type: 'no-customers' });
    const nobody = await failureOf({
      audience: { filters: [{ field: 'monetary', operator: 'above', value: 1e12 }] },
    });
    expect(nobody).toMatchObject({
      type: 'audience-empty',
      message:
        'Nobody is left in the audience: of 70 customers 70 are left out by "monetary above 1000000000000". Name other segments, or widen the filters.',
    });
    expect(await failureOf({ holdOut: 1 })).toMatchObject({ type: 'holdout-everybody', path: 'holdOut' });
  });

  test('age and gender choose nobody unless the policy allows it', async () => {
    const byAge = {
      audience: { filters: [{ field: 'age', operator: 'above', value: 30, unknown: 'keep' }] },
    } as const;
    expect(await failureOf(byAge as never)).toMatchObject({
      type: 'filter-unfair',
      path: 'audience.filters[0].field',
    });
    const policy = must(
      await loadPolicy({ ...DEFAULT_POLICY, fairness: { ...DEFAULT_POLICY.fairness, allowAge: true } }),
    );
    expect((await plan(byAge as never, { policy })).ok).toBe(true);
  });

  test('behaviour starts it for the silent and for large baskets', async () => {
    const { people } = await business();
    const silent = must(
      await plan({ schedule: { kind: 'by-behaviour', when: { event: 'silent', days: 60 } } }),
    );
    const expected = people.filter(
      ({ profile }) => (profile.recencyDays ?? 0) >= 60 && profile.frequency >= 1,
    );
    expect(silent.members.map(({ profile }) => profile.id).sort()).toEqual(
      expected.map(({ profile }) => profile.id).sort(),
    );
    expect(expected.length).toBeGreaterThan(0);

    const [first, second] = people as unknown as [(typeof people)[0], (typeof people)[0]];
    const behaviour = recentBaskets(
      [
        { customerId: first.profile.id, at: NOW - DAY, amount: 500 },
        { customerId: second.profile.id, at: NOW - 9 * DAY, amount: 900 },
        { customerId: second.profile.id, at: NOW - DAY, amount: 100 },
        { customerId: second.profile.id, at: NOW + DAY, amount: 800 },
      ],
      7,
      NOW,
    );
    const large = must(
      await plan(
        {
          holdOut: 0,
          schedule: { kind: 'by-behaviour', when: { event: 'basket-above', amount: 400, withinDays: 7 } },
        },
        { behaviour },
      ),
    );
    expect(large.members.map(({ profile }) => profile.id)).toEqual([first.profile.id]);
  });
});

describe('the offer pool', () => {
  test('says of each closed reward why', async () => {
    const { rewards } = await business();
    const { pool } = must(await plan({ channel: 'sms' }));
    expect(pool.open.length + pool.closed.length).toBe(rewards.length);
    for (const { rewardId, reasons } of pool.closed) {
      const reward = rewards.find(({ id }) => id === rewardId);
      const rules = reasons.map(({ rule }) => rule);
      expect(rules.length).toBeGreaterThan(0);
      expect(rules.includes('expired')).toBe(reward?.validUntil !== undefined && reward.validUntil <= NOW);
      expect(rules.includes('not-yet')).toBe((reward?.validFrom ?? 0) > NOW);
      expect(rules.includes('channel')).toBe(reward?.channels?.includes('SMS') === false);
    }
  });

  test('a catalogue that has expired, an empty one, and a budget of nothing say so', async () => {
    const { rewards } = await business();
    const over = rewards.map((reward) => ({ ...reward, validUntil: NOW - DAY }));
    expect(await failureOf({}, { rewards: over })).toMatchObject({
      type: 'pool-empty',
      message: `None of the 85 rewards can be offered: 85 expired. Mend the catalogue, or change the campaign.`,
    });
    expect(await failureOf({}, { rewards: [] })).toMatchObject({ type: 'pool-empty' });
    const none = await failureOf({ caps: { budget: 0 } });
    expect(none).toMatchObject({ type: 'pool-empty', message: expect.stringContaining('above the budget') });
    expect(await failureOf({ caps: { offers: 0 } })).toMatchObject({ type: 'cap-zero' });
    expect(await failureOf({}, { rewards: [...rewards, ...rewards.slice(0, 1)] })).toMatchObject({
      type: 'reward-twice',
    });
  });
});

describe('the dry run', () => {
  test('stays within the budget, spends it on the best, and sets nothing aside', async () => {
    const made = must(await plan({ caps: { budget: 100 } }));
    const ledger = emptyLedger(made.policy.policy);
    const ran = must(await dryRun(made, ledger, { previews: 1000 }));
    const spent = ran.previews.reduce(
      (sum, { decision }) => sum + (decision.offer?.reward.costPerUse ?? 0),
      0,
    );
    expect(spent).toBeLessThanOrEqual(100);
    expect(ran.totals.reservedCost).toBeCloseTo(spent, 9);
    expect(ran.totals.offers + ran.totals.fallbacks + ran.totals.none + ran.totals.heldOut).toBe(
      made.members.length,
    );
    expect(ran.refusals.map(({ rule }) => rule)).toContain('limit:campaign-budget');
    expect(ran.totals.fallbacks).toBeGreaterThan(0);
    // The first in the order of decision has the highest score, and is served.
    const scores = made.members.map(({ contenders }) => Math.max(...contenders.map(({ score }) => score)));
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(ran.previews[0]?.decision.source).toBe('candidate');
    expect(ledger).toEqual(emptyLedger(made.policy.policy));
  });

  test('every offer that goes out has passed every rule, and no hold-out gets one', async () => {
    const made = must(await plan({ holdOut: 0.3 }));
    const { previews } = must(await dryRun(made, emptyLedger(made.policy.policy), { previews: 1000 }));
    const held = new Set(
      made.members.filter(({ arm }) => arm === 'hold-out').map(({ profile }) => profile.id),
    );
    expect(held.size).toBeGreaterThan(10);
    for (const { customerId, decision } of previews) {
      expect(held.has(customerId)).toBe(false);
      expect(decision.audit?.rules.every(({ passed }) => passed)).toBe(true);
      expect(decision.audit?.policyHash).toBe(made.policy.hash);
    }
  });

  test('without a fallback nothing goes to those for whom nothing passes', async () => {
    const made = must(await plan({ caps: { budget: 50 }, fallback: 'skip' }));
    const { totals } = must(await dryRun(made, emptyLedger(made.policy.policy)));
    expect(totals.fallbacks).toBe(0);
    expect(totals.none).toBeGreaterThan(0);
  });
});

describe("the campaign's caps for one person", () => {
  test('stand in place of those of the policy, and no other limit changes', async () => {
    const limitsOf = async (caps: Campaign['caps']) => must(await plan({ caps })).policy.policy.limits;
    expect(await limitsOf({})).toEqual(DEFAULT_POLICY.limits);
    expect(await limitsOf({ personPerWeek: 6 })).toEqual([
      { id: 'daily', per: 'person', count: 1, days: 1 },
      { id: 'weekly', per: 'person', count: 6, days: 7 },
    ]);
    const policy = must(
      await loadPolicy({
        ...DEFAULT_POLICY,
        limits: [
          { id: 'a-day', per: 'person', count: 1, money: 20, days: 1 },
          { id: 'month', per: 'person', count: 4, days: 30 },
        ],
      }),
    );
    const made = must(await plan({ caps: { personPerDay: 2, offers: 9 } }, { policy }));
    expect(made.policy.policy.limits).toEqual([
      { id: 'a-day-money', per: 'person', money: 20, days: 1 },
      { id: 'month', per: 'person', count: 4, days: 30 },
      { id: 'daily', per: 'person', days: 1, count: 2 },
      { id: 'campaign-offers', per: 'campaign', count: 9 },
    ]);
  });

  test('count what a person had from other campaigns on the same day', async () => {
    const usual = must(await plan());
    let ledger = emptyLedger(usual.policy.policy);
    for (const { profile } of usual.members) {
      const earlier = {
        id: `earlier-${profile.id}`,
        customerId: profile.id,
        rewardId: 'r',
        cents: 0,
        at: NOW,
      };
      ledger = must(reserve(ledger, { ...earlier, campaignId: 'another' }, []));
    }
    const offersOf = async (caps: Campaign['caps']) =>
      must(await dryRun(must(await plan({ caps })), ledger)).totals.offers;
    expect(await offersOf({})).toBe(0);
    expect(await offersOf({ personPerWeek: 20 })).toBe(0);
    expect(await offersOf({ personPerDay: 2 })).toBeGreaterThan(20);
    expect(await offersOf({ personPerDay: 2, personPerWeek: 1 })).toBe(0);
  });

  test('a shallower discount closes the deeper ones, and a deeper one opens nothing', async () => {
    const { rewards } = await business();
    const pctOf = (made: CampaignPlan) => made.pool.open.flatMap(({ discountPct = [] }) => discountPct);
    const shallow = must(await plan({ caps: { discountPct: 20 } }));
    expect(Math.max(...pctOf(must(await plan())))).toBeGreaterThan(20);
    expect(Math.max(...pctOf(shallow))).toBeLessThanOrEqual(20);
    const deep = rewards.filter(({ discountPct = 0 }) => discountPct > 20).map(({ id }) => id);
    expect(shallow.pool.closed.map(({ rewardId }) => rewardId)).toEqual(expect.arrayContaining(deep));
    const bounds = { ...DEFAULT_POLICY.bounds, discountPct: { min: 0, max: 30 } };
    const policy = must(await loadPolicy({ ...DEFAULT_POLICY, bounds }));
    const made = must(await plan({ caps: { discountPct: 80 } }, { policy }));
    expect(made.policy.policy.bounds.discountPct.max).toBe(30);
  });

  test.each([
    ['personPerDay', 0],
    ['personPerDay', MOST_PER_DAY + 1],
    ['personPerWeek', MOST_PER_WEEK + 1],
    ['personPerWeek', 1.5],
    ['discountPct', 101],
    ['discountPct', -1],
  ])('%s of %d is refused', (cap, value) => {
    expect(readCampaign({ id: 'a', goal: 'churn', caps: { [cap]: value } })).toMatchObject({
      ok: false,
      failures: [{ path: `caps.${cap}` }],
    });
  });
});

test('a campaign with mistakes is refused with each of them', () => {
  const read = readCampaign({ id: '', goal: 'win', holdOut: 2, colour: 'red' });
  expect(read.ok ? [] : read.failures.map(({ path }) => path).sort()).toEqual([
    'colour',
    'goal',
    'holdOut',
    'id',
  ]);
  expect(must(readCampaign({ id: 'a', goal: 'churn' }))).toEqual({
    id: 'a',
    goal: 'churn',
    audience: {},
    caps: {},
    schedule: { kind: 'by-hand' },
    explore: 0.05,
    holdOut: 0.1,
    fallback: 'send',
    named: true,
    seed: 1,
  });
});
