import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { PRODUCTS } from '../../src/simulation/catalogue.ts';
import { simulateExamples } from '../../src/simulation/examples.ts';
import { parseOffer } from '../../src/simulation/parse.ts';
import { simulatePersona } from '../../src/simulation/population.ts';
import { proposeOffer } from '../../src/simulation/propose.ts';
import { renderOffer } from '../../src/simulation/render.ts';
import { NO_TASTE } from '../../src/simulation/taste.ts';
import { TEMPLATES } from '../../src/simulation/templates.ts';
import { everyWording } from './every-wording.ts';

test('reads every rendered record back, whatever the product and the persona', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(...PRODUCTS), (seed, product) => {
      const random = createRandom(seed);
      const persona = simulatePersona(random, 'P1');
      const aim = { products: [product], tierPull: 0, benefitPull: 0 };
      const record = proposeOffer(persona, NO_TASTE, random, aim);
      if (record === undefined) return;
      read++;
      const text = renderOffer(record, random);
      expect(parseOffer(text), text).toEqual({ ...record, goals: expect.arrayContaining([...record.goals]) });
      expect(parseOffer(text)?.goals).toHaveLength(record.goals.length);
    }),
    { numRuns: 4000 },
  );
  expect(read).toBeGreaterThan(2000);
});

test('reads the record of every product in every wording back', { timeout: 60_000 }, () => {
  const used = new Set<string>();
  const products = new Set<string>();
  let wordings = 0;
  for (const { text, template, record } of everyWording(12)) {
    const read = parseOffer(text);
    // Only on a difference, since an assertion takes longer than to read the text.
    if (!isDeepStrictEqual(read, record)) expect({ text, read }).toEqual({ text, read: record });
    used.add(template.text);
    products.add(record.product);
    wordings += 1;
  }
  expect(used.size).toBe(TEMPLATES.length);
  expect(products.size).toBe(PRODUCTS.length);
  expect(wordings).toBeGreaterThan(180_000);
});

test('reads the offers of 1,500 simulated personas back', () => {
  for (const example of simulateExamples({ seed: 8, count: 1500, split: 'validation' })) {
    const texts = [...example.accepted, ...example.rejected];
    const records = [...example.acceptedRecords, ...example.rejectedRecords];
    for (const [index, text] of texts.entries()) expect(parseOffer(text), text).toEqual(records[index]);
  }
});

describe('text that no template made', () => {
  test('the two offers of the paper (figure 1)', () => {
    expect(
      parseOffer('Investment Planning Services for Wealth Growth and Retirement Planning'),
    ).toMatchObject({
      product: 'investment planning services',
      benefitKind: 'none',
      goals: ['Wealth Growth', 'Retirement Planning'],
    });
    expect(parseOffer('High-End Fitness Equipment with 5% Cashback on Online Shopping.')).toMatchObject({
      product: 'high-end fitness equipment',
      priceTier: 'premium',
      benefitKind: 'cashback',
      benefitSize: 5,
      channel: 'online',
    });
  });

  test('a text without a product of the catalogue is not read', () => {
    expect(parseOffer('Save 20% on a flying carpet.')).toBeUndefined();
    expect(parseOffer('')).toBeUndefined();
  });

  test('impossible sizes are read as they stand, for the guardrails to refuse', () => {
    expect(parseOffer('Take 150% off a daypack.')).toMatchObject({
      benefitKind: 'percentOff',
      benefitSize: 150,
    });
    expect(parseOffer('Save 100.5% on a daypack.')).toMatchObject({ benefitSize: 100.5 });
  });

  test('a product within the words of a gift is no product', () => {
    expect(parseOffer('A free car wash with an oil change package')).toMatchObject({
      product: 'oil change package',
      benefitKind: 'gift',
      benefitItem: 'car wash',
    });
  });

  test('any text is read without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const record = parseOffer(`${text} daypack`);
        expect(record === undefined || typeof record.product === 'string').toBe(true);
      }),
    );
  });
});
