import { expect, test } from 'vitest';
import { readOfferCatalogue } from '../../src/domain/offer-catalogue.ts';

const catalogue = {
  version: 1,
  benefits: { off: ['save {n}%'] },
  conditions: {},
  items: {},
  terms: [{ benefits: { off: [10, 20] }, conditions: {} }],
  products: [['tea', 0]],
};

test('reads a catalogue as it is', () => {
  expect(readOfferCatalogue(catalogue)).toEqual({ ok: true, value: catalogue });
});

test.each([
  ['nothing', undefined, /^catalogue\.json of the model is no catalogue: it .*take it out of the folder/],
  ['another version', { ...catalogue, version: 2 }, /: version /],
  ['a product without terms', { ...catalogue, products: [['tea', 1]] }, /has a product without terms/],
  ['a product without a name', { ...catalogue, products: [['', 0]] }, /: products\.0\.0 is empty/],
  [
    'a size that is no number',
    { ...catalogue, terms: [{ benefits: { off: ['10'] }, conditions: {} }] },
    /: terms\.0\./,
  ],
])('refuses %s and says where', (_, json, words) => {
  expect(readOfferCatalogue(json)).toMatchObject({
    ok: false,
    failures: [{ type: 'catalogue-invalid', message: expect.stringMatching(words) }],
  });
});
