import type { FeatureName } from './features.ts';
import { isActive } from './is-active.ts';
import type { SegmentFacts } from './segment-facts.ts';

/** Something in which a group's typical customer differs from most customers. */
export interface StandOut {
  /** Goes before "Customers". */
  readonly adjective: string | undefined;
  /** "spends more than 92 of 100 customers". */
  readonly clause: string;
}

interface Words {
  readonly low: string;
  readonly high: string;
  /** Verb phrases; "than 92 of 100 customers" follows. */
  readonly lowClause: string;
  readonly highClause: string;
}

/** Income is left out: a name is read by people, and a group must not be known as poor. */
const WORDS: Readonly<Partial<Record<FeatureName, Words>>> = {
  monetary: {
    low: 'Light-Spending',
    high: 'High-Spending',
    lowClause: 'spends less',
    highClause: 'spends more',
  },
  recencyDays: {
    low: 'Recent',
    high: 'Lapsed',
    lowClause: 'bought more recently',
    highClause: 'has stayed away for longer',
  },
  frequency: {
    low: 'Occasional',
    high: 'Frequent',
    lowClause: 'buys less often',
    highClause: 'buys more often',
  },
  tenureDays: {
    low: 'New',
    high: 'Long-Standing',
    lowClause: 'has been a customer for less time',
    highClause: 'has been a customer for longer',
  },
  averageBasket: {
    low: 'Small-Basket',
    high: 'Big-Basket',
    lowClause: 'fills a smaller basket',
    highClause: 'fills a bigger basket',
  },
  discountAffinity: {
    low: 'Full-Price',
    high: 'Discount-Seeking',
    lowClause: 'uses discounts less',
    highClause: 'uses discounts more',
  },
  pointsBalance: {
    low: 'Few-Points',
    high: 'Points-Rich',
    lowClause: 'holds fewer points',
    highClause: 'holds more points',
  },
};

/** Nearer to the middle of all customers than this is not worth a word. */
const LEAST_DIFFERENCE = 0.15;

/** What sets a group apart, the largest difference in rank first; equal ones in the order of the table above. */
export function standOuts(facts: SegmentFacts): StandOut[] {
  const { ranks } = facts;
  const differences = (Object.keys(WORDS) as FeatureName[]).flatMap((name) => {
    const [words, rank] = [WORDS[name], ranks[name]];
    return words && rank !== undefined && Math.abs(rank - 0.5) >= LEAST_DIFFERENCE
      ? [{ name, words, rank }]
      : [];
  });
  differences.sort((a, b) => Math.abs(b.rank - 0.5) - Math.abs(a.rank - 0.5));
  return differences.map(({ name, words, rank }) => {
    // Everybody else may have bought yesterday: later than most is not yet gone.
    const tooHarsh = name === 'recencyDays' && rank > 0.5 && isActive(facts);
    return {
      adjective: tooHarsh ? undefined : rank > 0.5 ? words.high : words.low,
      clause: `${rank > 0.5 ? words.highClause : words.lowClause} than ${outOfHundred(Math.max(rank, 1 - rank))}`,
    };
  });
}

/** Never "100 of 100": the group's own customers are among them. */
function outOfHundred(rank: number): string {
  return `${Math.min(99, Math.round(100 * rank))} of 100 customers`;
}
