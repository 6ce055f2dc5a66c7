import type { NumberFact } from '../guardrails/catalogue-reader.ts';
import { readNumbers, type TextNumber } from '../guardrails/read-numbers.ts';
import { BENEFITS, type BenefitKind } from '../simulation/benefits.ts';
import { productNamed } from '../simulation/catalogue.ts';
import { conditionAmounts } from '../simulation/offer-options.ts';
import type { OfferRecord } from '../simulation/offer-record.ts';
import { parseOffer } from '../simulation/parse.ts';

export interface NumberTrace {
  readonly numbers: number;
  /** Numbers that no fact stands behind, in the order of the text. */
  readonly untraceable: readonly TextNumber[];
}

/** Which numbers of the text are among the facts. */
export function traceNumbers(text: string, facts: readonly NumberFact[]): NumberTrace {
  const numbers = readNumbers(text);
  const untraceable = numbers.filter(
    (number) => !facts.some(({ value, unit }) => value === number.value && unit === number.unit),
  );
  return { numbers: numbers.length, untraceable };
}

/** Share of all numbers of several texts that are traceable, 0 to 1; 1 where they state none. */
export function traceableShare(traces: readonly NumberTrace[]): number {
  const total = traces.reduce((sum, { numbers }) => sum + numbers, 0);
  const lost = traces.reduce((sum, { untraceable }) => sum + untraceable.length, 0);
  return total === 0 ? 1 : 1 - lost / total;
}

/** What the record of an offer says in numbers, those in the names of its product and gift included. */
export function recordFacts(record: OfferRecord): readonly NumberFact[] {
  const { benefitKind: kind, benefitSize, condition } = record;
  return [
    ...(kind === 'none' ? [] : benefitFacts(kind, benefitSize)),
    ...(condition === undefined ? [] : amountFacts(condition.amount)),
    ...nameFacts(record),
  ];
}

/**
 * What the catalogue allows an offer to say in numbers, for offers written from a persona alone: every size of the
 * benefit that the text names, if the catalogue gives its product that benefit, and every amount of the condition it
 * names. A text that the parser cannot read has no facts. The simulator's own tables and parser answer here, not the
 * catalogue.json and the reader by which the guardrail has already chosen.
 */
export function catalogueFacts(text: string): readonly NumberFact[] {
  const record = parseOffer(text);
  if (record === undefined) return [];
  const { benefitKind: kind, condition } = record;
  const { tier, benefits } = productNamed(record.product);
  const sizes = kind !== 'none' && benefits.includes(kind) ? BENEFITS[kind].sizes[tier] : [];
  const amounts = condition === undefined ? [] : conditionAmounts(condition.kind, tier);
  return [
    ...sizes.flatMap((size) => (kind === 'none' ? [] : benefitFacts(kind, size))),
    ...amounts.flatMap(amountFacts),
    ...nameFacts(record),
  ];
}

/** The size in the units of the words that state it. A size of 0 is none: gifts and waived fees have no number. */
function benefitFacts(kind: BenefitKind, size: number): readonly NumberFact[] {
  if (size === 0) return [];
  const { nouns, verbs } = BENEFITS[kind];
  const words = [...nouns, ...verbs].map((form) => form.text);
  const facts: NumberFact[] = [];
  if (words.some((form) => form.includes('{$n}'))) facts.push({ value: size, unit: 'dollar' });
  if (words.some((form) => form.includes('{n}%'))) facts.push({ value: size, unit: 'percent' });
  if (words.some((form) => /\{n\}(?!%)/.test(form))) facts.push({ value: size, unit: 'plain' });
  // Its words spell the numbers out; a model may write `2-for-1`.
  if (kind === 'twoForOne') facts.push({ value: 2, unit: 'plain' }, { value: 1, unit: 'plain' });
  return facts;
}

/** Amounts of conditions are dollars; 0 is none. */
function amountFacts(amount: number): readonly NumberFact[] {
  return amount === 0 ? [] : [{ value: amount, unit: 'dollar' }];
}

function nameFacts({ product, benefitItem }: OfferRecord): readonly NumberFact[] {
  return [product, productNamed(product).hook, benefitItem ?? ''].flatMap(readNumbers);
}
