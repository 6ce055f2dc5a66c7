import type { Reward } from '../domain/reward.ts';
import type { Tone } from '../domain/reward-brief.ts';
import type { CopyTemplate } from './copy-template.ts';
import { CHANNEL_LIMITS, type MessageChannel } from './message-channel.ts';
import { rewardWords } from './reward-words.ts';
import { COUPON_TEMPLATES } from './templates-coupon.ts';
import { GIFT_TEMPLATES, PLAIN_TEMPLATES, SERVICE_TEMPLATES } from './templates-given.ts';
import { POINTS_TEMPLATES } from './templates-points.ts';

/** Which templates fit does not depend on how money is written. */
const ANY_CURRENCY = 'USD';

/** Every hand-written text. */
export const COPY_TEMPLATES: readonly CopyTemplate[] = [
  ...COUPON_TEMPLATES,
  ...POINTS_TEMPLATES,
  ...GIFT_TEMPLATES,
  ...SERVICE_TEMPLATES,
  ...PLAIN_TEMPLATES,
];

export interface TemplateChoice {
  readonly channel: MessageChannel;
  readonly tone: Tone;
  readonly segment?: string;
  readonly variant?: number;
}

/**
 * The templates to try, best first: of the tone and length asked for, those of the segment before those for everybody,
 * turned by `variant` so that people get different ones; then those of every other tone and length.
 */
export function copyTemplates(
  reward: Reward,
  { channel, tone, segment, variant = 0 }: TemplateChoice,
): readonly CopyTemplate[] {
  const { medium } = CHANNEL_LIMITS[channel];
  const { benefit = '' } = rewardWords(reward, ANY_CURRENCY);
  // What comes with a product is put like a coupon for it, but takes nothing off its price.
  const type = reward.type === 'Gift' && benefit !== '' ? 'Coupon Series' : reward.type;
  const cheaper = benefit === '' || / off\b/.test(benefit);
  const own = COPY_TEMPLATES.filter(
    (template) =>
      template.types.includes(type) &&
      (cheaper || !/\bprice|\bpay less/i.test(template.text)) &&
      (template.segment === undefined || segment?.toLowerCase().includes(template.segment)),
  );
  const plain = new Set<CopyTemplate>(PLAIN_TEMPLATES);
  const rank = (template: CopyTemplate) =>
    (template.tone === tone ? 0 : 8) +
    (template.medium === medium ? 0 : 4) +
    (plain.has(template) ? 2 : 0) +
    (template.segment === undefined ? 1 : 0);
  const ranks = [...new Set(own.map(rank))].sort((a, b) => a - b);
  return ranks.flatMap((each) =>
    turned(
      own.filter((template) => rank(template) === each),
      variant,
    ),
  );
}

function turned<T>(items: readonly T[], by: number): readonly T[] {
  const start = items.length === 0 ? 0 : ((Math.trunc(by) % items.length) + items.length) % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
