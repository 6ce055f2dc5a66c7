import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { acceptance } from '../../src/simulation/acceptance.ts';
import { BENEFITS } from '../../src/simulation/benefits.ts';
import { PRODUCTS } from '../../src/simulation/catalogue.ts';
import { personaSeed, simulateCustomer } from '../../src/simulation/examples.ts';
import type { OfferRecord } from '../../src/simulation/offer-record.ts';
import { personaProducts, proposeOffer } from '../../src/simulation/propose.ts';
import { contraryTaste, NO_TASTE } from '../../src/simulation/taste.ts';

const PEOPLE = 120;

/** Offers of the catalogue that each person would accept by what the persona shows, and what the hidden taste says. */
const people = Array.from({ length: PEOPLE }, (_, i) => {
  const seed = personaSeed(1, 'test', 500_000 + i);
  const { persona } = simulateCustomer(seed, i);
  const taste = contraryTaste(persona, createRandom(seed, 70));
  const random = createRandom(seed, 71);
  const offers: { readonly record: OfferRecord; readonly accepted: boolean }[] = [];
  for (let attempt = 0; offers.length < 32 && attempt < 2000; attempt += 1) {
    const aim = { products: personaProducts(persona, random), tierPull: 1, benefitPull: 1 };
    const record = proposeOffer(persona, NO_TASTE, random, aim);
    if (record === undefined || acceptance(persona, NO_TASTE, record) < 0.5) continue;
    offers.push({ record, accepted: acceptance(persona, taste, record) >= 0.5 });
  }
  return { persona, taste, offers };
});

const share = (flags: readonly boolean[]) => flags.filter(Boolean).length / flags.length;

describe('a contrary taste', () => {
  it('refuses nearly half of what the persona suggests', () => {
    const accepted = share(people.flatMap(({ offers }) => offers.map((offer) => offer.accepted)));
    expect(accepted).toBeGreaterThan(0.4);
    expect(accepted).toBeLessThan(0.6);
  });

  it('leaves enough to please whoever knows it', () => {
    for (const size of [16, 32]) {
      const pleased = share(
        people.map(({ offers }) => offers.slice(0, size).some(({ accepted }) => accepted)),
      );
      expect(pleased, `of ${size} offers`).toBeGreaterThanOrEqual(0.95);
    }
  });

  it('can be learned: the interest and the kind of benefit decide, whatever the product', () => {
    let told = 0;
    let right = 0;
    for (const { offers } of people) {
      // Whoever has only noted which categories and benefits were ever accepted knows what comes next.
      const seen = offers.slice(0, 16).filter(({ accepted }) => accepted);
      const categories = new Set(seen.map(({ record }) => record.category));
      const groups = new Set(seen.map(({ record }) => groupOf(record)));
      for (const { record, accepted } of offers.slice(16)) {
        if (!categories.has(record.category) || !groups.has(groupOf(record))) continue;
        told += 1;
        if (accepted) right += 1;
      }
    }
    expect(told).toBeGreaterThan(400);
    expect(right / told).toBeGreaterThan(0.9);
  });

  it('dislikes half of the interests and one group of benefits, and never all', () => {
    for (const { persona, taste } of people) {
      const mainOf = (category: string) =>
        PRODUCTS.filter((product) => product.category === category).map(
          ({ interests }) => interests[0] ?? '',
        );
      const disliked = [...taste.categories].filter(([, value]) => value < 0).map(([category]) => category);
      const liked = [...taste.categories].filter(([, value]) => value > 0).map(([category]) => category);
      expect(disliked.length).toBeGreaterThan(0);
      expect(liked.length).toBeGreaterThan(0);
      for (const category of [...disliked, ...liked]) {
        expect(mainOf(category).some((interest) => persona.interests.includes(interest))).toBe(true);
      }
      const groups = [...taste.benefits]
        .filter(([, value]) => value < 0)
        .map(([kind]) => BENEFITS[kind].group);
      expect(new Set(groups).size).toBe(1);
    }
  });

  it('is the same for the same person, and another for another draw', () => {
    const [{ persona }] = people as [(typeof people)[number]];
    expect(contraryTaste(persona, createRandom(1))).toEqual(contraryTaste(persona, createRandom(1)));
    const draws = [1, 2, 3, 4, 5, 6].map((seed) => contraryTaste(persona, createRandom(seed)));
    expect(
      new Set(draws.map((taste) => JSON.stringify([[...taste.categories], [...taste.benefits]]))).size,
    ).toBeGreaterThan(2);
  });
});

function groupOf({ benefitKind }: OfferRecord): string {
  return benefitKind === 'none' ? 'none' : BENEFITS[benefitKind].group;
}
