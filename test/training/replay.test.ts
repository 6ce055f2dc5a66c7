import { expect, test } from 'vitest';
import { readReplay } from '../../src/training/replay.ts';
import { tinyExamples } from '../support/tiny-model.ts';

const examples = tinyExamples(2);

test('comes back as it was written', () => {
  expect(readReplay(JSON.parse(JSON.stringify(examples)))).toEqual(examples);
});

test.each([
  ['no file', undefined],
  ['nothing in it', null],
  ['an object', {}],
  ['a list of something else', [1, 2]],
  ['offers that are no text', [{ ...examples[0], accepted: [7] }]],
  ['an offer without end', [{ ...examples[0], rejected: ['a'.repeat(401)] }]],
])('is empty where there is %s', (_, json) => {
  expect(readReplay(json)).toEqual([]);
});

test('leaves out a persona that cannot be read, and keeps the others', () => {
  const broken = { ...examples[0], persona: { ...examples[0]?.persona, age: -1 } };
  expect(readReplay([broken, examples[1]])).toEqual([examples[1]]);
});
