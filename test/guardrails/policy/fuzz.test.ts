import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Candidate, PolicyContext } from '../../../src/guardrails/policy/candidate.ts';
import { choose } from '../../../src/guardrails/policy/choose.ts';
import { decide } from '../../../src/guardrails/policy/decide.ts';
import { emptyLedger, reserve } from '../../../src/guardrails/policy/ledger.ts';
import type { Policy } from '../../../src/guardrails/policy/policy.ts';
import { DAY, HOUR, NOW, policyWith } from './examples.ts';
import { field, type Planted, plantedText, wrapped } from './fuzz-offers.ts';

const RUNS = 100_000;

/** A strict policy with one rule of every kind; the oracle below says the same in plain code. */
async function strictPolicy() {
  const { policy } = await policyWith();
  const custom: Policy['custom'] = [
    {
      id: 'deck',
      reason: 'Only for the most valuable.',
      when: [{ field: 'segment', operator: 'is-not', value: 'Premium VIP' }],
      refuse: { field: 'reward.discountPct', operator: 'above', value: 25 },
    },
  ];
  return policyWith({
    bounds: {
      discountPct: { min: 0, max: 50 },
      amountOff: { min: 0, max: 60 },
      bonusPoints: { min: 0, max: 500 },
      pointsRequired: { min: 0, max: 900 },
      minSpend: { min: 0, max: 400 },
      costPerUse: { min: 0, max: 30 },
    },
    reach: { timesAverageBasket: 4, unknownBasket: 50, pointsWithinBalance: true },
    expiry: { required: true, longestDays: 30, shortestHours: 2, startsWithinDays: 1 },
    custom,
    eligibility: [
      { id: 'wine', reason: 'Adults.', covers: { by: 'category', values: ['Wine'] }, minimumAge: 18 },
      { id: 'gold', reason: 'Gold.', covers: { by: 'type', values: ['Gift'] }, tiers: ['Gold'] },
    ],
    limits: [
      { id: 'week', per: 'person', count: 2, days: 7 },
      { id: 'budget', per: 'campaign', money: 100 },
    ],
    text: {
      ...policy.text,
      blockedWords: ['casino'],
      channelCharacters: [{ channel: 'SMS', mostCharacters: 72 }],
    },
  });
}

const none = undefined;
const rewards = fc.record({
  id: fc.constantFrom('r1', 'r2'),
  type: field(['Coupon Series', 'Coupon Series', 'Points Promotion', 'Gift'], ['Other', 'gift', '']),
  name: field(
    ['Boots', 'Boots', 'A fine pair'],
    ['Flat 25% off', 'Flat 150% off', '-5% off', '100% cotton socks'],
  ),
  product: field(['hiking boots', 'wines'], ['150%', '100% cotton socks', '']),
  category: fc.constantFrom('Shoes', 'Shoes', 'Wine', 'wine'),
  discountPct: field([none, 0, 5, 10, 20, 20, 25], [26, 40, 50, 51, 100, 150, -5]),
  amountOff: field([none, none, 5, 10, 60], [61, -1]),
  bonusPoints: field([none, none, 10, 20, 500], [501, -1]),
  pointsRequired: field([none, none, 0, 100], [899, 901, 900, -1]),
  minSpend: field([none, 40, 40], [160, 161, 500, -1]),
  costPerUse: field([5, 5, 0, 10], [none, 29.99, 30.01, -1]),
  validFrom: field([none, NOW - DAY, NOW], [NOW + DAY, NOW + DAY + 1]),
  validUntil: field(
    [NOW + 8 * DAY, NOW + 5 * HOUR, NOW + 70 * HOUR],
    [none, NOW, NOW - 1, NOW + HOUR, NOW + 31 * DAY],
  ),
  segments: field([none, none, ['premium vip', 'STANDARD active']], [['Premium VIP'], []]),
  channels: field([none, none, ['Email', 'SMS']], [['email'], ['push'], []]),
  creditLike: field([none, false], [true]),
});

const facts = fc.oneof(
  { weight: 12, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.array(
      fc.record({ value: fc.constantFrom(5, 25, 150, -1, Number.NaN), unit: fc.constant('percent') }),
      { maxLength: 2 },
    ),
  },
);

const orElse = (value: unknown, other: number) => (Number.isFinite(value) ? Number(value) : other);

const candidates = fc
  .tuple(plantedText, rewards, facts, wrapped, wrapped)
  .map(([write, reward, extra, wrapCandidate, wrapReward]) => {
    const end = orElse(reward.validUntil, NOW);
    const planted = write({
      percent: orElse(reward.discountPct, 20),
      money: orElse(reward.amountOff, 5),
      points: orElse(reward.bonusPoints, 10),
      date: Math.abs(end - NOW) < 1000 * DAY ? new Date(end).toISOString().slice(0, 10) : '2026-11-30',
    });
    const value = wrapCandidate({ id: 'x', text: planted.text, reward: wrapReward(reward), facts: extra });
    return { planted, value };
  });

