import { expect, test } from 'vitest';
import { nearestVerdicts } from '../../src/cli/nearest-verdicts.ts';

const place = (...embedding: number[]) => ({
  text: '',
  embedding: new Float32Array(embedding),
  facts: [],
});

test('a draft is as welcome as it is nearer to the nearest accepted offer than to the nearest rejected one', () => {
  const judged = { accepted: [place(1, 0), place(-1, 0)], rejected: [place(0, 2)] };
  const [between, near, far] = nearestVerdicts(judged, [place(1, 1), place(3, 0), place(0, 1)]);
  expect(between).toBeCloseTo(0, 6);
  // The other accepted offer, which lies opposite, does not count.
  expect(near).toBeCloseTo(1, 6);
  expect(far).toBeCloseTo(-1, 6);
});

test('a side without offers says nothing', () => {
  expect(nearestVerdicts({ accepted: [place(1, 0)], rejected: [] }, [place(1, 0), place(0, 1)])).toEqual([
    1, 0,
  ]);
  expect(nearestVerdicts({ accepted: [], rejected: [] }, [place(1, 0)])).toEqual([0]);
});
