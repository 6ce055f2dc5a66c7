import type { CustomerProfile } from '../domain/customer.ts';
import type { Reward } from '../domain/reward.ts';
import type { RewardMatch } from '../matching/match-rewards.ts';
import type { ProfileFilter } from './profile-filter.ts';

export const GOALS = ['churn', 'repeat', 'basket', 'reward'] as const;
export type Goal = (typeof GOALS)[number];

interface GoalRow {
  /** For the marketer: `Reduce churn`. */
  readonly title: string;
  /** Whom it is for where the campaign names neither segments nor filters. */
  readonly audience: readonly ProfileFilter[];
  /** How rewards are ranked, in words. */
  readonly ranking: string;
  /** The larger the better for the goal; ties are settled by expected value. */
  readonly score: (
    match: Pick<RewardMatch, 'probability' | 'expectedValue'>,
    reward: Reward,
    profile: CustomerProfile,
  ) => number;
  /** Tone of the copy. */
  readonly tone: 'headline' | 'question' | 'statement';
}

/** What each goal means. Someone whose churn risk is not known is taken in: nothing says that they will stay. */
export const GOAL_TABLE: Readonly<Record<Goal, GoalRow>> = {
  churn: {
    title: 'Reduce churn',
    audience: [{ field: 'churnRisk', operator: 'at-least', value: 0.5, unknown: 'keep' }],
    ranking: 'by the probability of a response',
    score: ({ probability }) => probability,
    tone: 'question',
  },
  repeat: {
    title: 'Drive repeat purchase',
    audience: [{ field: 'frequency', operator: 'at-least', value: 1, unknown: 'keep' }],
    ranking: 'by expected value',
    score: ({ expectedValue }) => expectedValue,
    tone: 'headline',
  },
  basket: {
    title: 'Lift basket size',
    audience: [{ field: 'averageBasket', operator: 'above', value: 0, unknown: 'drop' }],
    ranking: 'by the expected spending above the usual basket, then by expected value',
    score: ({ probability }, { minSpend = 0 }, { averageBasket }) =>
      probability * Math.max(0, minSpend - averageBasket),
    tone: 'statement',
  },
  reward: {
    title: 'Reward the best',
    audience: [{ field: 'valueRank', operator: 'at-least', value: 0.75, unknown: 'drop' }],
    ranking: 'by the probability of a response',
    score: ({ probability }) => probability,
    tone: 'statement',
  },
};
