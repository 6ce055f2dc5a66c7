import { beforeAll, describe, expect, test } from 'vitest';
import type { RuleResult } from '../../../src/guardrails/policy/audit.ts';
import type { Candidate, PolicyContext } from '../../../src/guardrails/policy/candidate.ts';
import { decide } from '../../../src/guardrails/policy/decide.ts';
import { explainAudit } from '../../../src/guardrails/policy/explain-audit.ts';
import { emptyLedger, reserve } from '../../../src/guardrails/policy/ledger.ts';
import type { LoadedPolicy, Policy } from '../../../src/guardrails/policy/policy.ts';
import { candidate, context, DAY, HOUR, NOW, policyWith, withReward } from './examples.ts';

let standard: LoadedPolicy;
beforeAll(async () => {
  standard = await policyWith();
});

function against(
  given: Candidate,
  where: PolicyContext = context,
  policy = standard,
  now = NOW,
): readonly RuleResult[] {
  return decide(given, where, policy, now).audit.rules.filter(({ passed }) => !passed);
}

const names = (results: readonly RuleResult[]) => results.map(({ rule }) => rule);
const say = (text: string) => ({ ...candidate, text });

test('a good offer passes, and the audit names every rule, what it saw and why', () => {
  const { decision, audit, offer } = decide(candidate, context, standard, NOW);
  expect(decision).toBe('offer');
  expect(offer).toEqual(candidate);
  expect(audit).toMatchObject({
    policyName: 'Offersmith default',
    policyVersion: '1',
    policyHash: standard.hash,
    candidateId: 'c1',
    at: NOW,
  });
  expect(names(audit.rules)).toEqual([
    ...['record', 'context', 'clock'],
    ...['discount', 'amount-off', 'bonus-points', 'points-required', 'minimum-spend', 'cost'],
    ...['spend-within-reach', 'points-within-balance', 'expiry', 'valid-from', 'for-segment', 'for-channel'],
    ...['fairness', 'custom:deep-discount', 'limit:daily', 'limit:weekly'],
    ...['text-percentages', 'text-negatives', 'text-numbers', 'text-currency', 'text-dates', 'urgency'],
    ...['text-words', 'text-word-length', 'text-characters', 'blocked-words', 'slots'],
    ...['text-length', 'control-character', 'markup', 'link', 'personal-identifier', 'persona-copy'],
    ...['incomplete-text', 'repeated-words', 'payment-mismatch', 'personal-data'],
  ]);
  expect(audit.rules.find(({ rule }) => rule === 'discount')).toEqual({
    rule: 'discount',
    passed: true,
    applies: true,
    seen: 20,
    limit: '0% to 100%',
    reason: 'The discount of 20% lies within 0% to 100%.',
  });
  for (const { reason } of audit.rules) expect(reason).toMatch(/^[A-Z"].*[.:]$/s);
  expect(JSON.parse(JSON.stringify(audit))).toEqual(audit);
});

test('the audit in sentences', () => {
  const given = withReward({ discountPct: 60, name: 'Boots' }, 'Hurry, take 60% off hiking boots.');
  expect(explainAudit(decide(given, context, standard, NOW).audit)).toEqual([
    'The offer is refused by the policy "Offersmith default", version 1; 28 of 40 rules had something to check, and 2 object:',
    'Discounts above 50% are for the most valuable customers. (The discount (percent) is 60; refused where the discount (percent) is above 50.)',
    'The text says "hurry", but the offer still runs for 204 hours; that is true only in the last 72.',
  ]);
  const fine = explainAudit(decide(candidate, context, standard, NOW).audit, { all: true });
  expect(fine[0]).toBe(
    'The offer may be shown by the policy "Offersmith default", version 1; 29 of 40 rules had something to check, and none objects.',
  );
  expect(fine).toHaveLength(30);
});

describe('bounds', () => {
  test.each([
    [{ discountPct: -1 }, 'discount'],
    [{ discountPct: 100.01 }, 'discount'],
    [{ amountOff: -0.01 }, 'amount-off'],
    [{ bonusPoints: -1 }, 'bonus-points'],
    [{ pointsRequired: -1 }, 'points-required'],
    [{ minSpend: -1 }, 'minimum-spend'],
    [{ costPerUse: 10_001 }, 'cost'],
  ])('%o', (change, rule) => {
    expect(names(against(withReward(change)))).toContain(rule);
  });

  test('a negative zero is zero', () => {
    const { decision, offer } = decide(withReward({ bonusPoints: -0 }), context, standard, NOW);
    expect(decision).toBe('offer');
    expect(Object.is(offer?.reward.bonusPoints, 0)).toBe(true);
  });

  test('what the name promises is bounded where the record says nothing', async () => {
    const policy = await policyWith({
      bounds: { ...standard.policy.bounds, discountPct: { min: 0, max: 30 } },
      custom: [],
    });
    const { discountPct: _, ...bare } = candidate.reward;
    const named = (percent: number): Candidate => ({
      ...candidate,
      text: `Take ${percent}% off hiking boots.`,
      reward: { ...bare, name: `Flat ${percent}% off boots` },
    });
    expect(names(against(named(30), context, policy))).toEqual([]);
    expect(names(against(named(40), context, policy))).toEqual(['discount']);
  });

  test('further facts of a candidate are bounded too', () => {
    const text = 'Earn 5% cashback on hiking boots.';
    const base = { ...withReward({ name: 'Boots' }, text) };
    expect(names(against(base))).toEqual(['text-numbers']);
    expect(names(against({ ...base, facts: [{ value: 5, unit: 'percent' }] }))).toEqual([]);
    expect(names(against({ ...base, facts: [{ value: 105, unit: 'percent' }] }))).toContain('discount');
  });
});

describe('reach', () => {
  test('a minimum spend beyond what the customer usually spends', () => {
    const [result] = against(withReward({ minSpend: 201 }, 'Take 20% off hiking boots.'));
    expect(result).toMatchObject({ rule: 'spend-within-reach', seen: 201, limit: 200 });
    expect(result?.reason).toBe(
      "The minimum spend of 201 is out of reach: 5 times the customer's average basket of 40 is 200.",
    );
  });

  test('the segment stands in for an unknown basket, and the policy for an unknown segment', () => {
    const { averageBasket: _, ...customer } = context.customer;
    const given = withReward({ minSpend: 180 }, 'Take 20% off hiking boots.');
    expect(against(given, { ...context, customer })[0]).toMatchObject({ seen: 180, limit: 150 });
    const { segment: __, ...nowhere } = context;
    expect(names(against(given, { ...nowhere, customer }))).toEqual([]);
  });

  test('points have to be there', () => {
    const given = withReward({ pointsRequired: 901 }, 'Take 20% off hiking boots.');
    expect(against(given)[0]).toMatchObject({ rule: 'points-within-balance', seen: 901, limit: 900 });
    const { pointsBalance: _, ...customer } = context.customer;
    expect(names(against(given, { ...context, customer }))).toEqual(['points-within-balance']);
  });
});

describe('time', () => {
  test.each([
    ['over', { validUntil: NOW }, 'expiry'],
    ['nearly over', { validUntil: NOW + HOUR / 2 }, 'expiry'],
    ['too long', { validUntil: NOW + 731 * DAY }, 'expiry'],
    ['ends before it begins', { validFrom: NOW + 20 * DAY, validUntil: NOW + 10 * DAY }, 'expiry'],
    ['not begun', { validFrom: NOW + 1 }, 'valid-from'],
  ])('%s', (_, change, rule) => {
    expect(names(against(withReward(change, 'Take 20% off hiking boots.')))).toContain(rule);
  });

  test('an end may be asked for', async () => {
    const policy = await policyWith({ expiry: { ...standard.policy.expiry, required: true } });
    const { validUntil: _, ...reward } = candidate.reward;
    const given = { ...candidate, reward, text: 'Take 20% off hiking boots.' };
    expect(names(against(given))).toEqual([]);
    expect(names(against(given, context, policy))).toEqual(['expiry']);
  });

  test.each([
    ['Take 20% off hiking boots until 2026-11-30.', []],
    ['Take 20% off hiking boots until Nov 30, 2026.', []],
    ['Take 20% off hiking boots until 2026-12-01.', ['text-dates']],
    ['Take 20% off hiking boots until 2025-11-30.', ['text-dates']],
    ['Take 20% off hiking boots until 2026-11-31.', ['text-dates']],
    ['Take 20% off hiking boots, only 8 days to go.', []],
    ['Take 20% off hiking boots, only 3 days to go.', ['text-numbers']],
  ])('%s', (text, rules) => {
    expect(names(against(say(text)))).toEqual(rules);
  });

  test('the day is the one of the place', async () => {
    const policy = await policyWith({ utcOffsetMinutes: 540 });
    const text = 'Take 20% off hiking boots until 2026-12-01.';
    expect(names(against(say(text), context, policy))).toEqual([]);
  });

  test.each([
    ['today only', 23, []],
    ['today only', 25, ['urgency']],
    ['Last  Chance', 72, []],
    ['LAST CHANCE', 73, ['urgency']],
    ['hur\u00ADry', 100, ['urgency']],
    ['ｈｕｒｒｙ', 100, ['urgency']],
    ['ends soon', 100, ['urgency']],
  ])('"%s" with %d hours left', (words, hours, rules) => {
    const given = withReward({ validUntil: NOW + hours * HOUR }, `${words}: take 20% off hiking boots.`);
    expect(names(against(given))).toEqual(rules);
  });

  test('urgency without any end is never true', () => {
    const { validUntil: _, ...reward } = candidate.reward;
    const text = 'Hurry, take 20% off hiking boots.';
    expect(names(against({ ...candidate, reward, text }))).toEqual(['urgency']);
  });
});

describe('whom it is for', () => {
  test('segments and channels of the record, whatever their case', () => {
    expect(names(against(withReward({ segments: ['standard active'] })))).toEqual([]);
    expect(names(against(withReward({ segments: ['Premium VIP'] })))).toEqual(['for-segment']);
    expect(names(against(withReward({ channels: ['SMS'] })))).toEqual(['for-channel']);
    const { segment: _, channel: __, ...nowhere } = context;
    const given = withReward({ segments: ['Standard Active'], channels: ['email'] });
    expect(names(against(given, nowhere))).toEqual(['for-segment', 'for-channel']);
  });

  const eligibility: Policy['eligibility'] = [
    {
      id: 'wine',
      reason: 'Wine is for adults.',
      covers: { by: 'category', values: ['Wine'] },
      minimumAge: 18,
    },
    {
      id: 'gold',
      reason: 'Kept for gold.',
      covers: { by: 'id', values: ['g1'] },
      tiers: ['Gold'],
      channels: ['email'],
    },
  ];

  test('an age that a product asks for', async () => {
    const policy = await policyWith({ eligibility });
    const wine = withReward({ category: 'Wine' });
    const aged = (age?: number): PolicyContext => {
      const { age: _, ...customer } = context.customer;
      return { ...context, customer: { ...customer, ...(age !== undefined && { age }) } };
    };
    expect(names(against(wine, aged(18), policy))).toEqual([]);
    expect(names(against(wine, aged(17), policy))).toEqual(['eligibility:wine']);
    expect(names(against(wine, aged(), policy))).toEqual(['eligibility:wine']);
    expect(names(against(candidate, aged(17), policy))).toEqual([]);
    // The age is not in the audit.
    expect(JSON.stringify(decide(wine, aged(61), policy, NOW).audit)).not.toMatch(/\b61\b/);
    expect(names(against(withReward({ category: 'Wine', creditLike: true }), aged(40), policy))).toEqual([
      'eligibility:wine',
    ]);
  });

  test('tiers, with the reason of the policy', async () => {
    const policy = await policyWith({ eligibility });
    const [result] = against(withReward({ id: 'g1' }), context, policy);
    expect(result).toMatchObject({ rule: 'eligibility:gold', seen: 'Silver', limit: 'Gold' });
    expect(result?.reason).toBe('The tier "Silver" is not one that the offer is for (Gold). Kept for gold.');
    const gold = { ...context, customer: { ...context.customer, loyaltyTier: 'gold' } };
    expect(names(against(withReward({ id: 'g1' }), gold, policy))).toEqual([]);
  });
});

describe('custom rules', () => {
  test("the deck's: no deep discount for customers that are not high value", () => {
    const given = withReward({ discountPct: 60, name: 'Boots' }, 'Take 60% off hiking boots.');
    expect(against(given)[0]).toMatchObject({ rule: 'custom:deep-discount', seen: 60 });
    expect(names(against(given, { ...context, segment: { name: 'Premium VIP' } }))).toEqual([]);
    const { segment: _, ...unknown } = context;
    expect(names(against(given, unknown))).toEqual(['custom:deep-discount']);
  });

  const custom: Policy['custom'] = [
    {
      id: 'a',
      reason: 'No points by SMS.',
      when: [{ field: 'channel', operator: 'one-of', value: ['SMS'] }],
      refuse: { field: 'reward.bonusPoints', operator: 'above', value: 0 },
    },
    {
      id: 'b',
      reason: 'Nothing dear for those who leave.',
      when: [
        { field: 'goal', operator: 'is', value: 'reduce churn' },
        { field: 'customer.churnRisk', operator: 'at-least', value: 0.8 },
      ],
      refuse: { field: 'reward.costPerUse', operator: 'above', value: 5 },
    },
    {
      id: 'c',
      reason: 'Only known churn counts.',
      unknown: 'skip',
      when: [{ field: 'customer.churnRisk', operator: 'below', value: 0.1 }],
      refuse: { field: 'reward.costPerUse', operator: 'above', value: 5 },
    },
  ];

  test('conditions on channel, goal and customer; what is not known counts against the offer unless skipped', async () => {
    const policy = await policyWith({ custom });
    const given = withReward({ bonusPoints: 10 });
    const growing = { ...context, goal: 'lift basket size' };
    expect(names(against(given, growing, policy))).toEqual([]);
    expect(names(against(given, { ...growing, channel: 'sms' }, policy))).toEqual(['custom:a']);
    const churn = (churnRisk?: number): PolicyContext => ({
      ...context,
      goal: 'Reduce churn',
      customer: { ...context.customer, ...(churnRisk !== undefined && { churnRisk }) },
    });
    expect(names(against(candidate, churn(0.7), policy))).toEqual([]);
    expect(names(against(candidate, churn(0.8), policy))).toEqual(['custom:b']);
    expect(names(against(candidate, churn(), policy))).toEqual(['custom:b']);
    expect(names(against(candidate, churn(0.05), policy))).toEqual(['custom:c']);
  });

  test('age with leave never decides on credit', async () => {
    const policy = await policyWith({
      fairness: { ...standard.policy.fairness, allowAge: true },
      custom: [
        {
          id: 'young',
          reason: 'For the young.',
          when: [
            { field: 'customer.age', operator: 'above', value: 25 },
            { field: 'reward.creditLike', operator: 'is-false' },
          ],
          refuse: { field: 'reward.discountPct', operator: 'above', value: 10 },
        },
      ],
    });
    expect(names(against(candidate, context, policy))).toEqual(['custom:young']);
    expect(names(against(withReward({ creditLike: true }), context, policy))).toEqual([]);
    expect(names(against(withReward({ category: 'loans' }), context, policy))).toEqual([]);
    const { audit } = decide(withReward({ creditLike: true }), context, policy, NOW);
    expect(audit.rules.find(({ rule }) => rule === 'fairness')).toMatchObject({
      seen: 'neither',
      reason: 'The reward is sold like credit, so these rules do not hold: age by "young".',
    });
  });
});

describe('budgets and caps', () => {
  const limits: Policy['limits'] = [
    { id: 'person', per: 'person', count: 2, days: 7 },
    { id: 'budget', per: 'campaign', money: 20 },
  ];

  test('by what the ledger says', async () => {
    const policy = await policyWith({ limits });
    const spent = (customerId: string, cents: number, at: number, id: string, ledger = context.ledger) => {
      const next = reserve(ledger, { id, customerId, campaignId: 'winback', rewardId: 'r1', cents, at }, []);
      if (!next.ok) throw new Error('not reserved');
      return next.value;
    };
    const one = spent('C-1001', 600, NOW - DAY, 'a');
    expect(names(against(candidate, { ...context, ledger: one }, policy))).toEqual([]);
    const two = spent('C-1001', 600, NOW - 6 * DAY, 'b', one);
    expect(names(against(candidate, { ...context, ledger: two }, policy))).toEqual(['limit:person']);
    const old = spent('C-1001', 600, NOW - 7 * DAY, 'b', one);
    expect(names(against(candidate, { ...context, ledger: old }, policy))).toEqual([]);
    const dear = spent('C-2', 601, NOW, 'c', one);
    const [result] = against(candidate, { ...context, ledger: dear }, policy);
    expect(result).toMatchObject({ rule: 'limit:budget', seen: '3 offers, 20.01 in money' });
    expect(result?.reason).toBe(
      'With this offer it would come to 3 offers, 20.01 in money; allowed are 20.00 in money for one campaign in all.',
    );
  });

  test('a budget asks for the cost', async () => {
    const policy = await policyWith({ limits });
    const { costPerUse: _, ...reward } = candidate.reward;
    expect(names(against({ ...candidate, reward }))).toEqual([]);
    expect(names(against({ ...candidate, reward }, context, policy))).toEqual(['limit:budget']);
  });
});

describe('the words', () => {
  test.each([
    ['Take 25% off hiking boots.', ['text-numbers']],
    ['Take 20 off hiking boots.', ['text-numbers']],
    ['Take $50 off hiking boots.', ['text-numbers']],
    ['Take 20% off hiking boots over €50.', ['text-currency']],
    ['Take 20% off 3 pairs of hiking boots.', ['text-numbers']],
    ['Take 20% off hiking boots, open 24/7.', []],
    ['Take twenty percent off hiking boots.', []],
    ['Take a third off hiking boots.', ['text-numbers']],
    ['{name}, take 20% off hiking boots.', []],
    ['{email}, take 20% off hiking boots.', ['slots']],
    ['Maya, take 20% off hiking boots.', ['personal-identifier']],
    ['At 30, take 20% off hiking boots.', ['text-numbers', 'personal-identifier']],
    ['C-1001 takes 20% off hiking boots.', ['text-numbers', 'personal-data']],
    ['Call 0800-555-0199 for 20% off hiking boots.', ['personal-data']],
    ['Take 20% off hiking boots, dámn.', ['blocked-words']],
    ['Take 20% off hiking boots at example.com', ['link']],
    ['Take 20% off <b>hiking boots</b>.', ['markup']],
    ['Take 20% off hiking boots hiking boots.', []],
    ['Boots now', ['text-words', 'text-length']],
    [`Take 20% off ${'x'.repeat(41)} boots.`, ['text-word-length']],
  ])('%s', (text, rules) => {
    expect(names(against(say(text)))).toEqual(rules);
  });

  test('by SMS a text is shorter', () => {
    const text = `Take 20% off hiking boots${', made for long and quiet walks'.repeat(1)} ${'with friends near and far '.repeat(5)}today.`;
    const rules = (channel: string) => names(against(say(text), { ...context, channel }));
    expect(text.length).toBeGreaterThan(160);
    expect(rules('sms')).toEqual([...rules('email'), 'text-characters'].sort(byOrder));
  });

  test('money given is not money asked for', () => {
    const given = withReward({ amountOff: 5, minSpend: 50, name: 'Boots' }, '');
    const { discountPct: _, ...reward } = given.reward;
    const rules = (text: string) => names(against({ ...given, reward, text }));
    expect(rules('Take $5 off hiking boots over $50.')).toEqual([]);
    expect(rules('Take $50 off hiking boots over $5.')).toEqual(['text-numbers']);
  });

  test('a telephone number that the policy allows', async () => {
    const policy = await policyWith({
      text: { ...standard.policy.text, allowedPhrases: ['0800-555-0199'] },
    });
    expect(names(against(say('Call 0800-555-0199 for 20% off hiking boots.'), context, policy))).toEqual([]);
  });

  test('the way of paying is the one the customer prefers', () => {
    const text = 'Pay by credit card and take 20% off hiking boots.';
    expect(names(against(say(text)))).toEqual([]);
    expect(names(against(say(text), { ...context, paymentMethod: 'Credit Card' }))).toEqual([]);
    expect(names(against(say(text), { ...context, paymentMethod: 'Cash' }))).toEqual(['payment-mismatch']);
  });
});

function byOrder(a: string, b: string): number {
  const order = ['text-characters', 'repeated-words'];
  return order.indexOf(a) - order.indexOf(b);
}

describe('what cannot be read is refused, with the place', () => {
  const reason = (given: unknown, where: unknown = context, now: unknown = NOW) => {
    const { decision, audit, offer } = decide(
      given as Candidate,
      where as PolicyContext,
      standard,
      now as number,
    );
    expect([decision, offer]).toEqual(['refuse', undefined]);
    return audit.rules.filter(({ passed }) => !passed).map((result) => result.reason);
  };

  test.each([
    [undefined, 'The offer is not there as an object.'],
    [{ ...candidate, text: 5 }, `The offer's field "text" is not text.`],
    [withReward({ discountPct: Number.NaN }), `The offer's field "reward.discountPct" is not a number.`],
    [
      withReward({ amountOff: Number.POSITIVE_INFINITY }),
      `The offer's field "reward.amountOff" is not a finite number.`,
    ],
    [
      { ...candidate, reward: { ...candidate.reward, discountPct: '20' } },
      `The offer's field "reward.discountPct" is not a number.`,
    ],
    [{ ...candidate, text: 'x'.repeat(2001) }, `The offer's field "text" is not short enough.`],
  ])('%#', (given, expected) => {
    expect(reason(given)).toEqual([expected]);
  });

  test('an object that throws when it is looked at', () => {
    const trap = {
      get text(): string {
        throw new RangeError('no');
      },
    };
    expect(reason(trap)).toEqual(['The offer cannot be read: it fails with RangeError.']);
  });

  test('a field that changes while it is read: what was checked is what is given out', () => {
    let reads = 0;
    const reward = {
      ...candidate.reward,
      get discountPct() {
        reads++;
        return reads === 1 ? 20 : 900;
      },
    };
    const { decision, offer } = decide({ ...candidate, reward }, context, standard, NOW);
    expect(decision).toBe('offer');
    expect(offer?.reward.discountPct).toBe(20);
  });

  test('inherited fields count, unknown ones are dropped', () => {
    const inherited = { ...candidate, reward: Object.create({ ...candidate.reward, discountPct: 150 }) };
    expect(reason(inherited).length).toBeGreaterThan(0);
    const extra = { ...candidate, reward: { ...candidate.reward, hiddenDiscount: 90 } };
    expect(decide(extra, context, standard, NOW).offer).toEqual(candidate);
  });

  test('no ledger, no campaign, no time', () => {
    expect(reason(candidate, { ...context, ledger: undefined })).toEqual([
      `The context's field "ledger" is no ledger; start with emptyLedger(policy).`,
    ]);
    expect(reason(candidate, null)).toEqual(['The context is not there as an object.']);
    expect(reason(candidate, context, Number.NaN)).toEqual(['The moment of the decision is no date.']);
  });
});

test('the ledger of an example is empty', () => {
  expect(context.ledger).toEqual(emptyLedger(standard.policy));
});
