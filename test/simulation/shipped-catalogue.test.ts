import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readOfferCatalogue } from '../../src/domain/offer-catalogue.ts';
import { createRandom, randomInt } from '../../src/domain/random.ts';
import { catalogueFacts, traceNumbers } from '../../src/evaluation/traceability.ts';
import { catalogueReader } from '../../src/guardrails/catalogue-reader.ts';
import { untraceableNumber } from '../../src/guardrails/untraceable-number.ts';
import { PRODUCTS } from '../../src/simulation/catalogue.ts';
import { simulateExamples } from '../../src/simulation/examples.ts';
import { shippedCatalogue } from '../../src/simulation/shipped-catalogue.ts';

test('the shipped model comes with the catalogue of today', async () => {
  const file = new URL('../../models/offer-mini/catalogue.json', import.meta.url);
  const text = await readFile(file, 'utf8');
  // Else: npx tsx src/cli/write-catalogue.ts
  expect(text).toBe(JSON.stringify(shippedCatalogue()));
  expect(text.length).toBeLessThan(50_000);
  const read = readOfferCatalogue(JSON.parse(text));
  expect(read.ok && read.value.products).toHaveLength(PRODUCTS.length);
});

const examples = [...simulateExamples({ seed: 5, count: 150 })];
const reader = catalogueReader(shippedCatalogue());

/** The numbers that the rule refuses, against those that the evaluation cannot trace with its own parser. */
function compared(texts: readonly string[]) {
  return texts.map((text, i) => {
    const persona = examples[i % examples.length]?.persona ?? examples[0]?.persona;
    if (!persona) throw new Error('no persona');
    const refused = untraceableNumber({ text, persona, catalogue: reader }).length;
    return { text, refused, lost: traceNumbers(text, catalogueFacts(text)).untraceable.length };
  });
}

test('nothing that the simulator writes is refused for its numbers', () => {
  const found = compared(examples.flatMap(({ accepted, rejected }) => [...accepted, ...rejected]));
  expect(found.filter(({ refused, lost }) => refused + lost > 0)).toEqual([]);
});

test('with other numbers or another product, rule and evaluation find the same', () => {
  const random = createRandom(6);
  const texts = examples.flatMap(({ accepted }) =>
    accepted.flatMap((text) => {
      const other = PRODUCTS[randomInt(random, PRODUCTS.length)]?.name ?? '';
      const own = PRODUCTS.find(({ name }) => text.toLowerCase().includes(name))?.name ?? '';
      return [
        text.replace(/\d[\d,.]*\d|\d/, () => String(5 * (1 + randomInt(random, 20)))),
        text.toLowerCase().replace(own, other),
        text.toLowerCase().replace(own, 'surprise'),
      ];
    }),
  );
  const found = compared(texts);
  expect(found.filter(({ refused, lost }) => refused !== lost)).toEqual([]);
  // Both kinds occur, or nothing would be shown.
  expect(found.filter(({ refused }) => refused > 0).length).toBeGreaterThan(200);
  expect(found.filter(({ refused }) => refused === 0).length).toBeGreaterThan(200);
});
