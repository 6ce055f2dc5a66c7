import type { Reward } from '../domain/reward.ts';
import type { RewardBrief, Tone } from '../domain/reward-brief.ts';
import { CHANNEL_LIMITS, type MessageChannel } from './message-channel.ts';
import { rewardWords } from './reward-words.ts';

export interface BriefContext {
  readonly channel: MessageChannel;
  readonly tone: Tone;
  /** ISO 4217 code of the catalogue's currency. */
  readonly currency: string;
  /** Whether the copy greets the customer by name. */
  readonly named: boolean;
  /** Financial goals of the person, where they are known. */
  readonly goals?: readonly string[];
  /** Whom the copy addresses: `food lovers`. Never the name of a segment, which is for the marketer alone. */
  readonly audience?: string;
}

/** Where a reward can be had, by the word of the catalogue. */
const PLACES: readonly (readonly [pattern: RegExp, place: string])[] = [
  [/\bapp\b/i, 'in our app'],
  [/web|online/i, 'online'],
  [/store|shop|branch|point of sale|\bpos\b/i, 'in store'],
];

/** What the model is to say about a reward, in the words it was taught: every number comes from the record. */
export function rewardBrief(reward: Reward, context: BriefContext): RewardBrief {
  const { benefit, product, condition } = rewardWords(reward, context.currency);
  const place = placeOf(reward);
  return {
    product,
    ...(benefit !== undefined && { benefit }),
    ...(condition !== undefined && { condition }),
    ...(reward.paymentMethod !== undefined && { payment: reward.paymentMethod }),
    goals: context.goals ?? [],
    ...(place !== undefined && { place }),
    ...(context.audience !== undefined && { audience: context.audience }),
    tone: context.tone,
    medium: CHANNEL_LIMITS[context.channel].medium,
    named: context.named,
  };
}

/** The one place a reward is limited to; none where it can be had in several or where the channel is no place. */
function placeOf({ channels = [] }: Reward): string | undefined {
  const [only] = channels;
  if (only === undefined || channels.length > 1) return undefined;
  return PLACES.find(([pattern]) => pattern.test(only))?.[1];
}
