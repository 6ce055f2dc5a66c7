/**
 * What simulated personas are made of: the paper's fields (SLM4Offer, section 5.1 and figure 1) with
 * the values it names and more of the same kind. Weights are relative and hand-set; they depend on
 * age and income only, never on gender.
 */
export interface InterestRow {
  readonly name: string;
  /** How common it is. */
  readonly weight: number;
  /** Age in years at which it is most common, and how widely it spreads around that age. */
  readonly peak: number;
  readonly spread: number;
  /** Interests close enough to be confused with it. */
  readonly near: readonly string[];
}

function interest(
  name: string,
  weight: number,
  peak: number,
  spread: number,
  ...near: readonly string[]
): InterestRow {
  return { name, weight, peak, spread, near };
}

export const INTERESTS: readonly InterestRow[] = [
  interest('Finance', 9, 42, 30, 'Learning', 'Technology'),
  interest('Fitness', 10, 30, 25, 'Sports', 'Wellness', 'Outdoors'),
  interest('Gaming', 8, 24, 14, 'Technology', 'Entertainment'),
  interest('Shopping', 9, 34, 30, 'Fashion', 'Beauty', 'Home'),
  interest('Technology', 10, 32, 24, 'Gaming', 'Photography', 'Learning'),
  interest('Travel', 11, 44, 36, 'Outdoors', 'Photography'),
  interest('Food', 10, 42, 40, 'Home', 'Travel', 'Wellness'),
  interest('Entertainment', 9, 32, 30, 'Music', 'Gaming', 'Books'),
  interest('Music', 8, 28, 28, 'Entertainment', 'Art'),
  interest('Fashion', 7, 29, 20, 'Beauty', 'Shopping'),
  interest('Home', 8, 46, 22, 'Gardening', 'Shopping', 'Food'),
  interest('Books', 7, 52, 32, 'Learning', 'Art', 'Entertainment'),
  interest('Beauty', 6, 32, 24, 'Fashion', 'Wellness'),
  interest('Outdoors', 6, 38, 26, 'Sports', 'Travel', 'Fitness'),
  interest('Photography', 5, 40, 28, 'Art', 'Technology', 'Travel'),
  interest('Pets', 6, 40, 30, 'Home', 'Outdoors'),
  interest('Wellness', 6, 46, 26, 'Fitness', 'Beauty'),
  interest('Sports', 8, 30, 26, 'Fitness', 'Outdoors'),
  interest('Gardening', 5, 60, 18, 'Home', 'Outdoors'),
  interest('Art', 5, 46, 30, 'Photography', 'Music', 'Books'),
  interest('Cars', 5, 40, 26, 'Technology', 'Travel'),
  interest('Learning', 6, 28, 26, 'Books', 'Finance', 'Technology'),
];

export interface GoalRow {
  readonly name: string;
  readonly weight: number;
  readonly peak: number;
  readonly spread: number;
}

function goal(name: string, weight: number, peak: number, spread: number): GoalRow {
  return { name, weight, peak, spread };
}

export const GOALS: readonly GoalRow[] = [
  goal('Savings', 10, 32, 34),
  goal('Wealth Growth', 9, 46, 26),
  goal('Retirement Planning', 9, 58, 18),
  goal('Debt Reduction', 7, 32, 18),
  goal('Emergency Fund', 7, 30, 26),
  goal('Home Purchase', 7, 33, 11),
  goal('Education', 6, 28, 16),
  goal('Vacation Fund', 5, 38, 30),
  goal('Starting a Business', 4, 34, 15),
];

export const SPENDING_PATTERNS = [
  'Budget-conscious',
  'Frugal',
  'Deal-seeker',
  'Balanced',
  'Impulsive',
  'Occasional splurger',
  'High-spender',
  'Luxury-focused',
] as const;

export type SpendingPattern = (typeof SPENDING_PATTERNS)[number];

const NEAR = new Map(INTERESTS.map((row) => [row.name, new Set(row.near)]));

/** Whether two interests are close enough to be confused; symmetric, false for the same interest. */
export function isAdjacent(a: string, b: string): boolean {
  return a !== b && (NEAR.get(a)?.has(b) === true || NEAR.get(b)?.has(a) === true);
}
