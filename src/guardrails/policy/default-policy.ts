import { CONTENT_RULES, type Policy } from './policy.ts';

/**
 * The policy until a marketer writes one: the deck's bounds and its rule for customers that are not high value, caps
 * that keep anybody from being pestered, and no budget, which only the business can know.
 */
export const DEFAULT_POLICY: Policy = {
  format: 'offersmith-policy',
  formatVersion: 1,
  name: 'Offersmith default',
  version: '1',
  currency: 'USD',
  utcOffsetMinutes: 0,
  bounds: {
    discountPct: { min: 0, max: 100 },
    amountOff: { min: 0, max: 10_000 },
    bonusPoints: { min: 0, max: 1_000_000 },
    pointsRequired: { min: 0, max: 1_000_000 },
    minSpend: { min: 0, max: 100_000 },
    costPerUse: { min: 0, max: 10_000 },
  },
  reach: { timesAverageBasket: 5, unknownBasket: 200, pointsWithinBalance: true },
  expiry: { required: false, longestDays: 730, shortestHours: 1, startsWithinDays: 0 },
  custom: [
    {
      id: 'deep-discount',
      reason: 'Discounts above 50% are for the most valuable customers.',
      when: [{ field: 'segment', operator: 'is-not', value: 'Premium VIP' }],
      refuse: { field: 'reward.discountPct', operator: 'above', value: 50 },
    },
  ],
  eligibility: [],
  limits: [
    { id: 'daily', per: 'person', count: 1, days: 1 },
    { id: 'weekly', per: 'person', count: 3, days: 7 },
  ],
  fairness: {
    allowAge: false,
    allowGender: false,
    creditLikeCategories: ['Credit', 'Credit cards', 'Loans', 'Mortgages', 'Insurance'],
  },
  text: {
    rules: [...CONTENT_RULES],
    fewestWords: 3,
    mostWords: 45,
    mostCharacters: 280,
    longestWord: 40,
    channelCharacters: [{ channel: 'SMS', mostCharacters: 160 }],
    blockedWords: [
      'guaranteed winner',
      'risk-free',
      'no strings attached',
      'miracle',
      'sex',
      'casino',
      'damn',
    ],
    slots: ['name', 'customer_name', 'code', 'expiry_date'],
    allowedPhrases: ['24/7'],
  },
  urgency: [
    {
      words: [
        'today only',
        'only today',
        'just today',
        'for one day only',
        ...['ends today', 'ends tonight', 'expires today', 'expires tonight', 'until tonight', 'by tonight'],
        ...['last day', 'final day', 'last hours', 'final hours', 'hours left', 'last few hours'],
        ...['ends at midnight', 'until midnight', 'before midnight', 'by midnight', 'flash sale'],
        ...['now or never', 'last call', 'final call'],
      ],
      withinHours: 24,
    },
    { words: ['ends tomorrow', 'expires tomorrow', 'until tomorrow', 'tomorrow only'], withinHours: 48 },
    {
      words: [
        ...['last chance', 'hurry', 'ends soon', 'ending soon', 'expires soon', 'expiring soon', 'act now'],
        ...[
          'act fast',
          'be quick',
          'be fast',
          "don't miss out",
          "don't miss it",
          "don't wait",
          "don't delay",
        ],
        ...[
          'do not miss',
          'do not wait',
          'do not delay',
          'while it lasts',
          'while stocks last',
          'almost gone',
        ],
        ...[
          'before it is gone',
          "before it's gone",
          'going fast',
          'selling fast',
          'running out',
          'days left',
        ],
        ...[
          'last days',
          'final days',
          'last few days',
          'urgent',
          'urgently',
          'immediately',
          'this weekend only',
        ],
      ],
      withinHours: 72,
    },
    {
      words: ['this week only', 'ends this week', 'final week', 'last week to', 'until next week'],
      withinHours: 168,
    },
    {
      words: ['limited time', 'limited-time', 'for a short time', 'limited offer', 'this month only'],
      withinHours: 336,
    },
  ],
  fallback: {
    id: 'fallback',
    name: 'A look at what is new',
    product: 'our latest arrivals',
    category: 'Everything',
    text: 'Have a look at our latest arrivals, picked with care for every season.',
  },
};
