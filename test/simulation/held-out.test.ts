import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { trainingCorpus } from '../../src/cli/training-corpus.ts';
import { historyRow, ideasRow, personaRow, rewardRow } from '../../src/cli/training-rows.ts';
import { createRandom } from '../../src/domain/random.ts';
import { NAME_SLOT } from '../../src/domain/reward-brief.ts';
import { PRODUCTS } from '../../src/simulation/catalogue.ts';
import { simulateExamples } from '../../src/simulation/examples.ts';
import type { OfferRecord } from '../../src/simulation/offer-record.ts';
import { parseOffer } from '../../src/simulation/parse.ts';
import { renderOffer } from '../../src/simulation/render.ts';
import { isHeldOut, type Split } from '../../src/simulation/splits.ts';
import { sentence, type Template } from '../../src/simulation/template.ts';
import { TEMPLATES, templatesFor } from '../../src/simulation/templates.ts';

const PRODUCTS_KEPT = PRODUCTS.map(({ name }) => name).filter(isHeldOut);
const TEMPLATES_KEPT = new Set(TEMPLATES.filter(({ text }) => isHeldOut(text)));
const KEPT_NAMES = new RegExp(`(?<!\\w)(?:${PRODUCTS_KEPT.join('|')})(?!\\w)`, 'i');

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Every way in which the slot may be filled for the record. */
function fillings(slot: string, record: OfferRecord): readonly string[] {
  const alone = [sentence(`{${slot}}`)];
  const ways = Array.from({ length: 24 }, (_, seed) => renderOffer(record, createRandom(seed), alone));
  return [...new Set(ways.map((way) => way.toLowerCase()))];
}

function couldHaveMade({ text }: Template, record: OfferRecord, copy: string): boolean {
  const source = text
    .split(/(\{\w+\})/)
    .map((part) => {
      const slot = /^\{(\w+)\}$/.exec(part)?.[1];
      return slot === undefined
        ? escaped(part.toLowerCase())
        : `(?:${fillings(slot, record).map(escaped).join('|')})`;
    })
    .join('');
  return new RegExp(`^${source}$`).test(copy.replace(`${NAME_SLOT}: `, '').toLowerCase());
}

/** Whether a text was put into words in a way that is kept for the test split, and in no other. */
function isKeptWording(copy: string): boolean {
  const record = parseOffer(copy);
  if (record === undefined) return false;
  const all = templatesFor(record);
  return (
    all.some((each) => TEMPLATES_KEPT.has(each) && couldHaveMade(each, record, copy)) &&
    !all.some((each) => !TEMPLATES_KEPT.has(each) && couldHaveMade(each, record, copy))
  );
}

function rowTexts(split: Split, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const options = { seed: 1, split, index, visit: 0 };
    const rows = [personaRow, historyRow, rewardRow, ideasRow].map((row) => row(options));
    return rows.flatMap(({ prompt, accepted, rejected }) => [prompt, ...accepted, ...rejected]);
  }).flat();
}

test('about one product and one template in 25 are kept for the test split', () => {
  expect(PRODUCTS_KEPT.length / PRODUCTS.length).toBeCloseTo(0.04, 1);
  expect(PRODUCTS_KEPT.length).toBeGreaterThan(8);
  expect(TEMPLATES_KEPT.size / TEMPLATES.length).toBeCloseTo(0.04, 1);
  expect(TEMPLATES_KEPT.size).toBeGreaterThan(15);
});

describe.each([
  ['rows of every task', () => rowTexts('train', 150)],
  ['rows that validate', () => rowTexts('validation', 50)],
  ['the text that the tokenizer learns from', () => [...trainingCorpus(1, 150)]],
  [
    'the people that go with a model',
    () => [...simulateExamples({ seed: 1, count: 48 })].flatMap((e) => [...e.accepted, ...e.rejected]),
  ],
])('%s', (_, made) => {
  test('name no product that is kept back, and are worded in no way that is', () => {
    const texts = made();
    expect(texts.length).toBeGreaterThan(250);
    for (const text of texts) {
      expect(text).not.toMatch(KEPT_NAMES);
      if (isKeptWording(text)) expect(text).toBe('worded in a way that is not kept back');
    }
  });
});

test('the replay sample of the shipped model names no product that is kept back', async () => {
  const file = new URL('../../models/offer-mini/replay.json', import.meta.url);
  const sample: readonly { accepted: string[]; rejected: string[] }[] = JSON.parse(
    await readFile(file, 'utf8'),
  );
  const texts = sample.flatMap(({ accepted, rejected }) => [...accepted, ...rejected]);
  expect(texts.length).toBeGreaterThan(250);
  expect(texts.filter((text) => KEPT_NAMES.test(text))).toEqual([]);
});

test('the test split has both, or nothing would be shown', () => {
  const texts = rowTexts('test', 60);
  expect(texts.filter((text) => KEPT_NAMES.test(text)).length).toBeGreaterThan(10);
  expect(texts.filter(isKeptWording).length).toBeGreaterThan(10);
});
