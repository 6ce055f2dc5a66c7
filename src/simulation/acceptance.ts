import type { Persona } from '../domain/persona.ts';
import { BENEFITS, type BenefitGroup, sizeRank } from './benefits.ts';
import { productNamed } from './catalogue.ts';
import { addsDebt } from './new-debt.ts';
import type { OfferRecord, PriceTier } from './offer-record.ts';
import { type Taste, tasteFit } from './taste.ts';
import { isAdjacent } from './vocabulary.ts';

interface PatternLiking {
  readonly tiers: Readonly<Record<PriceTier, number>>;
  readonly benefits: Readonly<Record<BenefitGroup, number>>;
}

function liking(
  [value, mid, premium]: readonly [number, number, number],
  [saving, earning, spreading, perk]: readonly [number, number, number, number],
): PatternLiking {
  return { tiers: { value, mid, premium }, benefits: { saving, earning, spreading, perk } };
}

/** How each spending pattern likes price tiers (value, mid, premium) and benefits (saving, earning, spreading, perk). */
const PATTERN_LIKING: Readonly<Record<string, PatternLiking>> = {
  'Budget-conscious': liking([1, 0.4, -1], [0.9, 0.4, 0.3, -0.2]),
  Frugal: liking([1, 0, -1], [1, 0.3, -0.5, -0.4]),
  'Deal-seeker': liking([0.8, 0.7, -0.6], [0.9, 0.8, 0, 0]),
  Balanced: liking([0.4, 1, -0.4], [0.4, 0.6, 0.1, 0.4]),
  Impulsive: liking([0.5, 0.8, 0.3], [0.6, 0.2, 0.6, 0.6]),
  'Occasional splurger': liking([-0.1, 0.8, 0.7], [0.3, 0.4, 0.4, 0.6]),
  'High-spender': liking([-0.8, 0.4, 1], [-0.3, 0.8, -0.5, 0.8]),
  'Luxury-focused': liking([-1, 0, 1], [-0.6, 0.4, -0.6, 1]),
};

/** For a pattern the simulator does not know: middling about everything. */
const UNKNOWN_PATTERN = liking([0.2, 0.5, 0], [0.5, 0.5, 0.2, 0.3]);

/** The parts of the judgement, each roughly −1 to 1, before weighting. */
export interface Fit {
  readonly interest: number;
  readonly goal: number;
  readonly tier: number;
  readonly benefit: number;
  readonly payment: number;
  readonly condition: number;
  readonly audience: number;
  readonly taste: number;
  /** −1 where the offer works against paying down debt, else 0. */
  readonly debt: number;
}

/**
 * How well the product's interests meet the persona's: 1 held, 0.25 a neighbour of one held, else 0.
 * A finance product for goals the persona does not have is of little interest even to a finance fan.
 */
function interestFit(persona: Persona, record: OfferRecord): number {
  const [main, ...others] = record.interests;
  const goals = productNamed(record.product).goals;
  const aimless =
    main === 'Finance' && goals.length > 0 && !goals.some((goal) => persona.financialGoals.includes(goal));
  if (aimless) return others.some((interest) => persona.interests.includes(interest)) ? 0.6 : 0.4;
  if (main !== undefined && persona.interests.includes(main)) return 1;
  if (others.some((interest) => persona.interests.includes(interest))) return 0.85;
  const near = record.interests.some((interest) =>
    persona.interests.some((held) => isAdjacent(held, interest)),
  );
  return near ? 0.25 : 0;
}

/** Stated goals: the share held, minus the share not held; a served goal not stated counts a little. */
function goalFit(persona: Persona, record: OfferRecord): number {
  const held = new Set(persona.financialGoals);
  if (record.goals.length > 0) {
    const hits = record.goals.filter((goal) => held.has(goal)).length;
    return (2 * hits) / record.goals.length - 1;
  }
  return productNamed(record.product).goals.some((goal) => held.has(goal)) ? 0.4 : 0;
}

