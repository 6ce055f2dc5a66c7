import { describe, expect, it } from 'vitest';
import { distinctN, wilsonInterval, wordsOf } from '../../src/evaluation/text-statistics.ts';

describe('text statistics', () => {
  it('takes words without the punctuation around them, and keeps money and percentages whole', () => {
    expect(wordsOf('Get $20 off, or 5% back — today.')).toEqual([
      'get',
      '$20',
      'off',
      'or',
      '5%',
      'back',
      'today',
    ]);
  });

  it('counts different n-grams over all', () => {
    expect(distinctN(['a b a b'], 1)).toBe(0.5);
    expect(distinctN(['a b a b'], 2)).toBeCloseTo(2 / 3);
    expect(distinctN(['a b', 'a b'], 2)).toBe(0.5);
    expect(distinctN([], 2)).toBe(0);
  });

  it('gives the interval of a share', () => {
    // R: binom::binom.wilson(94, 100)
    const [low, high] = wilsonInterval(94, 100);
    expect(low).toBeCloseTo(0.8752, 3);
    expect(high).toBeCloseTo(0.9722, 3);
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
    expect(wilsonInterval(0, 109)[0]).toBe(0);
    for (const total of [1, 3, 7, 1000]) expect(wilsonInterval(total, total)[1]).toBe(1);
  });
});
