import { expect, it } from 'vitest';
import { varietyOf } from '../../src/evaluation/variety.ts';

it('of the same text twice is half of one alone', () => {
  expect(varietyOf(['save on a tent'])).toEqual({
    ...{ texts: 1, distinct1: 1, distinct2: 1, distinct2OfHundred: null },
  });
  expect(varietyOf(['save on a tent', '', 'save on a tent'])).toEqual({
    ...{ texts: 2, distinct1: 0.5, distinct2: 0.5, distinct2OfHundred: null },
  });
});

it('of a hundred does not depend on how many hundreds there are', () => {
  const hundred = (mark: string) => Array.from({ length: 100 }, (_, i) => `${mark} ${i % 25}`);
  const one = varietyOf(hundred('a'));
  expect(one).toEqual({ texts: 100, distinct1: 26 / 200, distinct2: 0.25, distinct2OfHundred: 0.25 });
  const two = varietyOf([...hundred('a'), ...hundred('a'), 'left over']);
  expect(two.distinct2OfHundred).toBe(0.25);
  expect(two.distinct2).toBe(26 / 201);
});
