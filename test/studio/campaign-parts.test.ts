import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectWords } from '../../src/matching/drivers.ts';
import { progressShare, ruleTitle } from '../../src/studio/agent/campaign/campaign-words.ts';
import {
  firstFilter,
  readNumber,
  shownNumber,
  spreadWords,
} from '../../src/studio/agent/campaign/draft-filters.ts';
import { driverBars } from '../../src/studio/agent/campaign/driver-bars.ts';
import { kpiSay } from '../../src/studio/agent/campaign/kpi-figures.ts';
import { rewardFacts } from '../../src/studio/agent/campaign/reward-facts.ts';
import { localMoment, readMoment, tomorrowMorning } from '../../src/studio/agent/campaign/schedule-fields.ts';

describe('why somebody may respond, as bars', () => {
  test('as long as the effect, whatever the words make of it', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (effect) => {
        fc.pre(Math.abs(effect) >= 0.02);
        const { bars, notes } = driverBars(
          [`Days since the last purchase: 12. ${effectWords(effect)}`],
          'USD',
        );
        expect(notes).toEqual([]);
        const [bar] = bars;
        expect(bar?.label).toBe('Days since the last purchase: 12');
        expect(bar?.against ?? false).toBe(effect < 0);
        // Words round to a percent, or to a tenth.
        expect(bar?.value).toBeCloseTo(Math.abs(effect), effect < -2 ? 0 : 1);
      }),
    );
  });

  test('shares are said in percent, a number of a reward is not, and other sentences stay notes', () => {
    const { bars, notes } = driverBars(
      [
        'Share of spending on the category of the reward: 0.238. Multiplies the odds of a response by 2.6.',
        'The reward itself: 514283. Raises the odds of a response by 16%.',
        'Average basket: 751. Lowers the odds of a response by 50%.',
        'Total value of the reward (log): 9.31. Raises the odds of a response by 30%.',
        'Customers of the reward (log): 7.5. Lowers the odds of a response by 3%.',
        'Points in the account: 12345. Lowers the odds of a response by 21%.',
        'Preferred channel: e-mail: 2. Raises the odds of a response by 24%.',
        'Used by 41.5% of those who received it.',
      ],
      'USD',
    );
    expect(bars.map(({ label, said, figure }) => [label, said, figure])).toEqual([
      ['Share of spending on the category of the reward: 24%', 'Strongly for it', 'odds × 2.6'],
      ['How this very reward did before', 'Slightly for it', 'odds +16%'],
      ['Average basket: $751', 'Strongly against it', 'odds −50%'],
      ['Total value of the reward: about $11,000', 'For it', 'odds +30%'],
      ['Customers of the reward: about 1,800', 'Slightly against it', 'odds −3%'],
      ['Points in the account: 12,345', 'Against it', 'odds −21%'],
      ['Preferred channel: e-mail: 2', 'Slightly for it', 'odds +24%'],
    ]);
    expect(notes).toEqual(['Used by 41.5% of those who received it.']);
  });
});

describe('conditions on people', () => {
  const risk = {
    kind: 'number',
    field: 'churnRisk',
    title: 'Chance of not coming back',
    unit: 'share',
    spread: { lower: 0.1, median: 0.251, upper: 0.5, known: 10 },
  } as const;

  test('shares are typed in percent and kept from 0 to 1', () => {
    expect(firstFilter(risk)).toEqual({ field: 'churnRisk', operator: 'at-least', value: 0.25 });
    expect(shownNumber(0.25, risk)).toBe(25);
    expect(readNumber('62.5', risk)).toBe(0.625);
    expect(readNumber('', risk)).toBeUndefined();
    expect(spreadWords(risk, 'USD')).toBe(
      'Half of the customers lie between 10% and 50%; the middle is 25%.',
    );
  });

  test('the first value of a text is its most frequent one', () => {
    const zone = {
      kind: 'text',
      field: 'zone',
      title: 'Zone',
      values: [{ value: 'North', customers: 4 }],
    } as const;
    expect(firstFilter(zone)).toEqual({ field: 'zone', operator: 'is', values: ['North'] });
    expect(firstFilter({ ...zone, values: [] })).toBeUndefined();
  });
});

test('rules in plain words, unknown ones by their own', () => {
  expect(ruleTitle('spend-within-reach')).toBe('Asks for more than they usually spend');
  expect(ruleTitle('filter:churnRisk at least 0.5')).toBe(
    'Condition not met: chance of not coming back at least 0.5',
  );
  expect(ruleTitle('custom:vip-only')).toBe('Vip only');
});

test('progress of a preview goes by its stages, of a run by its people', () => {
  expect(progressShare('preview', undefined)).toBe(0);
  expect(progressShare('preview', { stage: 'deciding', share: 0.5 })).toBeCloseTo(0.625);
  expect(progressShare('run', { stage: 'deciding', share: 0, done: 30, of: 120 })).toBe(0.25);
});

test('a moment goes into its field and comes back', () => {
  const at = new Date(2026, 6, 1, 9, 30).getTime();
  expect(localMoment(at)).toBe('2026-07-01T09:30');
  expect(readMoment(localMoment(at))).toBe(at);
  expect(readMoment('')).toBeUndefined();
  expect(localMoment(tomorrowMorning(at))).toBe('2026-07-02T09:00');
});

test('a reward in a few words', () => {
  expect(
    rewardFacts(
      {
        id: '1',
        type: 'Gift',
        name: 'x',
        product: 'x',
        category: 'x',
        minSpend: 75,
        costPerUse: 3,
        validUntil: Date.UTC(2026, 2, 1),
        channels: ['SMS', 'email'],
      },
      'USD',
    ),
  ).toEqual(['from $75.00', 'costs you $3.00 a use', 'until March 1, 2026', 'by SMS, e-mail']);
});

test('differences carry their sign, shares in points', () => {
  expect(kpiSay('conversion', 'USD')(0.1234)).toBe('12.3%');
  expect(kpiSay('conversion', 'USD', true)(-0.05)).toBe('−5 in 100');
  expect(kpiSay('conversion', 'USD', true, true)(12)).toBe('+12 people');
  expect(kpiSay('return', 'USD', true)(-3.5)).toBe('−$3.50');
});
