import { describe, expect, test } from 'vitest';
import type { HistoryEntry } from '../../src/service/contract.ts';
import { ringPath, sealRings } from '../../src/studio/guilloche.ts';
import { newestBatch, nextRound } from '../../src/studio/rounds.ts';
import { listPeople } from '../../src/studio/studio-view.ts';
import { fitText, megabytes, ruleName, seconds, signed } from '../../src/studio/words.ts';
import { examplePersonas } from './support/example-personas.ts';

function entry(
  id: string,
  seed: number,
  version: number,
  createdAt: number,
  score = 0.5,
  refused = false,
): HistoryEntry {
  return {
    offer: {
      id,
      personaId: 'p',
      createdAt,
      modelId: 'm',
      text: id,
      score,
      decision: refused ? 'refuse' : 'offer',
      audit: { rules: [], issues: [], seed, modelHash: '', adapterVersion: version, drawn: 16, judged: 0 },
    },
  };
}

describe('people', () => {
  const [first, second] = examplePersonas.map((persona, index) => ({
    ...persona,
    id: `id-${index}`,
    createdAt: index,
  }));

  test('an example that is stored stays in its place and gets its id', () => {
    const saved = second === undefined ? [] : [second];
    expect(listPeople({ examples: examplePersonas, saved }).map(({ key, id }) => [key, id])).toEqual([
      ['example:0', undefined],
      ['example:1', 'id-1'],
      ['example:2', undefined],
    ]);
  });

  test('a stored example that was changed becomes a person of its own', () => {
    const saved = first === undefined ? [] : [{ ...first, age: 31 }];
    expect(listPeople({ examples: examplePersonas, saved }).map(({ key }) => key)).toEqual([
      'example:0',
      'example:1',
      'example:2',
      'saved:id-0',
    ]);
  });
});

describe('rounds', () => {
  const history = [
    entry('a', 1, 0, 10),
    entry('b', 2, 0, 20, 0.3),
    entry('c', 2, 0, 20, 0.9),
    entry('d', 2, 0, 20, 0.99, true),
    entry('e', 2, 1, 30, 0.2),
  ];

  test('the next one follows the highest there was', () => {
    expect(nextRound({ history: [], batch: undefined })).toBe(1);
    expect(nextRound({ history, batch: undefined })).toBe(3);
    expect(nextRound({ history, batch: { round: 7, adapterVersion: 0, offers: [] } })).toBe(8);
  });

  test('the newest is the seed and the version of the newest offer', () => {
    expect(newestBatch(history)?.offers.map((offer) => offer.text)).toEqual(['e']);
    expect(newestBatch([])).toBeUndefined();
  });

  test('within a round the best comes first and the refused last', () => {
    expect(newestBatch(history.slice(0, 4))?.offers.map((offer) => offer.text)).toEqual(['c', 'b', 'd']);
  });
});

test('the same words give the same seal, other words another', () => {
  const path = (text: string) => ringPath(sealRings(text).outer);
  expect(path('5% cashback on travel')).toBe(path('5% cashback on travel'));
  expect(path('5% cashback on travel')).not.toBe(path('6% cashback on travel'));
});

test('a ring is closed and keeps within its amplitude', () => {
  const numbers = (
    ringPath({ radius: 30, amplitude: 4, petals: 9, strands: 1 }).match(/-?\d+\.\d/g) ?? []
  ).map(Number);
  expect(numbers.slice(0, 2)).toEqual(numbers.slice(-2));
  for (let index = 0; index < numbers.length; index += 2) {
    const radius = Math.hypot(numbers[index] ?? 0, numbers[index + 1] ?? 0);
    expect(radius).toBeGreaterThan(25);
    expect(radius).toBeLessThan(34.2);
  }
});

test('numbers in words', () => {
  expect(fitText(-0.004)).toBe('0.00');
  expect(fitText(-0.127)).toBe('\u22120.13');
  expect(signed(0.2)).toBe('+0.20');
  expect(signed(-0.2)).toBe('\u22120.20');
  expect(megabytes(44_700_000)).toBe('44.7');
  expect([seconds(0.2), seconds(12.4), seconds(150)]).toEqual(['1 s', '12 s', '3 min']);
  expect(ruleName({ type: 'discount-out-of-range', message: '' })).toBe('Discount out of range');
});
