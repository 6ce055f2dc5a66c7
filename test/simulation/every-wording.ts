import { createRandom, pick, type Random } from '../../src/domain/random.ts';
import { BENEFITS, type BenefitKind } from '../../src/simulation/benefits.ts';
import { PRODUCTS } from '../../src/simulation/catalogue.ts';
import { conditionAmounts, conditionsFor } from '../../src/simulation/offer-options.ts';
import type { OfferRecord } from '../../src/simulation/offer-record.ts';
import {
  CHANNEL_PHRASES,
  CONDITION_PHRASES,
  type ConditionKind,
  GOAL_PHRASES,
  PAYMENT_PHRASES,
} from '../../src/simulation/phrases.ts';
import type { Product } from '../../src/simulation/product.ts';
import { renderOffer } from '../../src/simulation/render.ts';
import type { Template } from '../../src/simulation/template.ts';
import { fits, TEMPLATES } from '../../src/simulation/templates.ts';

export interface Wording {
  readonly text: string;
  readonly template: Template;
  readonly record: OfferRecord;
}

/**
 * Every template with every product that it may speak of; what else an offer states is drawn from all that the grammar
 * knows, so that every way of saying it turns up many times.
 *
 * @param share of them, drawn.
 */
export function* everyWording(seed: number, share = 1): Generator<Wording> {
  const random = createRandom(seed);
  for (const product of PRODUCTS) {
    for (const template of TEMPLATES) {
      if (share < 1 && random.next() >= share) continue;
      const record = drawn(template, product, random);
      if (record === undefined) continue;
      yield { text: renderOffer(record, random, [template]), template, record };
    }
  }
}

/** Of a few draws the first that the template reads well with. */
function drawn(template: Template, product: Product, random: Random): OfferRecord | undefined {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const record = recordFor(template, product, random);
    if (record === undefined || (fits(template, record) && isAllowed(record, product))) return record;
  }
  return undefined;
}

function isAllowed(record: OfferRecord, product: Product): boolean {
  const { condition } = record;
  return (
    condition === undefined || conditionsFor(record, product).some(({ kind }) => kind === condition.kind)
  );
}

function recordFor(template: Template, product: Product, random: Random): OfferRecord | undefined {
  const { acts, number, tiers } = template;
  if (acts?.includes(product.act) === false || number?.includes(product.number) === false) return undefined;
  if (tiers?.includes(product.tier) === false) return undefined;
  const kinds = kindsFor(template, product);
  const states = new Set(template.states.split('+'));
  const conditions = (template.conditions ?? (Object.keys(CONDITION_PHRASES) as ConditionKind[])).filter(
    (kind) => conditionAmounts(kind, product.tier).length > 0,
  );
  if (kinds.length === 0 || (states.has('cond') && conditions.length === 0)) return undefined;
  const kind = pick(random, kinds);
  const condition = states.has('cond') ? pick(random, conditions) : undefined;
  const served = template.slots.has('goals') || template.slots.has('achieve');
  const goals = served ? product.goals : Object.keys(GOAL_PHRASES);
  if (states.has('goal') && goals.length === 0) return undefined;
  const items = { gift: product.gifts, upgrade: product.upgrades, feeWaiver: [product.fee] }[kind as string];
  const { name, category, interests, tier } = product;
  return {
    ...{ product: name, category, interests, priceTier: tier, benefitKind: kind },
    benefitSize: kind === 'none' ? 0 : pick(random, BENEFITS[kind].sizes[tier]),
    ...(items && { benefitItem: pick(random, items) }),
    ...(condition && {
      condition: { kind: condition, amount: pick(random, conditionAmounts(condition, tier)) },
    }),
    ...(states.has('pay') && {
      paymentTieIn: pick(random, template.methods ?? Object.keys(PAYMENT_PHRASES)),
    }),
    goals: states.has('goal') ? [pick(random, goals)] : [],
    ...(states.has('channel') && {
      channel: pick(random, template.channels ?? (Object.keys(CHANNEL_PHRASES) as 'online'[])),
    }),
    ...(states.has('fans') && { audience: pick(random, interests) }),
  };
}

function kindsFor(
  { kinds, notKinds, groups }: Template,
  { benefits, tier, gifts, upgrades, fee }: Product,
): readonly (BenefitKind | 'none')[] {
  const without = { gift: gifts.length === 0, upgrade: upgrades.length === 0, feeWaiver: fee === '' };
  const fitting = benefits.filter(
    (kind) =>
      BENEFITS[kind].sizes[tier].length > 0 &&
      kinds?.includes(kind) !== false &&
      notKinds?.includes(kind) !== true &&
      groups?.includes(BENEFITS[kind].group) !== false &&
      without[kind as 'gift'] !== true,
  );
  return kinds?.includes('none') === true ? [...fitting, 'none'] : fitting;
}
