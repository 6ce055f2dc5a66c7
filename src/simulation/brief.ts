import type { Random } from '../domain/random.ts';
import { pick } from '../domain/random.ts';
import { MEDIA, NAME_SLOT, type RewardBrief, TONES, type Tone } from '../domain/reward-brief.ts';
import { BENEFITS } from './benefits.ts';
import type { OfferRecord } from './offer-record.ts';
import { CHANNEL_PHRASES, CONDITION_PHRASES } from './phrases.ts';
import { fillBenefit, fillNumber, renderOffer } from './render.ts';
import { type Split, wordingsFor } from './splits.ts';
import type { Template } from './template.ts';

/** Words of the longest text message. */
const SMS_WORDS = 13;

/** A brief for the record and texts that carry it out, all different. */
export interface BriefedCopy {
  readonly brief: RewardBrief;
  readonly texts: readonly string[];
}

/**
 * Draws tone and medium for a record and puts it into words as they ask.
 *
 * @returns undefined where no template has that tone, or none of a few tries has the length.
 */
export function briefedCopy(
  record: OfferRecord,
  random: Random,
  split: Split,
  wanted: number,
): BriefedCopy | undefined {
  const tone = pick(random, TONES);
  const medium = pick(random, MEDIA);
  const named = tone !== 'headline' && random.next() < 0.25;
  const templates = wordingsFor(record, split).filter((template) => toneOf(template) === tone);
  if (templates.length === 0) return undefined;
  const texts = new Set<string>();
  for (let attempt = 0; attempt < 8 * wanted && texts.size < wanted; attempt += 1) {
    const text = renderOffer(record, random, templates);
    const short = text.split(' ').length <= SMS_WORDS;
    if (short === (medium === 'sms')) texts.add(named ? `${NAME_SLOT}: ${text}` : text);
  }
  if (texts.size === 0) return undefined;
  return { brief: { ...factsOf(record), tone, medium, named }, texts: [...texts] };
}

function toneOf(template: Template): Tone {
  if (template.style === 'title') return 'headline';
  return template.text.includes('?') ? 'question' : 'statement';
}

/** The facts of a record as a brief states them. */
export function factsOf(record: OfferRecord): Omit<RewardBrief, 'tone' | 'medium' | 'named'> {
  const { benefitKind: kind, condition } = record;
  const form = kind === 'none' ? undefined : BENEFITS[kind].nouns[0];
  const asked = condition && CONDITION_PHRASES[condition.kind][0];
  return {
    product: record.product,
    ...(form && { benefit: fillBenefit(form, record) }),
    ...(condition && asked && { condition: fillNumber(asked, condition.amount) }),
    ...(record.paymentTieIn !== undefined && { payment: record.paymentTieIn }),
    goals: record.goals,
    ...(record.channel && { place: CHANNEL_PHRASES[record.channel][0] }),
    ...(record.audience !== undefined && { audience: record.audience }),
  };
}
