import { describe, expect, it } from 'vitest';
import { acceptanceEstimate, compareArms } from '../../src/evaluation/arm-comparison.ts';

/** A hundred persons, of whom the first so many accept. */
const first = (accepted: number) => Array.from({ length: 100 }, (_, i) => (i < accepted ? 1 : 0));

describe('the comparison of two arms', () => {
  it('gives the paper’s lift for its shares, and finds it in the persons', () => {
    const { relativeLift, difference, persons, seeds } = compareArms([first(94)], [first(80)]);
    expect(relativeLift).toBeCloseTo(0.175, 12);
    expect(difference.mean).toBeCloseTo(0.14, 12);
    expect(difference.low).toBeGreaterThan(0.05);
    // 14 persons changed their mind, all of them to yes: 2 · 2⁻¹⁴.
    expect(persons.p).toBeCloseTo(2 ** -13, 12);
    expect(persons.method).toBe('exact');
    expect(seeds).toBeUndefined();
  });

  it('tests over trainings as well where there are several', () => {
    const { seeds, persons, relativeLift } = compareArms(
      [first(94), first(92), first(93)],
      [first(80), first(81), first(79)],
    );
    // t = 13 from the differences 0.14, 0.11 and 0.14; with two degrees of freedom p = 1 − t / √(2 + t²).
    expect(seeds?.p).toBeCloseTo(1 - 13 / Math.sqrt(171), 10);
    expect(seeds?.degreesOfFreedom).toBe(2);
    expect(relativeLift).toBeCloseTo(0.13 / 0.8, 12);
    expect(persons.p).toBeLessThan(0.01);
  });

  it('finds nothing in equal arms, and has no lift over an arm that nobody accepts', () => {
    expect(compareArms([first(50)], [first(50)])).toMatchObject({ relativeLift: 0, persons: { p: 1 } });
    expect(compareArms([first(50)], [first(0)]).relativeLift).toBeUndefined();
  });
});

describe('acceptance', () => {
  it('keeps the seeds of a person together: copies of one training make the interval no narrower', () => {
    const one = acceptanceEstimate([first(60)]);
    expect(one.acceptance).toBeCloseTo(0.6, 12);
    expect(acceptanceEstimate([first(60), first(60), first(60)])).toEqual(one);
    expect(one.high - one.low).toBeGreaterThan(0.15);
  });
});
