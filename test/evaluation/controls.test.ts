import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { acceptedOffers, handedOn } from '../../src/evaluation/accepted-offers.ts';
import { offerRetriever, promptFields } from '../../src/evaluation/retrieved-control.ts';
import { templateOffer } from '../../src/evaluation/template-control.ts';
import { productsFor } from '../../src/simulation/catalogue.ts';
import { personaSeed, simulateCustomer, simulateExamples } from '../../src/simulation/examples.ts';
import { parseOffer } from '../../src/simulation/parse.ts';
import { unwrap } from '../storage/samples.ts';

const customers = Array.from({ length: 40 }, (_, i) => simulateCustomer(personaSeed(1, 'test', i), i));
const known = [...simulateExamples({ seed: 1, count: 200 })];

describe('the template control', () => {
  const write = () => {
    const random = createRandom(1, 63);
    return customers.map(({ persona }) => templateOffer(persona, random));
  };

  it('is the same every time', () => expect(write()).toEqual(write()));

  it('names a product of the first interest that has any, and no other payment method than the person’s', () => {
    for (const [i, text] of write().entries()) {
      const persona = customers[i]?.persona;
      const record = parseOffer(text);
      const first = persona?.interests.find((interest) => productsFor(interest).length > 0) ?? '';
      expect(productsFor(first).map(({ name }) => name)).toContain(record?.product);
      expect([undefined, persona?.preferredPaymentMethod]).toContain(record?.paymentTieIn);
    }
  });
});

describe('the retrieved control', () => {
  it('sees the fields of the prompt, one entry a value', () => {
    const { persona } = simulateCustomer(personaSeed(1, 'test', 0), 0);
    const fields = [...promptFields({ ...persona, interests: ['Travel', 'Food'] })];
    expect(fields).toContain('interests: Travel');
    expect(fields).toContain('interests: Food');
    expect(fields.filter((field) => field.startsWith('payment: '))).toHaveLength(1);
    expect(fields.join()).not.toMatch(/age|gender|name/);
  });

  it('gives a known person its own first accepted offer, since nobody is more like it', () => {
    const retrieve = offerRetriever(known);
    for (const [i, { persona, accepted }] of known.slice(0, 30).entries()) {
      const fields = [...promptFields(persona)].sort().join();
      const twin = known
        .slice(0, i)
        .some((other) => [...promptFields(other.persona)].sort().join() === fields);
      if (!twin) expect(accepted).toContain(retrieve(persona));
    }
  });

  it('passes over offers that the guardrails refuse, and over people where they refuse all', () => {
    const [{ persona } = { persona: undefined }] = known;
    if (persona === undefined) throw new Error('no person');
    const fitting = 'Save 20% on a meal kit plan.';
    const copied = `Dear ${persona.name}, visit https://example.com for 900% off!`;
    const other = { ...persona, interests: ['Chess'], spendingPattern: 'Unheard of' };
    expect(offerRetriever([{ persona, accepted: [copied, fitting] }])(persona)).toBe(fitting);
    expect(
      offerRetriever([
        { persona, accepted: [copied] },
        { persona: other, accepted: [fitting] },
      ])(persona),
    ).toBe(fitting);
    expect(offerRetriever([{ persona, accepted: [copied] }])(persona)).toBeUndefined();
    expect(offerRetriever([])(persona)).toBeUndefined();
  });
});

describe('offers handed to the next customer', () => {
  it('go round', () => expect(handedOn(['a', 'b', 'c'])).toEqual(['b', 'c', 'a']));

  it('are mostly turned down, where one’s own are accepted', async () => {
    const others = known.slice(0, 60).map((example, i) => ({
      ...simulateCustomer(personaSeed(1, 'train', i), i),
      accepted: example.accepted[0],
    }));
    const offers = others.map(({ accepted }) => accepted);
    expect(unwrap(await acceptedOffers(others, offers))).toEqual(offers.map(() => 1));
    const shuffled = unwrap(await acceptedOffers(others, handedOn(offers)));
    expect(shuffled.reduce((sum, each) => sum + each, 0)).toBeLessThan(0.6 * offers.length);
    expect(unwrap(await acceptedOffers(others.slice(0, 1), ['']))).toEqual([0]);
  });
});
