import * as v from 'valibot';
import { MESSAGE_CHANNELS } from '../creative/message-channel.ts';
import { findJsonError } from '../domain/json-error.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { GOALS } from './goal.ts';
import { ProfileFilterSchema } from './profile-filter.ts';
import { ScheduleSchema } from './schedule.ts';

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));

/** `app` goes out as a push message, and keeps its name where a policy or a reward speaks of it. */
export const CAMPAIGN_CHANNELS = [...MESSAGE_CHANNELS, 'app'] as const;
export type CampaignChannel = (typeof CAMPAIGN_CHANNELS)[number];

/** Exploring costs responses today; more than half of a campaign is never spent on it. */
export const MOST_EXPLORED = 0.5;

/** More than so many offers, and nobody reads them: a marketer's cap for one person stays below. */
export const MOST_PER_DAY = 5;
export const MOST_PER_WEEK = 20;

/** What a marketer asks for. Plain JSON; everything beside id and goal may be left out. */
export const CampaignSchema = v.strictObject({
  id: name,
  name: v.optional(name),
  goal: v.picklist(GOALS),
  audience: v.optional(
    v.strictObject({
      /** Names of segments; all where left out. */
      segments: v.optional(v.pipe(v.array(name), v.minLength(1), v.maxLength(100))),
      /** All hold; where neither segments nor filters are given, the goal's own apply. */
      filters: v.optional(v.pipe(v.array(ProfileFilterSchema), v.maxLength(50))),
    }),
    {},
  ),
  /** Ids of the rewards to choose from; the whole catalogue where left out. */
  rewards: v.optional(v.pipe(v.array(v.string()), v.maxLength(100_000))),
  /** By which all are reached; each by the channel they prefer where left out. */
  channel: v.optional(v.picklist(CAMPAIGN_CHANNELS)),
  schedule: v.optional(ScheduleSchema, { kind: 'by-hand' }),
  caps: v.optional(
    v.strictObject({
      /** Cost of all offers together at most, in the policy's currency. */
      budget: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e9))),
      /** Offers at most, 0 included. */
      offers: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9))),
      /** Offers of all campaigns together that one person gets at most, in place of the policy's own caps. */
      personPerDay: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PER_DAY))),
      personPerWeek: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PER_WEEK))),
      /** Percent that a discount takes off at most; never more than the policy allows. */
      discountPct: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(100))),
    }),
    {},
  ),
  /** Share of the audience that gets nothing, to compare with; from 0 to 1. */
  holdOut: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.1),
  /**
   * Share of the people who get a reward to learn from it, among the eight that suit them best; from 0, which switches it
   * off, to 0.5.
   */
  explore: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(MOST_EXPLORED)), 0.05),
  /** Whether the policy's fallback goes to those for whom no reward passes. */
  fallback: v.optional(v.picklist(['send', 'skip']), 'send'),
  /** Whether the copy greets the customer by name. */
  named: v.optional(v.boolean(), true),
  /** Of everything random in it. */
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1)), 1),
});
export type Campaign = v.InferOutput<typeof CampaignSchema>;

/** Reads a campaign. Fails with every field at fault, its path and what it should be. */
export function readCampaign(input: unknown): Result<Campaign> {
  const parsed = v.safeParse(CampaignSchema, input);
  if (parsed.success) return success(parsed.output);
  return {
    ok: false,
    failures: parsed.issues.map((issue) => {
      const path = v.getDotPath(issue) ?? 'campaign';
      const wanted =
        issue.expected === 'never'
          ? 'is no field of a campaign; remove it'
          : `is ${issue.received}, but must be ${issue.expected ?? 'another value'}`;
      return { type: 'campaign-invalid', message: `The campaign's "${path}" ${wanted}.`, path };
    }),
  };
}

/** Reads a campaign from JSON text; text that is not JSON fails with line and column. */
export function campaignFromJson(text: string): Result<Campaign> {
  const json = text.replace(/^\uFEFF/, '');
  const error = findJsonError(json);
  if (error === undefined) return readCampaign(JSON.parse(json));
  const place = `line ${error.line}, column ${error.column}`;
  return failure('json-invalid', `This is not JSON: ${place} should hold ${error.expected}.`, place);
}
