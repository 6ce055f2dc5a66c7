import { expect, test } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { productNamed } from '../../src/simulation/catalogue.ts';
import { simulateExamples } from '../../src/simulation/examples.ts';
import type { OfferRecord } from '../../src/simulation/offer-record.ts';
import { renderOffer } from '../../src/simulation/render.ts';
import { TEMPLATES, templatesFor } from '../../src/simulation/templates.ts';

function record(product: string, more: Partial<OfferRecord>): OfferRecord {
  const { name, category, interests, tier } = productNamed(product);
  return {
    ...{ product: name, category, interests, priceTier: tier },
    ...{ benefitKind: 'percentOff', benefitSize: 20, goals: [] },
    ...more,
  };
}

function wordings(of: OfferRecord): readonly string[] {
  return [...new Set(Array.from({ length: 400 }, (_, seed) => renderOffer(of, createRandom(seed))))];
}

test('there are at least 600 templates over 12 categories and 150 products', () => {
  expect(TEMPLATES.length).toBeGreaterThanOrEqual(600);
  expect(new Set(TEMPLATES.map((template) => template.text)).size).toBe(TEMPLATES.length);
});

test('one record has many wordings, and each states what the record holds', () => {
  const texts = wordings(record('hiking boots', { paymentTieIn: 'Credit Card' }));
  expect(texts.length).toBeGreaterThan(40);
  for (const text of texts) {
    expect(text).toMatch(/hiking boots/i);
    expect(text).toMatch(/20%/);
    expect(text).toMatch(/credit card/i);
  }
});

test('money, points and rates are written as people write them', () => {
  const points = wordings(record('river cruise', { benefitKind: 'points', benefitSize: 2500 }));
  for (const text of points) expect(text).toContain('2,500');
  const rate = wordings(record('rainy-day account', { benefitKind: 'rateBonus', benefitSize: 0.25 }));
  for (const text of rate) expect(text).toContain('0.25%');
  const off = wordings(record('river cruise', { benefitKind: 'moneyOff', benefitSize: 150 }));
  for (const text of off) expect(text).toContain('$150');
});

test('a condition with an amount states it', () => {
  const condition = { kind: 'minSpend', amount: 1000 } as const;
  for (const text of wordings(record('tailored suit', { condition }))) expect(text).toContain('$1,000');
});

test('a record without fitting words is refused, not worded wrongly', () => {
  const impossible = record('hiking boots', { goals: ['Savings', 'Education'] });
  expect(templatesFor(impossible)).toEqual([]);
  expect(() => renderOffer(impossible, createRandom(1))).toThrow(RangeError);
});

test('every template is used, and no text has a slip of grammar', () => {
  const slips = [
    /\ba [aeiou](?!ne|ni|se|ti|uro)/i, // a umbrella
    /\ban [^aeiou8\d](?<!an h)/i, // an tent
    / {2}|\s[.,:?]|[.,:?]{2}|\{|\}|undefined|NaN/,
    /\b(\w+) \1\b/i,
    /\b1 (?:months|points|payments)\b/,
    /\$\d+ or more or more|%%|\$\$/,
    /\bwhen you [^.,:?]*\bwhen you (?!can stop)/i, // when you order a tent when you spend $100
    /\bas a first-time customer, (?:an?|the|our|we)\b/i, // as a first-time customer, a tent comes with
    /(?:consultation|trial) with ours/i,
    /\p{Lu}\p{Ll}+ (?:on|to|for|over|in|of|with):/u, // Pass It on:
    /\b(?:hurry|act now|limited time|last chance|today only|miss out|unlock|elevate)\b/i,
  ];
  let longest = 0;
  for (const example of simulateExamples({ seed: 17, count: 3000 })) {
    for (const text of [...example.accepted, ...example.rejected]) {
      longest = Math.max(longest, text.split(' ').length);
      for (const slip of slips) expect(text).not.toMatch(slip);
      expect(text).toMatch(/^[\p{Lu}\d$]/u);
    }
  }
  expect(longest).toBeLessThanOrEqual(34);
});
