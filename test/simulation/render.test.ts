import { expect, test } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { productNamed } from '../../src/simulation/catalogue.ts';
import { simulateExamples } from '../../src/simulation/examples.ts';
import type { OfferRecord } from '../../src/simulation/offer-record.ts';
import { renderOffer } from '../../src/simulation/render.ts';
import { TEMPLATES, templatesFor } from '../../src/simulation/templates.ts';
import { everyWording } from './every-wording.ts';

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

test('there are at least 700 templates, each another one', () => {
  expect(TEMPLATES.length).toBeGreaterThanOrEqual(700);
  expect(new Set(TEMPLATES.map((template) => template.text)).size).toBe(TEMPLATES.length);
});

test('the offers of 600 people are about at least 35 categories and 340 products', () => {
  const records = [...simulateExamples({ seed: 4, count: 600, split: 'test' })].flatMap(
    ({ acceptedRecords, rejectedRecords }) => [...acceptedRecords, ...rejectedRecords],
  );
  expect(new Set(records.map(({ category }) => category)).size).toBeGreaterThanOrEqual(35);
  expect(new Set(records.map(({ product }) => product)).size).toBeGreaterThanOrEqual(340);
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

/** Names that keep their capitals within a sentence. */
const CAPITALS = /Buy Now Pay Later|EV\b|Saturday|Sunday|Friday/g;

/** The sentences of a text; what follows a colon belongs to the one before it. */
function sentences(text: string): readonly string[] {
  return text.split(/(?<=[.?!]) /);
}

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
    /is all you need|how it works|for the list|simple as that|\ba find for\b/i,
    /\bus(?:e|ing) cash\b/i,
    /(?:consultation|trial)(?: of| about)? [^.?!]*\b(?:pay by|pay with|card holders|wallet users)/i,
    /consultation with (?!us\b)/i,
    /\b(?:hurry|act now|limited time|last chance|today only|miss out|unlock|elevate)\b/i,
  ];
  let longest = 0;
  for (const example of simulateExamples({ seed: 17, count: 1500 })) {
    for (const text of [...example.accepted, ...example.rejected]) {
      longest = Math.max(longest, text.split(' ').length);
      for (const slip of slips) if (slip.test(text)) expect(text).not.toMatch(slip);
      expect(text).toMatch(/^[\p{Lu}\d$]/u);
    }
  }
  const used = new Set<string>();
  let wordings = 0;
  for (const { text, template } of everyWording(17)) {
    wordings += 1;
    // One of each template, and one in seven of all.
    if (used.has(template.text) && wordings % 7 !== 0) continue;
    used.add(template.text);
    for (const slip of slips) if (slip.test(text)) expect(text).not.toMatch(slip);
    for (const each of sentences(text.replace(/two-for-one|for the price/gi, ''))) {
      if ((each.match(/\bfor\b/gi) ?? []).length > 1) expect(each).toBe('with one "for"');
    }
    if (template.style === 'title') continue;
    const capital = sentences(text.replace(CAPITALS, '')).find((each) =>
      /. ?[^.?!]\p{Lu}/u.test(each.slice(1)),
    );
    expect(capital, text).toBeUndefined();
  }
  expect(used.size).toBe(TEMPLATES.length);
  expect(longest).toBeLessThanOrEqual(34);
});
