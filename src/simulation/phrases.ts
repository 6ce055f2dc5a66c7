/** Ways of saying the optional parts of an offer. The parser reads the same tables backwards. */

export interface PaymentPhrases {
  /** After `pay`: `by credit card`. */
  readonly by: readonly string[];
  /** After `use`: `your credit card`. */
  readonly noun: string;
  readonly users: readonly string[];
}

export const PAYMENT_PHRASES: Readonly<Record<string, PaymentPhrases>> = {
  'Credit Card': {
    by: ['by credit card', 'with your credit card'],
    noun: 'your credit card',
    users: ['credit card holders', 'credit card customers'],
  },
  'Debit Card': {
    by: ['by debit card', 'with your debit card'],
    noun: 'your debit card',
    users: ['debit card holders', 'debit card customers'],
  },
  'Digital Wallet': {
    by: ['with your digital wallet', 'by digital wallet'],
    noun: 'your digital wallet',
    users: ['digital wallet users'],
  },
  'Buy Now Pay Later': {
    by: ['with Buy Now Pay Later', 'using Buy Now Pay Later'],
    noun: 'Buy Now Pay Later',
    users: ['Buy Now Pay Later users', 'Buy Now Pay Later customers'],
  },
  'Bank Transfer': {
    by: ['by bank transfer'],
    noun: 'a bank transfer',
    users: ['bank transfer customers'],
  },
  Cash: { by: ['in cash', 'with cash'], noun: 'cash', users: ['cash customers'] },
};

export interface GoalPhrases {
  /** After `for`: `wealth growth`. */
  readonly noun: string;
  /** After `toward`: `your retirement`. */
  readonly toward: string;
  /** After `to`: `grow your wealth`. */
  readonly act: string;
}

export const GOAL_PHRASES: Readonly<Record<string, GoalPhrases>> = {
  Savings: { noun: 'savings', toward: 'your savings', act: 'build your savings' },
  'Wealth Growth': { noun: 'wealth growth', toward: 'your wealth plan', act: 'grow your wealth' },
  'Retirement Planning': {
    noun: 'retirement planning',
    toward: 'your retirement fund',
    act: 'plan for retirement',
  },
  'Debt Reduction': { noun: 'debt reduction', toward: 'your debt payoff', act: 'pay down debt' },
  'Emergency Fund': {
    noun: 'an emergency fund',
    toward: 'your emergency fund',
    act: 'build an emergency fund',
  },
  'Home Purchase': { noun: 'a home purchase', toward: 'your down payment', act: 'own your home sooner' },
  Education: { noun: 'education', toward: 'your education fund', act: 'pay for education' },
  'Vacation Fund': { noun: 'a vacation fund', toward: 'your vacation fund', act: 'save for a vacation' },
  'Starting a Business': {
    noun: 'starting a business',
    toward: 'your startup fund',
    act: 'start a business',
  },
};

export type ConditionKind =
  | 'minSpend'
  | 'firstPurchase'
  | 'autopay'
  | 'annualPlan'
  | 'deposit'
  | 'referral'
  | 'two';

/** Adverbial phrases that may stand before or after the main clause; `{$n}` is an amount in dollars. */
export const CONDITION_PHRASES: Readonly<Record<ConditionKind, readonly string[]>> = {
  minSpend: ['when you spend {$n} or more', 'when your total reaches {$n}'],
  firstPurchase: ['on your first purchase with us', 'as a first-time customer'],
  autopay: ['when you set up autopay', 'when you turn on autopay'],
  annualPlan: ['when you pay yearly', 'when you choose the annual plan'],
  deposit: ['when you deposit {$n} or more', 'when you start with {$n}'],
  referral: ['when you bring a friend', 'when you refer a friend'],
  two: ['when you buy two', 'when you take two'],
};

export const CHANNEL_PHRASES = {
  online: ['online', 'on our website'],
  app: ['in our app', 'through our app'],
  store: ['in store', 'at your local store'],
} as const;

/** Names for the people who follow an interest. */
export const AUDIENCE_PHRASES: Readonly<Record<string, readonly string[]>> = {
  Finance: ['money planners', 'smart planners'],
  Fitness: ['fitness fans', 'gym regulars'],
  Gaming: ['gamers', 'gaming fans'],
  Shopping: ['shopping fans', 'keen shoppers'],
  Technology: ['tech fans', 'gadget lovers'],
  Travel: ['travel lovers', 'frequent travelers'],
  Food: ['food lovers', 'foodies'],
  Entertainment: ['entertainment fans', 'fun seekers'],
  Music: ['music lovers', 'music fans'],
  Fashion: ['style lovers', 'fashion fans'],
  Home: ['home lovers', 'proud homemakers'],
  Books: ['book lovers', 'avid readers'],
  Beauty: ['beauty fans', 'beauty lovers'],
  Outdoors: ['outdoor lovers', 'nature lovers'],
  Photography: ['photographers', 'photo fans'],
  Pets: ['pet owners', 'pet lovers'],
  Wellness: ['wellness fans', 'wellness seekers'],
  Sports: ['sports fans', 'sports lovers'],
  Gardening: ['gardeners', 'garden lovers'],
  Art: ['art lovers', 'art fans'],
  Cars: ['drivers', 'car lovers'],
  Learning: ['lifelong learners', 'curious minds'],
};