const contexts = fc.record({
  age: field([18, 40], [none, 17, 17.99]),
  tier: field(['Gold'], [none, 'Silver']),
  segment: fc.constantFrom(undefined, 'Premium VIP', 'Standard Active', 'Premium VIP'),
  channel: fc.constantFrom(undefined, 'email', 'email', 'sms'),
  basket: field([40, 40], [none, 10]),
  balance: field([900, 900], [none, 0]),
  given: fc.constantFrom(0, 0, 0, 1, 1, 2, 3),
  spent: fc.constantFrom(0, 0, 0, 5000, 9000, 9500, 9501),
});

type Where = typeof contexts extends fc.Arbitrary<infer T> ? T : never;

const at = (hoursAgo: number) => NOW - hoursAgo * HOUR;

/** The ledgers that contexts choose from, made once. */
function ledgers(policy: Policy) {
  const made = new Map<string, PolicyContext['ledger']>();
  for (const given of [0, 1, 2, 3]) {
    for (const spent of [0, 5000, 9000, 9500, 9501]) {
      let ledger = emptyLedger(policy);
      const add = (id: string, customerId: string, cents: number, hours: number) => {
        const next = reserve(
          ledger,
          { id, customerId, campaignId: 'k', rewardId: 'r', cents, at: at(hours) },
          [],
        );
        if (!next.ok) throw new Error(next.failures[0]?.message);
        ledger = next.value;
      };
      for (let i = 0; i < given; i++) add(`g${i}`, 'C-7001', 0, i);
      add('s', 'other', spent, 1);
      made.set(`${given} ${spent}`, ledger);
    }
  }
  return made;
}

function contextOf(where: Where, ledger: PolicyContext['ledger'] | undefined): unknown {
  return {
    customer: {
      id: 'C-7001',
      name: 'Maya Miller',
      age: where.age,
      loyaltyTier: where.tier,
      averageBasket: where.basket,
      pointsBalance: where.balance,
    },
    ...(where.segment && { segment: { name: where.segment } }),
    ...(where.channel && { channel: where.channel }),
    campaignId: 'k',
    ledger,
  };
}

const isIn = (value: unknown, least: number, most: number) =>
  value === undefined || (typeof value === 'number' && value >= least && value <= most);
const close = (a: number, b: unknown) => typeof b === 'number' && Math.abs(a - b) < 0.005;

/** What an offer that was let through breaks; written from the policy's words alone, without any of our readers. */
function broken(offer: Candidate, planted: Planted, where: Where): readonly string[] {
  const { reward, text, facts = [] } = offer;
  const until = reward.validUntil;
  const stated = facts.filter(({ unit }) => unit === 'percent').map(({ value }) => value);
  const fromName = reward.discountPct === undefined && stated.length === 0 ? [25, 100, 150, -5] : [];
  const mayState = [
    reward.discountPct,
    ...stated,
    ...fromName.filter((n) => reward.name.includes(`${n}% off`)),
  ];
  const minSpend = reward.minSpend ?? 0;
  const basket = where.basket;
  const reachable = typeof basket === 'number' ? 4 * basket : 50;
  const same = (list: readonly string[] | undefined, own: string | undefined) =>
    list === undefined ||
    (own !== undefined && list.some((each) => each.toLowerCase() === own.toLowerCase()));
  const plain = text.normalize('NFKC').replace(/[\u200B-\u200F\u2060\u00AD]/g, '');
  const tooMuch = [...plain.matchAll(/(\d+(?:\.\d+)?)\s?%/g)].some(([, digits]) => Number(digits) > 100);
  const days = [until, reward.validFrom].map((day) =>
    day === undefined ? '' : new Date(day).toISOString().slice(0, 10),
  );
  const checks: Readonly<Record<string, boolean>> = {
    discount: isIn(reward.discountPct, 0, 50),
    'no bad name': !/150% off|-5% off/.test(reward.name),
    facts: stated.every((value) => isIn(value, 0, 50)),
    amountOff: isIn(reward.amountOff, 0, 60),
    bonusPoints: isIn(reward.bonusPoints, 0, 500),
    pointsRequired: isIn(reward.pointsRequired, 0, 900),
    minSpend: isIn(reward.minSpend, 0, 400),
    cost: isIn(reward.costPerUse, 0, 30) && reward.costPerUse !== undefined,
    reach: minSpend === 0 || minSpend <= reachable,
    balance:
      !reward.pointsRequired || (typeof where.balance === 'number' && reward.pointsRequired <= where.balance),
    expiry: typeof until === 'number' && until >= NOW + 2 * HOUR && until <= NOW + 30 * DAY,
    begun: reward.validFrom === undefined || reward.validFrom <= NOW + DAY,
    segment: same(reward.segments, where.segment),
    channel: same(reward.channels, where.channel),
    deck: where.segment === 'Premium VIP' || mayState.every((value) => (value ?? 0) <= 25),
    adult: reward.category.toLowerCase() !== 'wine' || (typeof where.age === 'number' && where.age >= 18),
    'no credit by age': reward.category.toLowerCase() !== 'wine' || reward.creditLike !== true,
    gold: reward.type !== 'Gift' || where.tier === 'Gold',
    week: where.given + 1 <= 2,
    budget: where.spent / 100 + (reward.costPerUse ?? 0) <= 100.000001,
    text: text === planted.text,
    'sms length': where.channel !== 'sms' || [...text].length <= 72,
    'percents possible': planted.percents.every((value) => value >= 0 && value <= 100),
    'percents true': planted.percents.every((value) => mayState.some((each) => close(value, each))),
    'money true': planted.money.every((value) => close(value, reward.amountOff)),
    'points true': planted.points.every((value) => close(value, reward.bonusPoints)),
    urgency: planted.urgent.every((hours) => until !== undefined && until - NOW <= hours * HOUR),
    dates: planted.dates.every((date) => days.includes(date)),
    blocked: !planted.blocked,
    name: !planted.named,
    'no percentage above 100': !tooMuch,
  };
  return Object.keys(checks).filter((name) => checks[name] === false);
}

