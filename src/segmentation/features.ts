import type { CustomerProfile } from '../domain/customer.ts';

export type FeatureName =
  | 'recencyDays'
  | 'frequency'
  | 'monetary'
  | 'averageBasket'
  | 'tenureDays'
  | 'discountAffinity'
  | 'pointsBalance'
  | 'monthlyIncome'
  | 'churnRisk'
  | 'expectedLifetimeValue'
  | 'growth';

export interface Feature {
  /** For a person, in the middle of a sentence. */
  readonly label: string;
  readonly unit: 'days' | 'purchases' | 'money' | 'points' | 'share' | 'ratio';
  /**
   * Groups are formed by it. The others describe finished groups only: they are computed from the grouping features,
   * which would then count twice.
   */
  readonly grouping: boolean;
  /** It has no upper end, so that a long tail is taken on a log scale. */
  readonly openEnded: boolean;
  /** Undefined where the import could not tell. */
  read(profile: CustomerProfile): number | undefined;
}

/** A yearly rate from fewer days says little. */
const SHORTEST_HISTORY_DAYS = 90;

/** Age, gender and name are no features: groups must not be formed by them. */
export const FEATURES: Readonly<Record<FeatureName, Feature>> = {
  recencyDays: {
    label: 'days since the last purchase',
    unit: 'days',
    grouping: true,
    openEnded: true,
    read: (profile) => profile.recencyDays,
  },
  frequency: {
    label: 'number of purchases',
    unit: 'purchases',
    grouping: true,
    openEnded: true,
    read: (profile) => profile.frequency,
  },
  monetary: {
    label: 'total spending',
    unit: 'money',
    grouping: true,
    openEnded: true,
    read: (profile) => profile.monetary,
  },
  averageBasket: {
    label: 'average basket',
    unit: 'money',
    grouping: true,
    openEnded: true,
    read: (profile) => profile.averageBasket,
  },
  tenureDays: {
    label: 'days as a customer',
    unit: 'days',
    grouping: true,
    openEnded: true,
    read: (profile) => profile.tenureDays,
  },
  discountAffinity: {
    label: 'share of purchases with a discount',
    unit: 'share',
    grouping: true,
    openEnded: false,
    read: (profile) => profile.discountAffinity,
  },
  pointsBalance: {
    label: 'points balance',
    unit: 'points',
    grouping: true,
    openEnded: true,
    read: (profile) => profile.pointsBalance,
  },
  monthlyIncome: {
    label: 'monthly income',
    unit: 'money',
    grouping: true,
    openEnded: true,
    read: (profile) => profile.monthlyIncome,
  },
  churnRisk: {
    label: 'risk of no further purchase',
    unit: 'share',
    grouping: false,
    openEnded: false,
    read: (profile) => profile.churnRisk,
  },
  expectedLifetimeValue: {
    label: 'expected value over a year',
    unit: 'money',
    grouping: false,
    openEnded: true,
    read: (profile) => profile.expectedLifetimeValue,
  },
  growth: {
    label: 'expected spending over a year against the past yearly rate',
    unit: 'ratio',
    grouping: false,
    openEnded: true,
    read: ({ expectedLifetimeValue, monetary, tenureDays }) => {
      if (expectedLifetimeValue === undefined || tenureDays === undefined || !(monetary > 0))
        return undefined;
      return (expectedLifetimeValue * Math.max(tenureDays, SHORTEST_HISTORY_DAYS)) / (365 * monetary);
    },
  },
};

export const FEATURE_NAMES = Object.keys(FEATURES) as readonly FeatureName[];
export const GROUPING_FEATURES = FEATURE_NAMES.filter((name) => FEATURES[name].grouping);
