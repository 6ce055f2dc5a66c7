import type { Issue } from '../domain/offer.ts';
import { paymentMethodsIn } from '../domain/payment-method.ts';
import type { RewardBrief } from '../domain/reward-brief.ts';
import type { CatalogueReader } from './catalogue-reader.ts';
import { readNumbers } from './read-numbers.ts';

/**
 * Whether copy says what its brief says: the product and no other, the benefit, what has to be done for it and how it has
 * to be paid, and nobody, no goal and no place that the brief does not name. Where the brief speaks in words that the
 * catalogue does not know, its numbers have to be there, and nothing else that the catalogue does know.
 */
export function briefMismatch(
  text: string,
  brief: RewardBrief,
  catalogue: CatalogueReader,
): readonly Issue[] {
  const { product, benefit = '', condition = '', payment = '', audience, goals, place = '' } = brief;
  const said = catalogue.mentions(text);
  const facts = catalogue.mentions(`${benefit}, ${product}`);
  const terms = catalogue.mentions(condition);
  const there = catalogue.mentions(place).places;
  const paid = paymentMethodsIn(text);
  const owed = paymentMethodsIn(`${payment}, ${product}, ${condition}`);
  const own = `${product}, ${benefit}, ${condition}`.toLowerCase();
  const messages = [
    ...extra(
      'the product',
      said.products.filter((name) => !own.includes(name)),
      facts.products,
    ),
    ...missing(
      'the product',
      [product.toLowerCase()].filter((name) => facts.products.includes(name)),
      said.products,
    ),
    ...extra('the benefit', said.benefits, [...facts.benefits, ...terms.benefits]),
    ...missing('the benefit', facts.benefits, said.benefits),
    ...extra('the condition', said.conditions, [...terms.conditions, ...facts.conditions]),
    ...missing('the condition', terms.conditions, said.conditions),
    ...missing('the condition', numbersOf(condition), numbersOf(text)),
    ...extra('the payment method', paid, owed),
    ...missing('the payment method', paymentMethodsIn(payment), paid),
    ...extra(
      'the audience',
      said.audiences,
      audience === undefined ? [] : [audience, ...catalogue.mentions(audience).audiences],
    ),
    ...extra('the purpose of the product', said.purposes, facts.products),
    ...extra('the goal', said.goals, [...goals, ...facts.goals]),
    ...extra('the place', said.places, [...there, ...facts.places]),
    ...missing('the place', there, said.places),
  ];
  return [...new Set(messages)].map((message) => ({ type: 'brief-mismatch', message }));
}

function extra(what: string, said: readonly string[], allowed: readonly string[]): readonly string[] {
  return said
    .filter((each) => !allowed.includes(each))
    .map((each) => `The text speaks of ${what} "${each}", which the brief does not name.`);
}

function missing(what: string, needed: readonly string[], said: readonly string[]): readonly string[] {
  return needed
    .filter((each) => !said.includes(each))
    .map((each) => `The text leaves out ${what} "${each}" of the brief.`);
}

function numbersOf(text: string): readonly string[] {
  return readNumbers(text).map(({ value, unit }) =>
    unit === 'dollar' ? `$${value}` : unit === 'percent' ? `${value}%` : String(value),
  );
}
