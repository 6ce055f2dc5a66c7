import { expect, it } from 'vitest';
import { NOT_UNDERSTOOD, simulatedCustomer } from '../../src/evaluation/simulated-customer.ts';
import { acceptance } from '../../src/simulation/acceptance.ts';
import { personaSeed, simulateCustomer, simulateExamples } from '../../src/simulation/examples.ts';
import { parseOffer } from '../../src/simulation/parse.ts';
import { NO_TASTE } from '../../src/simulation/taste.ts';

it('accepts from a probability of one half, knowing the taste', async () => {
  const examples = [...simulateExamples({ seed: 1, count: 50 })];
  for (const [index, { persona, accepted, rejected }] of examples.entries()) {
    const { taste } = simulateCustomer(personaSeed(1, 'train', index), index);
    const offers = [...accepted, ...rejected];
    const judged = await simulatedCustomer(taste).judge({ persona, history: [], offers });
    if (!judged.ok) throw new Error(judged.failures[0]?.message);
    expect(judged.value.map(({ probability }) => probability)).toEqual(
      offers.map((text) => {
        const record = parseOffer(text);
        return record === undefined ? undefined : acceptance(persona, taste, record);
      }),
    );
    // Accepted examples are accepted with 0.6 at least, rejected ones with 0.4 at most.
    expect(judged.value.map(({ verdict }) => verdict)).toEqual([
      ...accepted.map(() => 'accepted'),
      ...rejected.map(() => 'rejected'),
    ]);
  }
});

it('rejects what it cannot read and says so', async () => {
  const [example] = [...simulateExamples({ seed: 1, count: 1 })];
  if (example === undefined) throw new Error('no example');
  const judged = await simulatedCustomer(NO_TASTE).judge({
    persona: example.persona,
    history: [],
    offers: ['Lorem ipsum dolor sit amet.', ''],
  });
  const refused = { verdict: 'rejected', reason: NOT_UNDERSTOOD, probability: 0 };
  expect(judged).toEqual({ ok: true, value: [refused, refused] });
});
