/** What is known of a customer that may speak for one reward rather than another. */
export const SIGNALS = [
  'category',
  'foreign',
  'saving',
  'points',
  'stretch',
  'price',
  'channel',
  'payment',
  'activity',
] as const;
export type Signal = (typeof SIGNALS)[number];

interface Weight {
  /** Added to the log-odds of a response for one unit of the signal. */
  readonly weight: number;
  /** The unit. */
  readonly unit: string;
  /**
   * Whether it is asked of anybody and not a matter of taste: rates of the catalogue are not thought to hold for people
   * who would all have to stretch.
   */
  readonly burden?: true;
  /** Begins a driver's sentence; the person's own value follows. */
  readonly label: string;
}

/**
 * Priors, set by hand and round: what is taken for likely before anybody has answered. They come from rules of thumb of
 * direct marketing (people answer to what they buy, the recent more than the lapsed, coupon users to coupons), not from
 * any response, and {@link PRIOR_BELIEF} and {@link PRIOR_SPREAD} say how little they are trusted. As soon as there are enough responses, trees
 * learned from those take their place.
 */
export const PREFERENCE_WEIGHTS: Readonly<Record<Signal, Weight>> = {
  category: {
    weight: 0.8,
    unit: 'natural logarithm of the share of spending over the usual share',
    label: 'Share of spending on this category',
  },
  foreign: {
    weight: -1,
    unit: '1 where the import tells categories and the reward is of none of them',
    burden: true,
    label: 'A category that nobody here buys',
  },
  saving: {
    weight: 0.4,
    unit: 'log-odds of buying with a discount above the usual; the other way round for rewards that cut no price',
    label: 'Share of purchases made with a discount',
  },
  points: {
    weight: 0.3,
    unit: 'natural logarithm of the points held over the usual, for rewards that give points',
    label: 'Points in the account',
  },
  stretch: {
    weight: -3,
    burden: true,
    unit: 'natural logarithm of the least spending over one and a half average baskets, where that is more',
    label: 'Least spending asked for, in average baskets',
  },
  price: {
    weight: -0.4,
    burden: true,
    unit: 'distance of the natural logarithms of the price that the discount implies and of the average basket',
    label: 'Price of the product, in average baskets',
  },
  channel: {
    weight: 0.5,
    unit: 'share of purchases by the channels of the reward',
    label: 'Share of purchases by the channels of this reward',
  },
  payment: {
    weight: 0.8,
    unit: '1 where the reward asks for the way the customer pays, -2 where it asks for another',
    label: 'Way of paying',
  },
  activity: {
    weight: -1,
    unit: 'risk of leaving above the usual',
    label: 'Risk of leaving',
  },
};

/**
 * How much of what sets a reward apart for a customer is believed, on the log-odds scale, counted from the catalogue's
 * mean: the best of hundreds of rough guesses is mostly a guess that erred upwards.
 */
export const PRIOR_BELIEF = 0.5;

/** How far a told probability may be off, as a standard deviation in log-odds. */
export const PRIOR_SPREAD = 1;
