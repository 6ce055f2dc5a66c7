import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { welcome } from '../../src/service/verdict-ranking.ts';

function place(text: string, ...embedding: number[]) {
  return { text, embedding: new Float32Array(embedding), facts: [] as readonly string[] };
}

describe('how welcome drafts should be', () => {
  test('is what ridge regression gives: one judged offer and two drafts, by hand', () => {
    // Directions (1, 0), (0, 1) and (-1, 0) have the mean (0, 1/3); their mean square from it is 8/9. No word is shared.
    const accepted = [place('alpha', 2, 0)];
    const drafts = [place('beta', 0, 5), place('gamma', -3, 0)];
    const centred = [
      [1, -1 / 3],
      [0, 2 / 3],
      [-1, -1 / 3],
    ] as const;
    const inner = (a: number, b: number) => {
      const [x, y] = [centred[a], centred[b]];
      if (!x || !y) throw new RangeError('no such row');
      return (x[0] * y[0] + x[1] * y[1]) / (8 / 9);
    };
    // The word kernel adds 1 on the diagonal, the ridge another 1.
    const weight = 1 / (inner(0, 0) + 1 + 1);
    const [near, far] = welcome({ accepted, rejected: [] }, drafts);
    expect(near).toBeCloseTo(weight * inner(1, 0), 6);
    expect(far).toBeCloseTo(weight * inner(2, 0), 6);
  });

  test('counts words where places tell nothing, and places where words tell nothing', () => {
    const words = welcome(
      { accepted: [place('cashback on yoga', 1, 1)], rejected: [place('free parking', 1, 1)] },
      [place('cashback on books', 1, 1), place('free parking today', 1, 1)],
    );
    expect(words[0]).toBeGreaterThan(0.2);
    expect(words[1]).toBeLessThan(-0.2);
    const places = welcome({ accepted: [place('a', 1, 0.1)], rejected: [place('b', 0.1, 1)] }, [
      place('c', 1, 0),
      place('d', 0, 1),
    ]);
    expect(places[0]).toBeGreaterThan(0.2);
    expect(places[1]).toBeLessThan(-0.2);
  });

  test('counts what the catalogue tells where words and places tell nothing', () => {
    const about = (text: string, ...facts: readonly string[]) => ({ ...place(text, 1, 1), facts });
    const verdicts = {
      accepted: [about('a', 'interest: Fitness', 'benefit: cashback')],
      rejected: [about('b', 'interest: Travel', 'benefit: cashback')],
    };
    const [fitness = 0, travel = 0, cashback, unknown] = welcome(verdicts, [
      about('c', 'interest: Fitness', 'benefit: gift'),
      about('d', 'interest: Travel', 'benefit: gift'),
      about('e', 'interest: Music', 'benefit: cashback'),
      about('f'),
    ]);
    expect(fitness).toBeGreaterThan(0.2);
    expect(travel).toBeCloseTo(-fitness, 9);
    // One accepted and one rejected offer had it, so that it tells nothing.
    expect(cashback).toBeCloseTo(0, 9);
    expect(unknown).toBeCloseTo(0, 9);
  });

  test('takes all amounts for the same word', () => {
    const verdicts = { accepted: [place('save 15% today', 1)], rejected: [place('win 40 points', 1)] };
    const [a, b] = welcome(verdicts, [place('save 15% today', 1), place('save 30% today', 1)]);
    expect(a).toBe(b);
  });

  test('turns around with the verdicts', () => {
    const random = createRandom(1);
    const offers = Array.from({ length: 12 }, (_, i) =>
      place(`offer ${String.fromCharCode(97 + i)}`, ...Array.from({ length: 4 }, () => random.next() - 0.5)),
    );
    const [one, other, drafts] = [offers.slice(0, 3), offers.slice(3, 6), offers.slice(6)];
    const straight = welcome({ accepted: one, rejected: other }, drafts);
    const turned = welcome({ accepted: other, rejected: one }, drafts);
    straight.forEach((value, i) => {
      expect(turned[i]).toBeCloseTo(-value, 9);
    });
    expect(Math.max(...straight)).toBeGreaterThan(0);
  });

  test('says nothing without verdicts, and nothing of nothing', () => {
    const draft = place('offer', 1, 0);
    expect(welcome({ accepted: [], rejected: [] }, [draft])).toEqual([0]);
    expect(welcome({ accepted: [draft], rejected: [] }, [])).toEqual([]);
    // Offers all alike, an empty text, and a place of no length.
    expect(welcome({ accepted: [place('', 0, 0)], rejected: [] }, [place('', 0, 0)])).toEqual([0]);
  });
});
