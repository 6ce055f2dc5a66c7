import { describe, expect, it } from 'vitest';
import {
  catalogueFacts,
  recordFacts,
  traceableShare,
  traceNumbers,
} from '../../src/evaluation/traceability.ts';
import { simulateExamples } from '../../src/simulation/examples.ts';
import type { OfferRecord } from '../../src/simulation/offer-record.ts';
import { parseOffer } from '../../src/simulation/parse.ts';

const yogaMat: OfferRecord = {
  product: 'yoga mat',
  category: 'Fitness gear',
  interests: ['Fitness'],
  priceTier: 'value',
  benefitKind: 'percentOff',
  benefitSize: 20,
  condition: { kind: 'minSpend', amount: 50 },
  goals: [],
};

function invented(text: string, record: OfferRecord): readonly number[] {
  return traceNumbers(text, recordFacts(record)).untraceable.map(({ value }) => value);
}

describe('numbers of a record', () => {
  it('are traceable in their own unit', () => {
    expect(invented('Save 20% on a yoga mat when you spend $50 or more.', yogaMat)).toEqual([]);
    expect(invented('Save $20 on a yoga mat when you spend $50 or more.', yogaMat)).toEqual([20]);
    expect(invented('Save 20% on a yoga mat when you spend 50 or more.', yogaMat)).toEqual([50]);
  });

  it('are told from invented ones', () => {
    expect(invented('Save 25% on a yoga mat within 7 days.', yogaMat)).toEqual([25, 7]);
    expect(invented('Save 20% on a yoga mat and 20% on another.', yogaMat)).toEqual([]);
    expect(invented('A yoga mat for you.', yogaMat)).toEqual([]);
  });

  it('hold for every unit', () => {
    const points: OfferRecord = { ...yogaMat, benefitKind: 'points', benefitSize: 1500 };
    expect(invented('Earn 1,500 bonus points on a yoga mat.', points)).toEqual([]);
    const multiplied: OfferRecord = { ...yogaMat, benefitKind: 'pointsMultiplier', benefitSize: 3 };
    expect(invented('Earn 3x points on a yoga mat.', multiplied)).toEqual([]);
    const trial: OfferRecord = { ...yogaMat, benefitKind: 'trial', benefitSize: 14 };
    expect(invented('Start with a 14-day free trial.', trial)).toEqual([]);
    const voucher: OfferRecord = { ...yogaMat, benefitKind: 'voucher', benefitSize: 10 };
    expect(invented('Get a $10 gift voucher with a yoga mat.', voucher)).toEqual([]);
    const two: OfferRecord = { ...yogaMat, benefitKind: 'twoForOne', benefitSize: 2 };
    expect(invented('Yoga mats 2 for 1.', two)).toEqual([]);
    const gift: OfferRecord = {
      ...yogaMat,
      benefitKind: 'gift',
      benefitSize: 0,
      benefitItem: '2-pack of towels',
    };
    expect(invented('Get a free 2-pack of towels, 0 strings attached.', gift)).toEqual([0]);
  });
});

describe('numbers that the catalogue allows', () => {
  const lost = (text: string) =>
    traceNumbers(text, catalogueFacts(text)).untraceable.map(({ value }) => value);

  it('are the sizes of the benefit at the price of the product', () => {
    expect(lost('Save 20% on a yoga mat.')).toEqual([]);
    expect(lost('Save 21% on a yoga mat.')).toEqual([21]);
    // Cashback of 20% exists nowhere, though 20% off does.
    expect(lost('Get 20% cashback on a yoga mat.')).toEqual([20]);
    // 1,500 points go with premium products; a yoga mat is none.
    expect(lost('Earn 1,500 bonus points on a yoga mat.')).toEqual([1500]);
  });

  it('are the amounts of the condition', () => {
    expect(lost('Save 20% on a yoga mat when you spend $50 or more.')).toEqual([]);
    expect(lost('Save 20% on a yoga mat when you spend $60 or more.')).toEqual([60]);
  });

  it('do not exist where the product has no such benefit, or where no product is named', () => {
    expect(lost('Get a 2-year warranty on a yoga mat.')).toEqual([2]);
    expect(lost('Save 20% on everything.')).toEqual([20]);
  });
});

describe('simulated offers', () => {
  const offers = [...simulateExamples({ seed: 1, count: 200 })].flatMap((example) =>
    [...example.accepted, ...example.rejected].map((text, i) => ({
      text,
      record: [...example.acceptedRecords, ...example.rejectedRecords][i],
    })),
  );

  it('state nothing that their records and the catalogue do not', () => {
    const traces = offers.flatMap(({ text, record }) =>
      record === undefined ? [] : [traceNumbers(text, recordFacts(record))],
    );
    expect(traces.length).toBe(1200);
    expect(traces.reduce((sum, { numbers }) => sum + numbers, 0)).toBeGreaterThan(600);
    expect(traceableShare(traces)).toBe(1);
    expect(traceableShare(offers.map(({ text }) => traceNumbers(text, catalogueFacts(text))))).toBe(1);
  });

  it('are mostly not traceable to the record of another offer', () => {
    const swapped = offers.flatMap(({ text }, i) => {
      const other = parseOffer(offers[(i + 7) % offers.length]?.text ?? '');
      return other === undefined ? [] : [traceNumbers(text, recordFacts(other))];
    });
    expect(traceableShare(swapped)).toBeLessThan(0.3);
  });
});

it('pools the numbers of all texts', () => {
  const facts = [{ value: 20, unit: 'percent' }] as const;
  expect(traceableShare([traceNumbers('20% and 30% and 40%', facts), traceNumbers('20%', facts)])).toBe(0.5);
  expect(traceableShare([traceNumbers('No number.', facts)])).toBe(1);
  expect(traceableShare([])).toBe(1);
});
