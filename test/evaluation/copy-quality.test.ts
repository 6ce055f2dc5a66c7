import { expect, test } from 'vitest';
import { copyQuality } from '../../src/evaluation/copy-quality.ts';
import { parseOffer } from '../../src/simulation/parse.ts';

function read(text: string) {
  const record = parseOffer(text);
  if (record === undefined) throw new Error(`not read: ${text}`);
  return record;
}

test('copy is exact where it says the whole record and nothing else', () => {
  const record = read('Take 20% off a yoga mat when you pay by debit card.');
  const draft = (text: string, keeps: boolean) => ({ text, keeps });
  const quality = copyQuality([
    { record, drafts: [draft('{name}: Debit card users get 20% off a yoga mat.', true)] },
    // Another size; the payment left out; a place that nobody asked for.
    { record, drafts: [draft('Take 30% off a yoga mat when you pay by debit card.', false)] },
    { record, drafts: [draft('Take 20% off a yoga mat.', true)] },
    {
      record,
      drafts: [
        draft('Debit card users get 20% off a yoga mat in our app.', false),
        draft('Debit card users get 20% off a yoga mat.', true),
      ],
    },
  ]);
  expect(quality).toMatchObject({ rewards: 4, exact: 0.25, traceable: 0.8, used: 0.75, usedExact: 2 / 3 });
  // statsmodels.stats.proportion.proportion_confint(1, 4, method='wilson'), and of 3
  expect(quality.intervals).toEqual({
    exact: [expect.closeTo(0.0455873, 5), expect.closeTo(0.6993582, 5)],
    used: [expect.closeTo(0.3006418, 5), expect.closeTo(0.9544127, 5)],
  });
});

test('what was never used has no exactness, and nothing at all is refused', () => {
  const record = read('Take 20% off a yoga mat.');
  expect(copyQuality([{ record, drafts: [{ text: 'A tent.', keeps: false }] }])).toMatchObject({
    ...{ exact: 0, used: 0, usedExact: null, traceable: 1 },
  });
  expect(() => copyQuality([])).toThrow(RangeError);
});
