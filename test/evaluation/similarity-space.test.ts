import { describe, expect, it } from 'vitest';
import { createRandom, normal } from '../../src/domain/random.ts';
import { effectiveRank, similaritySpace } from '../../src/evaluation/similarity-space.ts';

const vector = (...values: number[]) => Float32Array.from(values);

describe('similaritySpace', () => {
  it('counts the pairs in which the accepted offer is nearer', () => {
    const space = similaritySpace([
      {
        persona: vector(1, 0),
        accepted: [vector(2, 0), vector(1, 1)],
        rejected: [vector(1, 0.5), vector(0, 1)],
      },
      { persona: vector(0, 3), accepted: [vector(0, 1)], rejected: [vector(0, 2)] },
    ]);
    // The first: 2,0 is nearer than both, 1,1 than one of two. The second: a tie counts half.
    expect(space.ownAuc).toBeCloseTo((3 / 4 + 1 / 2) / 2, 12);
    // Against what the other one accepts: all nearer; 0,1 nearer to 0,3 than 2,0 and 1,1 are.
    expect(space.othersAuc).toBe(1);
    expect(space.acceptedCosine).toBeCloseTo(((1 + Math.SQRT1_2) / 2 + 1) / 2, 6);
    expect(space.rejectedCosine).toBeCloseTo((1 / Math.sqrt(1.25) / 2 + 1) / 2, 6);
    expect(space.personaCosine).toBe(0);
    expect(space.personaRank).toBeCloseTo(2, 6);
  });

  it('shows a space that has collapsed', () => {
    const random = createRandom(4);
    const place = () => Float32Array.from({ length: 16 }, (_, i) => (i === 0 ? 10 : 0.01 * normal(random)));
    const people = Array.from({ length: 40 }, () => ({
      persona: place(),
      accepted: [place(), place()],
      rejected: [place(), place()],
    }));
    const space = similaritySpace(people);
    expect(space.personaCosine).toBeGreaterThan(0.99);
    expect(space.personaRank).toBeLessThan(1.2);
    expect(Math.abs(space.ownAuc - 0.5)).toBeLessThan(0.15);
  });

  it('refuses people without offers of a kind', () => {
    const whole = { persona: vector(1), accepted: [vector(1)], rejected: [vector(1)] };
    expect(() => similaritySpace([whole])).toThrow(RangeError);
    expect(() => similaritySpace([whole, { ...whole, rejected: [] }])).toThrow(RangeError);
  });
});

describe('effectiveRank', () => {
  it('is the number of directions used alike, whatever the lengths', () => {
    expect(effectiveRank([vector(5, 0, 0), vector(0, 1, 0), vector(0, 0, -2)])).toBeCloseTo(3, 6);
    expect(effectiveRank([vector(1, 2), vector(2, 4), vector(-3, -6)])).toBeCloseTo(1, 6);
  });

  it('is exp of the entropy of the singular values', () => {
    // Rows (1, 0), (1, 0), (0, 1): singular values √2 and 1.
    const shares = [Math.SQRT2, 1].map((value) => value / (Math.SQRT2 + 1));
    const entropy = shares.reduce((sum, share) => sum - share * Math.log(share), 0);
    expect(effectiveRank([vector(1, 0), vector(1, 0), vector(0, 1)])).toBeCloseTo(Math.exp(entropy), 6);
  });
});
