import * as v from 'valibot';
import type { CustomerProfile } from '../../domain/customer.ts';
import { REWARD_TYPES, type Reward } from '../../domain/reward.ts';
import type { Ledger } from './ledger.ts';

/** A number beside the reward's own that the text may state, such as the 5 of `5% cashback`. The bounds hold for it. */
export interface StatedFact {
  readonly value: number;
  /** Percent, money in the policy's currency, points, or a plain count. */
  readonly unit: 'percent' | 'money' | 'points' | 'plain';
  /** Whether the customer has to bring it: a minimum spend, a price in points. */
  readonly asks?: boolean;
}

/** One offer that may be shown: what is given, and the words for it. */
export interface Candidate {
  readonly id?: string;
  readonly text: string;
  readonly reward: Reward;
  readonly facts?: readonly StatedFact[];
  /** False when the model was stopped before it ended the text itself. */
  readonly finished?: boolean;
  /** The larger the better; candidates without one keep their order. */
  readonly score?: number;
}

/** For whom, where and when an offer is meant. */
export interface PolicyContext {
  readonly customer: Pick<CustomerProfile, 'id'> & Partial<CustomerProfile>;
  /** Averages are in the policy's currency. */
  readonly segment?: { readonly name: string; readonly averageBasket?: number };
  readonly channel?: string;
  readonly goal?: string;
  readonly campaignId: string;
  /** The way the customer prefers to pay, in words; left out where it is not known. */
  readonly paymentMethod?: string;
  readonly ledger: Ledger;
}

/** Far more than any offer has; longer text is refused before anything reads it. */
const LONGEST_TEXT = 2000;

const amount = v.optional(v.pipe(v.number(), v.finite()));
const word = v.pipe(v.string(), v.maxLength(300));
const words = v.pipe(v.array(word), v.maxLength(1000));
const moment = v.optional(v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15)));

const CandidateSchema = v.object({
  id: v.optional(word),
  text: v.pipe(v.string(), v.maxLength(LONGEST_TEXT)),
  reward: v.object({
    id: word,
    type: v.picklist(REWARD_TYPES),
    name: word,
    product: word,
    category: word,
    discountPct: amount,
    amountOff: amount,
    bonusPoints: amount,
    pointsRequired: amount,
    minSpend: amount,
    paymentMethod: v.optional(word),
    validFrom: moment,
    validUntil: moment,
    segments: v.optional(words),
    channels: v.optional(words),
    costPerUse: amount,
    creditLike: v.optional(v.boolean()),
  }),
  facts: v.optional(
    v.pipe(
      v.array(
        v.object({
          value: v.pipe(v.number(), v.finite()),
          unit: v.picklist(['percent', 'money', 'points', 'plain']),
          asks: v.optional(v.boolean()),
        }),
      ),
      v.maxLength(50),
    ),
  ),
  finished: v.optional(v.boolean()),
  score: v.optional(v.number()),
});

const ContextSchema = v.object({
  customer: v.object({
    id: word,
    name: v.optional(word),
    gender: v.optional(word),
    age: amount,
    monthlyIncome: amount,
    loyaltyTier: v.optional(word),
    pointsBalance: amount,
    zone: v.optional(word),
    recencyDays: amount,
    frequency: amount,
    monetary: amount,
    averageBasket: amount,
    tenureDays: amount,
    categoryAffinity: v.optional(v.record(v.string(), v.number())),
    channelPreference: v.optional(word),
    discountAffinity: amount,
    churnRisk: amount,
    expectedLifetimeValue: amount,
  }),
  segment: v.optional(v.object({ name: word, averageBasket: amount })),
  channel: v.optional(word),
  goal: v.optional(word),
  campaignId: word,
  paymentMethod: v.optional(word),
  ledger: v.custom<Ledger>(isLedger, 'is no ledger; start with emptyLedger(policy)'),
});

/** A candidate that was read once, field by field; later changes of the original do not reach it. */
export type ReadCandidate = v.InferOutput<typeof CandidateSchema>;
export type ReadContext = v.InferOutput<typeof ContextSchema>;

/** What could not be read, and where. */
export interface Unreadable {
  readonly problem: string;
}

/**
 * Reads the candidate whatever it is: other fields than the known are dropped, -0 becomes 0, and a value of another
 * type, NaN, infinity, or an object that throws when it is looked at is a problem.
 */
export function readCandidate(value: unknown): ReadCandidate | Unreadable {
  return read(CandidateSchema, value, 'The offer');
}

/** Reads the context in the same way. */
export function readContext(value: unknown): ReadContext | Unreadable {
  return read(ContextSchema, value, 'The context');
}

function read<const S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  what: string,
): v.InferOutput<S> | Unreadable {
  let result: v.SafeParseResult<S>;
  try {
    result = v.safeParse(schema, value);
  } catch (error) {
    // Only what the value itself does when it is read can throw here: a getter or a proxy.
    return { problem: `${what} cannot be read: it fails with ${nameOf(error)}.` };
  }
  if (result.success) return cleaned(result.output);
  const [issue] = result.issues;
  const path = (issue.path ?? []).map((item: { key?: unknown }) => String(item.key)).join('.');
  const field = path === '' ? what : `${what}'s field "${path.slice(0, 80)}"`;
  const message =
    issue.type === 'custom' ? issue.message : `is not ${WANTED[issue.type] ?? 'of the right kind'}`;
  return { problem: `${field} ${message}.` };
}

const WANTED: Readonly<Record<string, string>> = {
  object: 'there as an object',
  string: 'text',
  number: 'a number',
  finite: 'a finite number',
  boolean: 'true or false',
  array: 'a list',
  picklist: 'one of the known names',
  max_length: 'short enough',
};

/** Without fields that hold undefined, and with 0 for -0. */
function cleaned<T>(value: T): T {
  if (Array.isArray(value)) return value.map(cleaned) as T;
  if (value === 0) return 0 as T;
  // The ledger is our own and large; it is handed on as it is.
  if (typeof value !== 'object' || value === null || isLedger(value)) return value;
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(fields.map(([key, each]) => [key, cleaned(each)])) as T;
}

function isLedger(value: unknown): value is Ledger {
  if (typeof value !== 'object' || value === null) return false;
  const { format, utcOffsetMinutes, entries, totals } = value as Partial<Ledger>;
  return (
    format === 'offersmith-ledger' &&
    Number.isFinite(utcOffsetMinutes) &&
    Array.isArray(entries) &&
    Array.isArray(totals)
  );
}

function nameOf(error: unknown): string {
  try {
    return error instanceof Error ? error.name : typeof error;
  } catch {
    return 'an error';
  }
}
