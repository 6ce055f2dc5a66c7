import { expect, it, test } from 'vitest';
import type { Persona } from '../../src/domain/persona.ts';
import { personaCopies, personaCopyRate } from '../../src/evaluation/persona-copies.ts';
import { personaPrompt } from '../../src/t5/prompt.ts';

/** Of the paper's figure 1. */
const persona: Persona = {
  name: 'P9999',
  age: 35,
  gender: 'Male',
  monthlyIncome: 82_450,
  spendingPattern: 'High-spender',
  preferredPaymentMethod: 'Credit Card',
  interests: ['Fitness', 'Shopping', 'Technology', 'Travel'],
  financialGoals: ['Savings', 'Wealth Growth'],
};

test.each([
  ['the whole prompt', personaPrompt(persona), ['description']],
  ['one part of the prompt, in capitals', 'PAYMENT:  CREDIT CARD and more', ['description']],
  ['a part of the form of the paper', '{"Age": 35, offers', ['description']],
  ['the list of interests and goals', 'Fitness, Shopping, Technology, Travel, Savings', ['description']],
  ['the name', 'P9999, save 20% on running shoes.', ['identifier']],
  ['the income', 'Running shoes for your $82,450.', ['identifier']],
  ['the age', 'Running shoes for a 35-year-old.', ['identifier']],
  ['both', `name: P9999 | age: 35`, ['description', 'identifier']],
  ['nothing: an offer', 'High-End Fitness Equipment with 5% Cashback on Online Shopping.', []],
  ['nothing: the age as another number', 'Save $35 on running shoes.', []],
  ['nothing: a label inside another word', 'Mileage: 350 points.', []],
])('%s', (_, text, expected) => {
  expect(personaCopies(text, persona)).toEqual(expected);
});

it('is a share of the offers', () => {
  const texts = ['P9999, save 20% on running shoes.', 'Save 20% on running shoes.', 'Save 10% on a tent.'];
  expect(personaCopyRate(texts.map((text) => ({ text, persona })))).toBeCloseTo(1 / 3, 12);
  expect(personaCopyRate([])).toBe(0);
});
