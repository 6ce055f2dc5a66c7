import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readOfferCatalogue } from '../../src/domain/offer-catalogue.ts';
import { createRandom, pick, randomInt } from '../../src/domain/random.ts';
import { catalogueFacts, traceNumbers } from '../../src/evaluation/traceability.ts';
import { audienceMismatch } from '../../src/guardrails/audience-mismatch.ts';
import { catalogueReader } from '../../src/guardrails/catalogue-reader.ts';
import { goalMismatch } from '../../src/guardrails/goal-mismatch.ts';
import { purposeMismatch } from '../../src/guardrails/purpose-mismatch.ts';
import { unknownWord } from '../../src/guardrails/unknown-word.ts';
import { untraceableNumber } from '../../src/guardrails/untraceable-number.ts';
import { wrongArticle } from '../../src/guardrails/wrong-article.ts';
import { PRODUCTS } from '../../src/simulation/catalogue.ts';
import { simulateExamples } from '../../src/simulation/examples.ts';
import { AUDIENCE_PHRASES } from '../../src/simulation/phrases.ts';
import { shippedCatalogue } from '../../src/simulation/shipped-catalogue.ts';
import { TEMPLATES } from '../../src/simulation/templates.ts';
import { everyWording } from './every-wording.ts';

const NOBODY = {
  name: '',
  age: 0,
  gender: '',
  monthlyIncome: 0,
  spendingPattern: '',
  preferredPaymentMethod: '',
  interests: [],
  financialGoals: [],
};

test('the shipped model comes with the catalogue of today', async () => {
  const file = new URL('../../models/offer-mini/catalogue.json', import.meta.url);
  const text = await readFile(file, 'utf8');
  const { words: taught, ...shipped } = JSON.parse(text);
  const { words, ...today } = JSON.parse(JSON.stringify(shippedCatalogue()));
  // Else: npx tsx src/cli/write-catalogue.ts
  expect(shipped).toEqual(today);
  // Words that it was taught and that the catalogue has lost since then stay.
  expect(taught.split(' ')).toEqual(expect.arrayContaining(words.split(' ')));
  expect(text.length).toBeLessThan(60_000);
  const read = readOfferCatalogue(JSON.parse(text));
  expect(read.ok && read.value.products).toHaveLength(PRODUCTS.length);
});

test('a reader tells the interests of every product, and none of one that it does not know', () => {
  const catalogue = shippedCatalogue();
  const reader = catalogueReader(catalogue);
  for (const { name, interests } of PRODUCTS) {
    expect([...reader.interests(name.toUpperCase())].sort()).toEqual([...interests].sort());
  }
  expect(reader.interests('moon')).toEqual([]);
  const { audiences: _, ...before } = catalogue;
  expect(catalogueReader(before).interests('yoga mat')).toEqual([]);
});

test('a goal that a product serves is told with it, and one of a product that is not there is refused', () => {
  const catalogue = shippedCatalogue();
  const { names = [], products = [] } = catalogue.aims?.['Home Purchase'] ?? {};
  expect(names).toEqual(['a home purchase', 'own your home sooner']);
  expect(products.map((at) => catalogue.products[at]?.[0])).toContain('fixed-rate mortgage');
  expect(products.map((at) => catalogue.products[at]?.[0])).not.toContain('home EV charger');
  expect(readOfferCatalogue(catalogue)).toMatchObject({ ok: true });
  const { aims: _, ...before } = catalogue;
  expect(readOfferCatalogue(before)).toMatchObject({ ok: true });
  const wrong = { ...catalogue, aims: { Savings: { names, products: [PRODUCTS.length] } } };
  expect(readOfferCatalogue(wrong)).toMatchObject({ ok: false, failures: [{ type: 'catalogue-invalid' }] });
});

test('no wording of any product is refused for its words, its articles, or for whom or what it is said to be', {
  timeout: 120_000,
}, () => {
  const catalogue = catalogueReader(shippedCatalogue());
  const used = new Set<string>();
  let wordings = 0;
  let addressed = 0;
  for (const { text, template, record } of everyWording(3)) {
    const check = { text, persona: NOBODY, catalogue };
    const issues = [unknownWord, audienceMismatch, purposeMismatch, goalMismatch, wrongArticle].flatMap(
      (rule) => rule(check),
    );
    if (issues.length > 0) expect({ text, issues }).toEqual({ text, issues: [] });
    used.add(template.text);
    wordings += 1;
    addressed += record.audience === undefined ? 0 : 1;
  }
  expect(used.size).toBe(TEMPLATES.length);
  expect(wordings).toBeGreaterThan(150_000);
  expect(addressed).toBeGreaterThan(30_000);
});

test('addressed to others, or with a letter more or less, it is refused', () => {
  const catalogue = catalogueReader(shippedCatalogue());
  const random = createRandom(8);
  let misaddressed = 0;
  let broken = 0;
  for (const { text, record } of everyWording(4, 0.01)) {
    const interest = pick(random, Object.keys(AUDIENCE_PHRASES));
    const [name = ''] = AUDIENCE_PHRASES[interest] ?? [];
    const issues = audienceMismatch({ text: `${text} A tip for ${name}.`, persona: NOBODY, catalogue });
    expect(issues.length > 0, `${text} ${name}`).toBe(!record.interests.includes(interest));
    misaddressed += issues.length;
    const words = [...text.matchAll(/(?<![\p{L}'])\p{L}{6,}(?![\p{L}'])/gu)];
    const word = words.length === 0 ? undefined : pick(random, words);
    if (word === undefined) continue;
    const cut = `${text.slice(0, word.index)}q${text.slice(word.index)}`;
    expect(unknownWord({ text: cut, persona: NOBODY, catalogue }), cut).toHaveLength(1);
    broken += 1;
  }
  expect(misaddressed).toBeGreaterThan(1000);
  expect(broken).toBeGreaterThan(1000);
});

test('with an article before it, every plural product is refused, and no other is', () => {
  const catalogue = catalogueReader(shippedCatalogue());
  const refused = PRODUCTS.filter(({ name }) => {
    const texts = [`Save 20% on a ${name}.`, `An ${name} for you`, `TAKE A ${name.toUpperCase()} HOME`];
    const found = texts.map((text) => wrongArticle({ text, persona: NOBODY, catalogue }).length);
    expect(new Set(found).size, name).toBe(1);
    return found[0] === 1;
  });
  expect(refused.length).toBeGreaterThan(20);
  expect(refused).toEqual(PRODUCTS.filter(({ number }) => number === 'many'));
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
