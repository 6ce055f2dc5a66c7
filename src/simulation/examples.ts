import { PAYMENT_METHODS } from '../domain/payment-method.ts';
import type { Persona } from '../domain/persona.ts';
import { createRandom, mix32, pick, pickWeighted, type Random } from '../domain/random.ts';
import { acceptance } from './acceptance.ts';
import { PRODUCTS, productsFor } from './catalogue.ts';
import { addsDebt, isBorrowing } from './new-debt.ts';
import type { OfferRecord } from './offer-record.ts';
import { simulatePersona } from './population.ts';
import { type Aim, personaProducts, proposeOffer } from './propose.ts';
import { renderOffer } from './render.ts';
import { isHeldOut, type Split, wordingsFor } from './splits.ts';
import { oppositeTaste, simulateTaste, type Taste } from './taste.ts';
import { GOALS, INTERESTS, isAdjacent } from './vocabulary.ts';

export type { Split } from './splits.ts';

type Three<T> = readonly [T, T, T];

/** One persona with three offers it accepts and three it rejects (SLM4Offer, section 5.1). */
export interface TrainingExample {
  readonly persona: Persona;
  readonly accepted: Three<string>;
  readonly rejected: Three<string>;
  readonly acceptedRecords: Three<OfferRecord>;
  readonly rejectedRecords: Three<OfferRecord>;
}

/** One simulated person: what is shown, and the taste that is not. */
export interface SimulatedCustomer {
  readonly persona: Persona;
  readonly taste: Taste;
}

export interface SimulateOptions {
  /** Any integer. */
  readonly seed: number;
  /** Personas to simulate, at most 2²⁸. */
  readonly count: number;
  /** Default `train`. Personas of different splits never share a seed. */
  readonly split?: Split;
  /** Index of the first persona in its split; default 0. */
  readonly start?: number;
}

/** Accepted offers are at least this likely to be accepted, rejected ones at most the other. */
export const ACCEPTED_FROM = 0.6;
export const REJECTED_UPTO = 0.4;

const SPLIT_NUMBER: Readonly<Record<Split, number>> = { train: 1, validation: 2, test: 3 };
const MOST_PERSONAS = 2 ** 28;

/**
 * The seed of one persona. Split and index fill different bits and the mixing is bijective, so for one
 * base seed no two personas of any split share it. Throws a RangeError for an index outside 0 to 2²⁸ − 1.
 */
export function personaSeed(seed: number, split: Split, index: number): number {
  if (!Number.isInteger(index) || index < 0 || index >= MOST_PERSONAS) {
    throw new RangeError(`Persona index ${index} is not an integer from 0 to ${MOST_PERSONAS - 1}.`);
  }
  return mix32(mix32(seed) ^ ((SPLIT_NUMBER[split] << 28) | index));
}

/** The customer of a persona seed, always the same one. */
export function simulateCustomer(seed: number, index: number): SimulatedCustomer {
  return {
    persona: simulatePersona(createRandom(seed, 1), `P${1000 + index}`),
    taste: simulateTaste(createRandom(seed, 2)),
  };
}

/** Simulated personas with three accepted and three rejected offers each; the same options, the same examples. */
export function* simulateExamples(options: SimulateOptions): Generator<TrainingExample> {
  const { seed, count, split = 'train', start = 0 } = options;
  for (let index = start; index < start + count; index++) {
    const customerSeed = personaSeed(seed, split, index);
    yield simulateExample(simulateCustomer(customerSeed, index), createRandom(customerSeed, 3), split);
  }
}

/** Offers for one customer. Throws an Error when the customer accepts or rejects too little, which is a bug. */
export function simulateExample(
  customer: SimulatedCustomer,
  random: Random,
  split: Split = 'train',
): TrainingExample {
  const acceptedRecords = three(customer, random, split, proposeFitting, (p) => p >= ACCEPTED_FROM);
  const rejectedRecords = three(customer, random, split, proposeMismatch, (p) => p <= REJECTED_UPTO);
  const word = (record: OfferRecord) => renderOffer(record, random, wordingsFor(record, split));
  const words = ([a, b, c]: Three<OfferRecord>): Three<string> => [word(a), word(b), word(c)];
  return {
    persona: customer.persona,
    accepted: words(acceptedRecords),
    rejected: words(rejectedRecords),
    acceptedRecords,
    rejectedRecords,
  };
}

