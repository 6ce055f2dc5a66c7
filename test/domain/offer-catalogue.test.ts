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

test('with the words of offers and with audiences', () => {
  const more = { ...catalogue, words: 'a of', audiences: { Food: { names: ['foodies'], products: [0] } } };
  expect(readOfferCatalogue(more)).toEqual({ ok: true, value: more });
});

test.each([
  ['nothing', undefined, /^catalogue\.json of the model is no catalogue: it .*take it out of the folder/],
  ['another version', { ...catalogue, version: 2 }, /: version /],
  ['a product without terms', { ...catalogue, products: [['tea', 1]] }, /has a product without terms/],
  ['a product without a name', { ...catalogue, products: [['', 0]] }, /: products\.0\.0 is empty/],
  [
    'an audience with a product that is not there',
    { ...catalogue, audiences: { Food: { names: ['foodies'], products: [1] } } },
    /has an audience with a product that is not there/,
  ],
  [
    'a purpose too many',
    { ...catalogue, purposes: ['for a', 'for b'] },
    /has not one purpose for each product/,
  ],
  ['words that are no text', { ...catalogue, words: ['a', 'of'] }, /: words /],
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
