import * as v from 'valibot';
import type { RuleName } from '../check-offer.ts';
import { ConditionSchema, RefusalSchema } from './condition-schema.ts';
import { number, text, texts, whole } from './schema-parts.ts';

/** Money and points beyond this are mistakes. */
const MOST = 1_000_000_000;

/**
 * Rules of single texts that a policy may choose from. Those for numbers are left out: the policy's own readers, which
 * know the record and more ways of writing numbers, always check them.
 */
export const CONTENT_RULES = [
  'text-length',
  'control-character',
  'markup',
  'link',
  'personal-identifier',
  'persona-copy',
  'incomplete-text',
  'repeated-words',
  'payment-mismatch',
] as const satisfies readonly RuleName[];
export type ContentRule = (typeof CONTENT_RULES)[number];

const range = (most: number) => v.strictObject({ min: number(0, most), max: number(0, most) });

const CustomRuleSchema = v.strictObject({
  id: text(60),
  reason: v.pipe(text(300), v.description('A sentence for the marketer, shown when the rule refuses.')),
  when: v.pipe(
    v.array(ConditionSchema),
    v.maxLength(20),
    v.description('All of these hold, or the rule does not apply. An empty list always holds.'),
  ),
  refuse: v.pipe(RefusalSchema, v.description('What is refused. An amount the reward lacks counts as 0.')),
  unknown: v.pipe(
    v.optional(v.picklist(['apply', 'skip'])),
    v.description('What a value that is not known does: "apply" (default) holds it against the offer.'),
  ),
});

const EligibilitySchema = v.strictObject({
  id: text(60),
  reason: text(300),
  covers: v.pipe(
    v.strictObject({
      by: v.picklist(['id', 'product', 'category', 'type']),
      values: texts(500, 200, 1),
    }),
    v.description('The rewards that this is about.'),
  ),
  segments: v.optional(texts(100, 200, 1)),
  tiers: v.optional(texts(100, 200, 1)),
  channels: v.optional(texts(100, 200, 1)),
  minimumAge: v.pipe(
    v.optional(whole(1, 120)),
    v.description('Years. A customer whose age is not known is taken to be too young.'),
  ),
});

const LimitSchema = v.strictObject({
  id: text(60),
  per: v.picklist(['person', 'campaign', 'person-and-campaign', 'reward', 'everything']),
  count: v.pipe(v.optional(whole(1, MOST)), v.description('Offers at most.')),
  money: v.pipe(v.optional(number(0, MOST)), v.description('Cost of the offers at most, to the cent.')),
  days: v.pipe(
    v.optional(whole(1, 3660)),
    v.description('Calendar days, today included; without it the limit holds for ever.'),
  ),
});

const UrgencySchema = v.strictObject({
  words: texts(100, 60, 1),
  withinHours: v.pipe(
    number(1, 24 * 366),
    v.description('The offer has to end within so many hours for these words to be true.'),
  ),
});

/** The rules of a business as data. Everything a marketer may set; what holds always is not in it. */
export const PolicySchema = v.strictObject({
  $schema: v.optional(text(500)),
  format: v.literal('offersmith-policy'),
  formatVersion: v.literal(1),
  name: text(100),
  version: v.pipe(text(40), v.description('Of the rules, in your own counting; every audit names it.')),
  currency: v.pipe(text(3, 3), v.description('ISO 4217 code of every amount of money.')),
  utcOffsetMinutes: v.pipe(
    v.optional(whole(-720, 840)),
    v.description('Where days begin: minutes ahead of UTC; 0 where left out.'),
  ),
  bounds: v.strictObject({
    discountPct: range(100),
    amountOff: range(MOST),
    bonusPoints: range(MOST),
    pointsRequired: range(MOST),
    minSpend: range(MOST),
    costPerUse: range(MOST),
  }),
  reach: v.strictObject({
    timesAverageBasket: v.pipe(
      number(0, 1000),
      v.description(
        "A minimum spend is at most so many times the customer's average basket, or the segment's where the " +
          "customer's is not known.",
      ),
    ),
    unknownBasket: v.pipe(
      number(0, MOST),
      v.description('The minimum spend allowed where neither is known.'),
    ),
    pointsWithinBalance: v.boolean(),
  }),
  expiry: v.strictObject({
    required: v.boolean(),
    longestDays: number(0, 3660),
    shortestHours: v.pipe(number(0, 24 * 366), v.description('Time that has to be left to use the offer.')),
    startsWithinDays: v.pipe(number(0, 366), v.description('0: the offer has to hold already.')),
  }),
  custom: v.pipe(v.array(CustomRuleSchema), v.maxLength(500)),
  eligibility: v.pipe(v.array(EligibilitySchema), v.maxLength(500)),
  limits: v.pipe(v.array(LimitSchema), v.maxLength(100)),
  fairness: v.strictObject({
    allowAge: v.boolean(),
    allowGender: v.boolean(),
    creditLikeCategories: v.pipe(
      texts(100, 200),
      v.description('Categories sold like credit, besides rewards marked as such.'),
    ),
  }),
  text: v.strictObject({
    rules: v.pipe(v.array(v.picklist(CONTENT_RULES)), v.maxLength(CONTENT_RULES.length)),
    fewestWords: whole(1, 45),
    mostWords: whole(1, 45),
    mostCharacters: whole(1, 280),
    longestWord: v.pipe(whole(1, 280), v.description('Characters of the longest word.')),
    channelCharacters: v.pipe(
      v.array(v.strictObject({ channel: text(60), mostCharacters: whole(1, 280) })),
      v.maxLength(50),
    ),
    blockedWords: texts(2000, 60),
    slots: v.pipe(texts(20, 30), v.description('Names that may stand in braces: {name}.')),
    allowedPhrases: v.pipe(
      texts(200, 80),
      v.description('Phrases whose numbers need no record behind them: 24/7, a telephone number.'),
    ),
  }),
  urgency: v.pipe(v.array(UrgencySchema), v.maxLength(50)),
  fallback: v.pipe(
    v.strictObject({
      id: text(60),
      name: text(200),
      product: text(200),
      category: text(200),
      text: text(280),
    }),
    v.description('Shown when nothing else may be. It gives nothing away and so passes for everybody.'),
  ),
});

export type Policy = v.InferOutput<typeof PolicySchema>;
export type CustomRule = Policy['custom'][number];
export type EligibilityRule = Policy['eligibility'][number];
export type Limit = Policy['limits'][number];

/** A policy that was checked; only `loadPolicy` makes one. */
export interface LoadedPolicy {
  readonly policy: Policy;
  /** sha256 of the canonical JSON, hex. */
  readonly hash: string;
}