function paymentFit(persona: Persona, record: OfferRecord): number {
  if (record.paymentTieIn !== undefined)
    return record.paymentTieIn === persona.preferredPaymentMethod ? 1 : -1;
  if (record.benefitKind !== 'installments') return 0;
  return persona.preferredPaymentMethod === 'Buy Now Pay Later'
    ? 0.8
    : persona.preferredPaymentMethod === 'Cash'
      ? -0.6
      : 0;
}

/** Conditions ask for something: money against the income, or commitment. */
function conditionFit(persona: Persona, record: OfferRecord, pattern: PatternLiking): number {
  const condition = record.condition;
  if (condition === undefined) return 0;
  if (condition.amount === 0) return -0.1;
  const share = condition.amount / persona.monthlyIncome;
  const allowed = condition.kind === 'deposit' ? 0.12 : 0.004;
  const thrift = pattern.tiers.premium < 0 ? 1.5 : 1;
  return -Math.min(1, 0.2 + (0.5 * thrift * share) / allowed);
}

/** All parts of the judgement. A finance product counts as interesting when it serves a goal the persona holds. */
export function offerFit(persona: Persona, taste: Taste, record: OfferRecord): Fit {
  const pattern = PATTERN_LIKING[persona.spendingPattern] ?? UNKNOWN_PATTERN;
  const product = productNamed(record.product);
  const goal = goalFit(persona, record);
  const income = Math.max(-1, Math.min(1, (persona.monthlyIncome - 95_000) / 70_000));
  const tilt = { value: -0.2, mid: 0, premium: 0.3 }[record.priceTier];
  const kind = record.benefitKind;
  const servesGoal = product.goals.some((each) => persona.financialGoals.includes(each));
  return {
    interest: Math.max(interestFit(persona, record), servesGoal && goal > 0 ? 0.9 : 0),
    goal,
    tier: pattern.tiers[record.priceTier] + tilt * income,
    benefit:
      kind === 'none'
        ? 0.1
        : pattern.benefits[BENEFITS[kind].group] +
          0.4 * (sizeRank(kind, record.priceTier, record.benefitSize) - 0.5),
    payment: paymentFit(persona, record),
    condition: conditionFit(persona, record, pattern),
    audience: record.audience === undefined ? 0 : persona.interests.includes(record.audience) ? 1 : -1,
    taste: tasteFit(taste, record.category, kind, record.channel),
    debt: addsDebt(record, persona.financialGoals) ? -1 : 0,
  };
}

/**
 * The probability from 0 to 1 that this simulated customer accepts the offer: a logistic function of
 *
 *     −4.6 + 4.8 interest + 1.9 tier + 1.5 benefit + payment (0.6 if it fits, −5 if not)
 *          + goal (0.9 if held, −3.4 if not) + 1.2 condition + audience (0.4 if it belongs, −2.2 if not) + 2.4 taste
 *          + 7 debt
 *
 * The weights are hand-set so that one clear mismatch is enough to refuse an offer that fits otherwise,
 * and a taste alone tips only offers near the middle. A further debt for someone who pays off debts is such a mismatch,
 * even by the payment method that person prefers. 0.5 or more reads as accepted.
 */
export function acceptance(persona: Persona, taste: Taste, record: OfferRecord): number {
  const fit = offerFit(persona, taste, record);
  const logit =
    -4.6 +
    4.8 * fit.interest +
    1.9 * fit.tier +
    1.5 * fit.benefit +
    (fit.payment > 0 ? 0.6 : 5) * fit.payment +
    (fit.goal > 0 ? 0.9 : 3.4) * fit.goal +
    1.2 * fit.condition +
    (fit.audience > 0 ? 0.4 : 2.2) * fit.audience +
    2.4 * fit.taste +
    7 * fit.debt;
  return 1 / (1 + Math.exp(-logit));
}
