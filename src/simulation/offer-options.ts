import type { Persona } from '../domain/persona.ts';
import { pick, type Random } from '../domain/random.ts';
import { BEFORE_PAYING, type BenefitKind } from './benefits.ts';
import { addsDebt } from './new-debt.ts';
import type { Channel, OfferRecord, PriceTier } from './offer-record.ts';
import type { ConditionKind } from './phrases.ts';
import type { Act, Product } from './product.ts';
import { MONEY_BENEFITS } from './templates-goal.ts';

/** An optional part of an offer. */
export type Option = 'pay' | 'goal' | 'cond' | 'channel' | 'fans';

/** Which optional parts an offer states, and how often. */
export const OPTION_SETS: readonly (readonly [weight: number, options: readonly Option[]])[] = [
  [20, []],
  [17, ['pay']],
  [14, ['goal']],
  [9, ['cond']],
  [6, ['channel']],
  [11, ['fans']],
  [5, ['pay', 'goal']],
  [4, ['pay', 'fans']],
  [2, ['pay', 'cond']],
  [2, ['pay', 'channel']],
  [3, ['goal', 'fans']],
  [2, ['goal', 'cond']],
  [2, ['goal', 'channel']],
  [2, ['cond', 'fans']],
  [2, ['channel', 'fans']],
  [1, ['channel', 'cond']],
];

const PAID_ACTS: readonly Act[] = ['buy', 'place', 'book', 'subscribe', 'join', 'insure', 'enroll', 'hire'];

const CHANNELS: Readonly<Record<Act, readonly Channel[]>> = {
  buy: ['online', 'app', 'store'],
  place: ['app'],
  book: ['online', 'app'],
  subscribe: ['online', 'app'],
  join: ['online', 'app'],
  open: ['online', 'app'],
  apply: ['online', 'app'],
  insure: ['online', 'app'],
  enroll: ['online', 'app'],
  hire: ['online'],
};

const SPEND_BENEFITS: readonly BenefitKind[] = [
  'percentOff',
  'moneyOff',
  'cashback',
  'points',
  'pointsMultiplier',
  'gift',
  'voucher',
  'freeDelivery',
];

export interface ConditionRow {
  readonly kind: ConditionKind;
  readonly acts: readonly Act[];
  readonly benefits?: readonly BenefitKind[];
  readonly amounts: Readonly<Record<PriceTier, readonly number[]>>;
}

const FREE = { value: [0], mid: [0], premium: [0] };

const CONDITIONS: readonly ConditionRow[] = [
  {
    kind: 'minSpend',
    acts: ['buy', 'place', 'book'],
    benefits: SPEND_BENEFITS,
    amounts: { value: [30, 50, 75], mid: [75, 100, 150, 250], premium: [400, 500, 1000] },
  },
  { kind: 'firstPurchase', acts: ['buy', 'place', 'book', 'enroll'], amounts: FREE },
  {
    kind: 'autopay',
    acts: ['subscribe', 'join', 'insure'],
    benefits: ['percentOff', 'cashback', 'points', 'feeWaiver', 'freeMonths', 'priceLock'],
    amounts: FREE,
  },
  {
    kind: 'annualPlan',
    acts: ['subscribe', 'join'],
    benefits: ['percentOff', 'cashback', 'points', 'feeWaiver', 'freeMonths', 'gift'],
    amounts: FREE,
  },
  {
    kind: 'deposit',
    acts: ['open'],
    benefits: ['welcomeBonus', 'rateBonus', 'feeWaiver'],
    amounts: { value: [50, 100, 250], mid: [500, 1000, 2500], premium: [10_000, 25_000] },
  },
  { kind: 'referral', acts: ['join', 'enroll', 'hire', 'subscribe'], amounts: FREE },
  {
    kind: 'two',
    acts: ['buy'],
    benefits: ['percentOff', 'freeDelivery', 'gift', 'cashback'],
    amounts: { ...FREE, premium: [] },
  },
];

/** Amounts in dollars that a condition may ask for at a price tier; 0 where it asks for no money. */
export function conditionAmounts(kind: ConditionKind, tier: PriceTier): readonly number[] {
  return CONDITIONS.filter((row) => row.kind === kind).flatMap((row) => row.amounts[tier]);
}

/** Cannot be done with cash. */
const REMOTE_CONDITIONS: readonly ConditionKind[] = ['autopay', 'annualPlan'];

/** The conditions that the offer may set. */
export function conditionsFor(record: OfferRecord, product: Product): readonly ConditionRow[] {
  return CONDITIONS.filter(
    (row) =>
      row.acts.includes(product.act) &&
      !(record.paymentTieIn === 'Cash' && REMOTE_CONDITIONS.includes(row.kind)) &&
      row.amounts[product.tier].length > 0 &&
      (row.kind !== 'two' || product.number === 'one') &&
      (row.benefits === undefined || row.benefits.some((kind) => kind === record.benefitKind)),
  );
}

/** What the optional parts are filled with, where it is not what the persona shows. */
export interface OptionAim {
  readonly paymentMethod?: string;
  readonly goals?: readonly string[];
}

/** The record with the optional part added; undefined where it would make no sense. */
export function addOption(
  record: OfferRecord,
  product: Product,
  option: Option,
  persona: Persona,
  random: Random,
  aim: OptionAim,
): OfferRecord | undefined {
  switch (option) {
    case 'pay': {
      const method = aim.paymentMethod ?? persona.preferredPaymentMethod;
      const remote =
        product.act === 'subscribe' ||
        product.act === 'insure' ||
        product.act === 'place' ||
        record.channel !== undefined;
      const free = BEFORE_PAYING.some((kind) => kind === record.benefitKind);
      const impossible = free || !PAID_ACTS.includes(product.act) || (method === 'Cash' && remote);
      if (impossible) return undefined;
      const tied = { ...record, paymentTieIn: method };
      // Only what is meant not to fit may ask someone to borrow who pays off debts.
      return aim.paymentMethod === undefined && addsDebt(tied, persona.financialGoals) ? undefined : tied;
    }
    case 'goal': {
      const goals = goalsFor(record, product, aim.goals ?? persona.financialGoals, random);
      return goals.length === 0 ? undefined : { ...record, goals };
    }
    case 'cond': {
      const rows = conditionsFor(record, product);
      if (rows.length === 0) return undefined;
      const row = pick(random, rows);
      return { ...record, condition: { kind: row.kind, amount: pick(random, row.amounts[product.tier]) } };
    }
    case 'channel':
      return record.paymentTieIn === 'Cash'
        ? undefined
        : { ...record, channel: pick(random, CHANNELS[product.act]) };
    case 'fans': {
      const held = record.interests.filter((interest) => persona.interests.includes(interest));
      // A goal can bring a finance product to someone who follows no finance.
      if (held.length === 0 && product.interests[0] === 'Finance') return undefined;
      return { ...record, audience: pick(random, held.length > 0 ? held : record.interests) };
    }
  }
}

/** One or two goals that the product serves, or one that the money it leaves can go toward. */
function goalsFor(
  record: OfferRecord,
  product: Product,
  wanted: readonly string[],
  random: Random,
): readonly string[] {
  const served = wanted.filter((goal) => product.goals.includes(goal));
  if (served.length > 1 && random.next() < 0.5) return served.slice(0, 2);
  if (served.length > 0) return [pick(random, served)];
  const money = record.benefitKind !== 'none' && MONEY_BENEFITS.includes(record.benefitKind);
  return money && wanted.length > 0 ? [pick(random, wanted)] : [];
}