type Propose = (customer: SimulatedCustomer, random: Random) => OfferRecord | undefined;

function three(
  customer: SimulatedCustomer,
  random: Random,
  split: Split,
  propose: Propose,
  keep: (probability: number) => boolean,
): Three<OfferRecord> {
  const kept: OfferRecord[] = [];
  for (let attempt = 0; attempt < 3000; attempt++) {
    const record = propose(customer, random);
    if (record === undefined || kept.some((other) => other.product === record.product)) continue;
    if (split !== 'test' && isHeldOut(record.product)) continue;
    if (wordingsFor(record, split).length === 0) continue;
    if (!keep(acceptance(customer.persona, customer.taste, record))) continue;
    kept.push(record);
    const [a, b, c] = kept;
    if (a !== undefined && b !== undefined && c !== undefined) return [a, b, c];
  }
  throw new Error(`No three offers found for ${JSON.stringify(customer.persona)}.`);
}

function proposeFitting({ persona, taste }: SimulatedCustomer, random: Random): OfferRecord | undefined {
  const record = proposeOffer(persona, taste, random, {
    products: personaProducts(persona, random),
    tierPull: 1,
    benefitPull: 1,
  });
  return record !== undefined && addsDebt(record, persona.financialGoals) ? undefined : record;
}

/** What makes a rejected offer wrong, and how often; everything else about it fits. */
const MISMATCHES = [
  { weight: 22, name: 'tier' },
  { weight: 20, name: 'payment' },
  { weight: 10, name: 'benefit' },
  { weight: 10, name: 'goal' },
  { weight: 22, name: 'neighbour' },
  { weight: 8, name: 'taste' },
  { weight: 10, name: 'stranger' },
] as const;

function proposeMismatch({ persona, taste }: SimulatedCustomer, random: Random): OfferRecord | undefined {
  const fitting: Aim = { products: personaProducts(persona, random), tierPull: 1, benefitPull: 1 };
  const held = persona.interests;
  switch (pickWeighted(random, MISMATCHES, (mismatch) => mismatch.weight).name) {
    case 'tier':
      return proposeOffer(persona, taste, random, { ...fitting, tierPull: -1 });
    case 'payment': {
      const others = PAYMENT_METHODS.filter(
        (method) =>
          method !== persona.preferredPaymentMethod ||
          (isBorrowing(method) && persona.financialGoals.includes('Debt Reduction')),
      );
      return proposeOffer(persona, taste, random, {
        ...fitting,
        paymentMethod: pick(random, others),
        options: random.next() < 0.75 ? ['pay'] : random.next() < 0.5 ? ['pay', 'fans'] : ['pay', 'goal'],
      });
    }
    case 'benefit':
      return proposeOffer(persona, taste, random, { ...fitting, benefitPull: -1 });
    case 'goal': {
      const others = GOALS.map((goal) => goal.name).filter((goal) => !persona.financialGoals.includes(goal));
      return proposeOffer(persona, taste, random, { ...fitting, goals: others, options: ['goal'] });
    }
    case 'neighbour': {
      const near = INTERESTS.map((row) => row.name).filter(
        (name) => !held.includes(name) && held.some((interest) => isAdjacent(interest, name)),
      );
      const products = near.length === 0 ? PRODUCTS : productsFor(pick(random, near));
      return proposeOffer(persona, taste, random, { ...fitting, products });
    }
    case 'taste':
      return proposeOffer(persona, oppositeTaste(taste), random, fitting);
    case 'stranger':
      return proposeOffer(persona, taste, random, { ...fitting, products: PRODUCTS });
  }
}