test(`of ${RUNS.toLocaleString('en')} offers none gets past that breaks a bound`, {
  timeout: 300_000,
}, async () => {
  const policy = await strictPolicy();
  const made = ledgers(policy.policy);
  const shown = { offers: 0, percents: 0, dates: 0, urgent: 0 };
  const rulesThatRefused = new Set<string>();
  const start = process.cpuUsage().user;
  fc.assert(
    fc.property(candidates, contexts, ({ planted, value }, where) => {
      const context = contextOf(where, made.get(`${where.given} ${where.spent}`));
      const { decision, offer, audit } = decide(value as Candidate, context as PolicyContext, policy, NOW);
      const failing = audit.rules.filter(({ passed }) => !passed);
      for (const { rule } of failing) rulesThatRefused.add(rule);
      if ((decision === 'offer') !== (failing.length === 0))
        throw new Error('the decision is not what the rules say');
      if (offer === undefined) return decision === 'refuse';
      const wrong = broken(offer, planted, where);
      if (wrong.length > 0) throw new Error(`let through although: ${wrong.join(', ')} (${planted.text})`);
      shown.offers++;
      if (planted.percents.length > 0) shown.percents++;
      if (planted.dates.length > 0) shown.dates++;
      if (planted.urgent.length > 0) shown.urgent++;
      return true;
    }),
    { seed: 20261122, numRuns: RUNS },
  );
  console.log(
    `${RUNS} offers in ${((process.cpuUsage().user - start) / 1e6).toFixed(1)} s of processor time; let through:`,
    shown,
  );
  // Not by refusing all: good ones get past, those with claims among them, and every kind of rule had its turn.
  expect(shown.offers).toBeGreaterThan(1000);
  expect(shown.percents).toBeGreaterThan(200);
  expect(shown.dates).toBeGreaterThan(50);
  expect(shown.urgent).toBeGreaterThan(50);
  expect([...rulesThatRefused]).toEqual(
    expect.arrayContaining([
      ...['record', 'context', 'discount', 'amount-off', 'bonus-points', 'points-required', 'minimum-spend'],
      ...['cost', 'spend-within-reach', 'points-within-balance', 'expiry', 'valid-from', 'for-segment'],
      ...['for-channel', 'custom:deck', 'eligibility:wine', 'eligibility:gold', 'limit:week', 'limit:budget'],
      ...['text-percentages', 'text-negatives', 'text-numbers', 'text-dates', 'urgency', 'text-characters'],
      ...['blocked-words', 'slots', 'control-character', 'personal-identifier', 'incomplete-text'],
    ]),
  );
});

test('anything at all is refused or sound, and there is always something to show', {
  timeout: 120_000,
}, async () => {
  const policy = await strictPolicy();
  const anything = fc.anything({
    maxDepth: 3,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
  });
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 2 }), anything, fc.double(), (list, context, now) => {
      const { source, offer, audit } = choose(list as Candidate[], context as PolicyContext, policy, now);
      expect([source, offer.text]).toEqual(['fallback', policy.policy.fallback.text]);
      expect(audit.rules.every(({ passed }) => passed)).toBe(true);
    }),
    { seed: 5, numRuns: 2000 },
  );
});
