import type { PriceTier } from './offer-record.ts';

/** What people like about a benefit: paying less, getting something back, paying later, or an extra. */
export type BenefitGroup = 'saving' | 'earning' | 'spreading' | 'perk';

export type BenefitKind =
  | 'percentOff'
  | 'moneyOff'
  | 'twoForOne'
  | 'freeMonths'
  | 'feeWaiver'
  | 'cashback'
  | 'points'
  | 'pointsMultiplier'
  | 'voucher'
  | 'welcomeBonus'
  | 'rateBonus'
  | 'installments'
  | 'priceLock'
  | 'gift'
  | 'upgrade'
  | 'freeDelivery'
  | 'warranty'
  | 'trial'
  | 'consultation';

/** `{n}` is the size, `{$n}` the size in dollars, `{item}` the named thing; `link` joins the words to the product (`on a tent`). */
export interface BenefitForm {
  readonly text: string;
  readonly link: string;
}

export interface Benefit {
  readonly group: BenefitGroup;
  /** Sizes an offer of this tier may have, smallest first; none: not offered for that tier. */
  readonly sizes: Readonly<Record<PriceTier, readonly number[]>>;
  /** Noun phrases: `20% off`. */
  readonly nouns: readonly BenefitForm[];
  /** Verb phrases: `save 20%`. */
  readonly verbs: readonly BenefitForm[];
}

/** `text|link`: the part after the bar links to the product. */
function forms(...texts: readonly string[]): BenefitForm[] {
  return texts.map((form) => {
    const [text = '', link = ''] = form.split('|');
    return { text, link };
  });
}

function sizes(value: readonly number[], mid: readonly number[], premium: readonly number[]) {
  return { value, mid, premium };
}

const ANY = [0];

