import { createRandom, pick, type Random, randomInt, shuffled } from '../domain/random.ts';
import { acceptance } from '../simulation/acceptance.ts';
import { BENEFITS } from '../simulation/benefits.ts';
import { briefedCopy } from '../simulation/brief.ts';
import { PRODUCTS } from '../simulation/catalogue.ts';
import {
  personaSeed,
  type SimulatedCustomer,
  simulateCustomer,
  simulateExample,
} from '../simulation/examples.ts';
import type { OfferRecord } from '../simulation/offer-record.ts';
import { bareRecord } from '../simulation/propose.ts';
import { renderOffer } from '../simulation/render.ts';
import { isHeldOut, type Split, wordingsFor } from '../simulation/splits.ts';
import { renamed, strangelySized, strangeName } from '../simulation/strange-reward.ts';
import { NO_TASTE, splitTaste } from '../simulation/taste.ts';
import { isAdjacent } from '../simulation/vocabulary.ts';
import {
  historyPrompt,
  ideasPrompt,
  PROMPT_HISTORY_LENGTH,
  personaPrompt,
  rewardPrompt,
} from '../t5/prompt.ts';
import { reorderedPersona } from '../training/example-tokens.ts';

/** One row of a training batch as text: what the encoder reads, what is to be written and what is not. */
export interface TrainingRow {
  readonly prompt: string;
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
}

/** Products in a list; more would not fit the length of an offer. */
const IDEAS = 4;

/** Of the rewards, those with a made-up name, and those with a made-up size. */
const STRANGE_SHARE = 0.3;

/** Half of the people whose history is told have a taste that their persona does not suggest. */
const CONTRARY_SHARE = 0.5;

export interface RowOptions {
  readonly seed: number;
  readonly split: Split;
  /** The person's index in the split. */
  readonly index: number;
  /** Separates the draws of one person seen again: another order, another history, another brief. */
  readonly visit: number;
}

/** An offer from a persona (SLM4Offer, section 4). Interests, goals and offers come in another order each visit. */
export function personaRow({ seed, split, index, visit }: RowOptions): TrainingRow {
  const customerSeed = personaSeed(seed, split, index);
  const { persona, accepted, rejected } = simulateExample(
    simulateCustomer(customerSeed, index),
    createRandom(customerSeed, 3),
    split,
  );
  const random = createRandom(customerSeed, 100 + visit);
  return {
    prompt: personaPrompt(reorderedPersona(persona, random)),
    accepted: shuffled(random, accepted),
    rejected: shuffled(random, rejected),
  };
}

/** An offer from a persona and what it accepted and rejected before. */
export function historyRow({ seed, split, index, visit }: RowOptions): TrainingRow {
  const customerSeed = personaSeed(seed, split, index);
  const random = createRandom(customerSeed, 200 + visit);
  const plain = simulateCustomer(customerSeed, index);
  const customer: SimulatedCustomer =
    random.next() < CONTRARY_SHARE
      ? { persona: plain.persona, taste: splitTaste(plain.persona, random) }
      : plain;
  const before = simulateExample(customer, random, split);
  const next = simulateExample(customer, random, split);
  const count = () => randomInt(random, PROMPT_HISTORY_LENGTH + 1);
  const told = {
    accepted: shuffled(random, before.accepted).slice(0, count()),
    rejected: shuffled(random, before.rejected).slice(0, count()),
  };
  return {
    prompt: historyPrompt(reorderedPersona(customer.persona, random), told),
    accepted: next.accepted,
    rejected: next.rejected,
  };
}

/**
 * Products that would suit a persona, as a list: dense practice in what goes with which interest, price tier and
 * goal, of which an offer names one alone. Rejected lists hold products that do not suit.
 */
export function ideasRow({ seed, split, index, visit }: RowOptions): TrainingRow {
  const customerSeed = personaSeed(seed, split, index);
  const { persona } = simulateCustomer(customerSeed, index);
  const random = createRandom(customerSeed, 400 + visit);
  const known = PRODUCTS.filter(({ name }) => split === 'test' || !isHeldOut(name));
  const chances = known.map((product) => ({
    product,
    chance: acceptance(persona, NO_TASTE, bareRecord(product)),
  }));
  const suiting = chances.filter(({ chance }) => chance >= 0.55);
  const near = chances.filter(
    ({ product, chance }) => chance <= 0.4 && isRelated(product.interests, persona.interests),
  );
  const far = chances.filter(({ chance }) => chance <= 0.2);
  const list = (from: typeof chances) =>
    from.length < IDEAS
      ? []
      : [
          `${shuffled(random, from)
            .slice(0, IDEAS)
            .map(({ product }) => product.name)
            .join(', ')}.`,
        ];
  return {
    prompt: ideasPrompt(reorderedPersona(persona, random)),
    accepted: [...list(suiting), ...list(suiting), ...list(suiting)],
    rejected: [...list(near), ...list(far)],
  };
}

function isRelated(interests: readonly string[], held: readonly string[]): boolean {
  return interests.some((interest) => held.some((own) => own === interest || isAdjacent(own, interest)));
}

/**
 * The copy for a reward, channel and tone; rejected is copy that gets a fact of the brief wrong. Half of the rewards have
 * names or sizes that no catalogue has.
 */
export function rewardRow({ seed, split, index, visit }: RowOptions): TrainingRow {
  const customerSeed = personaSeed(seed, split, index);
  const random = createRandom(customerSeed, 300 + visit);
  const example = simulateExample(
    simulateCustomer(customerSeed, index),
    createRandom(customerSeed, 3),
    split,
  );
  const records = [...example.acceptedRecords, ...example.rejectedRecords];
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const known = pick(random, records);
    const record = random.next() < STRANGE_SHARE ? strangelySized(known, random) : known;
    const copy = briefedCopy(record, random, split, 3);
    if (copy === undefined) continue;
    const others = records.filter(({ product }) => product !== record.product);
    const rejected = [otherSize(record, random), pick(random, others), pick(random, others)].flatMap(
      (wrong) => (wrong === undefined ? [] : [renderOffer(wrong, random, wordingsFor(wrong, split))]),
    );
    const row = { prompt: rewardPrompt(copy.brief), accepted: copy.texts, rejected };
    if (random.next() >= STRANGE_SHARE) return row;
    const name = strangeName(record.product, random);
    const told = copy.texts.flatMap((text) => renamed(text, record.product, name) ?? []);
    if (told.length === 0) return row;
    return {
      prompt: rewardPrompt({ ...copy.brief, product: name }),
      accepted: told,
      // The one about the same product as well: only its size is wrong.
      rejected: rejected.map((text) => renamed(text, record.product, name) ?? text),
    };
  }
  throw new Error(`no copy for the offers of person ${index} in the ${split} split`);
}

/** The record with another size of its benefit; undefined where there is only one. */
function otherSize(record: OfferRecord, random: Random): OfferRecord | undefined {
  if (record.benefitKind === 'none') return undefined;
  const sizes = BENEFITS[record.benefitKind].sizes[record.priceTier].filter(
    (size) => size !== record.benefitSize,
  );
  return sizes.length === 0 ? undefined : { ...record, benefitSize: pick(random, sizes) };
}
