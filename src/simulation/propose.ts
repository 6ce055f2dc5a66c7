import type { Persona } from '../domain/persona.ts';
import { pick, pickWeighted, type Random } from '../domain/random.ts';
import { offerFit } from './acceptance.ts';
import { BENEFITS, type BenefitKind } from './benefits.ts';
import { PRODUCTS, productNamed, productsFor, productsForGoal } from './catalogue.ts';
import { addOption, OPTION_SETS, type Option, type OptionAim } from './offer-options.ts';
import type { OfferRecord } from './offer-record.ts';
import type { Product } from './product.ts';
import { NO_TASTE, type Taste } from './taste.ts';
import { templatesFor } from './templates.ts';

/** What a proposal aims at; whatever is left out is chosen for the persona. */
export interface Aim extends OptionAim {
  readonly products: readonly Product[];
  /** How much the persona's likes decide: 1 for its own taste, 0 for anything, −1 for the opposite. */
  readonly tierPull: number;
  readonly benefitPull: number;
  readonly options?: readonly Option[];
}

/** Products of one of the persona's interests or goals. */
export function personaProducts(persona: Persona, random: Random): readonly Product[] {
  const wantsFinance = persona.interests.includes('Finance');
  if (persona.financialGoals.length > 0 && random.next() < (wantsFinance ? 0.22 : 0.14)) {
    return productsForGoal(pick(random, persona.financialGoals));
  }
  const known = persona.interests.filter((interest) => productsFor(interest).length > 0);
  return known.length === 0 ? PRODUCTS : productsFor(pick(random, known));
}

/** The product alone, without a benefit or anything else that an offer may state. */
export function bareRecord(product: Product): OfferRecord {
  return {
    product: product.name,
    category: product.category,
    interests: product.interests,
    priceTier: product.tier,
    benefitKind: 'none',
    benefitSize: 0,
    goals: [],
  };
}

/** Draws a record for the persona as the aim says; undefined when the draw has no fitting words. */
export function proposeOffer(
  persona: Persona,
  taste: Taste,
  random: Random,
  aim: Aim,
): OfferRecord | undefined {
  const product = pickWeighted(random, aim.products, (candidate) => {
    const fit = offerFit(persona, taste, bareRecord(candidate));
    return Math.exp(aim.tierPull * (1.8 * fit.tier + 1.2 * fit.taste));
  });
  const options = aim.options ?? pickWeighted(random, OPTION_SETS, ([weight]) => weight)[1];
  let record: OfferRecord = {
    ...bareRecord(product),
    ...benefit(persona, taste, random, aim, bareRecord(product)),
  };
  for (const option of options) {
    const next = addOption(record, product, option, persona, random, aim);
    if (next === undefined) return undefined;
    record = next;
  }
  if (options.length === 1 && options[0] === 'goal' && product.act === 'hire' && random.next() < 0.3) {
    record = { ...bareRecord(product), goals: record.goals };
  }
  return templatesFor(record).length > 0 ? record : undefined;
}

function benefit(persona: Persona, taste: Taste, random: Random, aim: Aim, bare: OfferRecord) {
  const product = productNamed(bare.product);
  const kinds = product.benefits.filter((kind) => {
    if (kind === 'gift' && product.gifts.length === 0) return false;
    if (kind === 'upgrade' && product.upgrades.length === 0) return false;
    if (kind === 'feeWaiver' && product.fee === '') return false;
    return BENEFITS[kind].sizes[product.tier].length > 0;
  });
  const kind = pickWeighted(random, kinds, (benefitKind) => {
    const fit = offerFit(persona, aim.benefitPull > 0 ? taste : NO_TASTE, { ...bare, benefitKind });
    return Math.exp(aim.benefitPull * (1.6 * fit.benefit + fit.taste));
  });
  const named: Partial<Record<BenefitKind, readonly string[]>> = {
    gift: product.gifts,
    upgrade: product.upgrades,
    feeWaiver: [product.fee],
  };
  const items = named[kind];
  return {
    benefitKind: kind,
    benefitSize: pick(random, BENEFITS[kind].sizes[product.tier]),
    ...(items !== undefined && { benefitItem: pick(random, items) }),
  };
}