export const BENEFITS: Readonly<Record<BenefitKind, Benefit>> = {
  percentOff: {
    group: 'saving',
    sizes: sizes([10, 15, 20, 25, 30, 40], [10, 15, 20, 25, 30], [5, 10, 15, 20]),
    nouns: forms('{n}% off|'),
    verbs: forms('save {n}%|on', 'take {n}% off|', 'get {n}% off|', 'enjoy {n}% off|'),
  },
  moneyOff: {
    group: 'saving',
    sizes: sizes([5, 10, 15, 20], [20, 25, 40, 50], [75, 100, 150, 200]),
    nouns: forms('{$n} off|'),
    verbs: forms('save {$n}|on', 'take {$n} off|', 'get {$n} off|'),
  },
  twoForOne: {
    group: 'saving',
    sizes: sizes([2], [2], []),
    nouns: forms('a two-for-one deal|on', 'two-for-one pricing|on'),
    verbs: forms('get two for the price of one|on', 'enjoy a two-for-one deal|on'),
  },
  freeMonths: {
    group: 'saving',
    sizes: sizes([2, 3], [2, 3], [2, 3]),
    nouns: forms('{n} free months|with', '{n} months free|with'),
    verbs: forms('get {n} months free|with', 'enjoy {n} free months|with'),
  },
  feeWaiver: {
    group: 'saving',
    sizes: sizes(ANY, ANY, ANY),
    nouns: forms('no {item}|on', 'zero {item}|on'),
    verbs: forms('pay no {item}|on', 'skip the {item}|on'),
  },
  cashback: {
    group: 'earning',
    sizes: sizes([2, 3, 5], [3, 5, 8], [3, 5, 8, 10]),
    nouns: forms('{n}% cashback|on'),
    verbs: forms('earn {n}% cashback|on', 'get {n}% cashback|on', 'collect {n}% cashback|on'),
  },
  points: {
    group: 'earning',
    sizes: sizes([200, 300, 500], [500, 750, 1000], [1500, 2000, 2500, 5000]),
    nouns: forms('{n} bonus points|on', '{n} reward points|on'),
    verbs: forms('earn {n} bonus points|on', 'collect {n} reward points|on', 'earn {n} reward points|on'),
  },
  pointsMultiplier: {
    group: 'earning',
    sizes: sizes([2, 3], [2, 3], [2, 3, 5]),
    nouns: forms('{n}x points|on'),
    verbs: forms('earn {n}x points|on', 'collect {n}x points|on'),
  },
  voucher: {
    group: 'earning',
    sizes: sizes([5, 10], [15, 20, 25], [50, 75, 100]),
    nouns: forms('a {$n} gift voucher|with', 'a {$n} store voucher|with'),
    verbs: forms('get a {$n} gift voucher|with', 'receive a {$n} store voucher|with'),
  },
  welcomeBonus: {
    group: 'earning',
    sizes: sizes([25, 50], [75, 100, 150], [200, 250, 300]),
    nouns: forms('a {$n} welcome bonus|with'),
    verbs: forms('earn a {$n} welcome bonus|with', 'collect a {$n} welcome bonus|with'),
  },
  rateBonus: {
    group: 'earning',
    sizes: sizes([0.25, 0.5], [0.5, 0.75], [0.75, 1]),
    nouns: forms('a {n}% rate boost|on', '{n}% extra interest|on'),
    verbs: forms('earn {n}% extra interest|on', 'get a {n}% rate boost|on'),
  },
  installments: {
    group: 'spreading',
    sizes: sizes([], [3, 4, 6], [4, 6, 10, 12]),
    nouns: forms('{n} interest-free installments|on', '{n} interest-free payments|on'),
    verbs: forms(
      'pay in {n} interest-free installments|for',
      'split the cost into {n} interest-free payments|on',
      'spread the cost over {n} interest-free installments|on',
    ),
  },
  priceLock: {
    group: 'spreading',
    sizes: sizes([6, 12], [12, 24], [12, 24]),
    nouns: forms('a {n}-month price lock|on'),
    verbs: forms('lock in your price for {n} months|on', 'get a {n}-month price lock|on'),
  },
  gift: {
    group: 'perk',
    sizes: sizes(ANY, ANY, ANY),
    nouns: forms('a free {item}|with', 'a complimentary {item}|with'),
    verbs: forms('get a free {item}|with', 'receive a complimentary {item}|with'),
  },
  upgrade: {
    group: 'perk',
    sizes: sizes([], ANY, ANY),
    nouns: forms('a free {item}|with', 'a complimentary {item}|with'),
    verbs: forms('enjoy a free {item}|with', 'get a complimentary {item}|with'),
  },
  freeDelivery: {
    group: 'perk',
    sizes: sizes(ANY, ANY, ANY),
    nouns: forms('free delivery|on', 'free home delivery|on'),
    verbs: forms('get free delivery|on', 'enjoy free home delivery|on'),
  },
  warranty: {
    group: 'perk',
    sizes: sizes([], [2, 3], [3, 5]),
    nouns: forms('a {n}-year warranty|on'),
    verbs: forms('get a {n}-year warranty|on', 'relax with a {n}-year warranty|on'),
  },
  trial: {
    group: 'perk',
    sizes: sizes([7, 14, 30], [7, 14, 30], [14, 30]),
    nouns: forms('a {n}-day free trial|of'),
    verbs: forms('start with a {n}-day free trial|of', 'enjoy a {n}-day free trial|of'),
  },
  consultation: {
    group: 'perk',
    sizes: sizes([], [30, 45], [45, 60]),
    nouns: forms('a free {n}-minute consultation|about'),
    verbs: forms('get a free {n}-minute consultation|about', 'book a free {n}-minute consultation|about'),
  },
};

/** Come before anything is paid, so that no way of paying can earn them. */
export const BEFORE_PAYING: readonly BenefitKind[] = ['trial', 'consultation'];

export const BENEFIT_KINDS = Object.keys(BENEFITS) as readonly BenefitKind[];

/** Where the size stands in its kind and tier: 0 for the smallest, 1 for the largest, 0.5 for the only one. */
export function sizeRank(kind: BenefitKind, tier: PriceTier, size: number): number {
  const all = BENEFITS[kind].sizes[tier];
  if (all.length < 2) return 0.5;
  const below = all.filter((each) => each < size).length;
  return Math.min(1, below / (all.length - 1));
}
