import type { Issue } from '../domain/offer.ts';
import type { Persona } from '../domain/persona.ts';
import { type Result, success } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import { NAME_SLOT, type RewardBrief } from '../domain/reward-brief.ts';
import { DECK_SEGMENTS } from '../domain/segment.ts';
import { checkOffer } from '../guardrails/check-offer.ts';
import { fillTemplate } from './copy-template.ts';
import { copyTemplates } from './copy-templates.ts';
import { SLOTS } from './fill-slots.ts';
import { smsSize } from './gsm7.ts';
import { CHANNEL_LIMITS } from './message-channel.ts';
import { type BriefContext, rewardBrief } from './reward-brief.ts';
import type { FactContext } from './reward-facts.ts';
import { cleanField, rewardWords } from './reward-words.ts';
import { traceCopy } from './trace-copy.ts';

export interface CopyContext extends BriefContext, FactContext {
  /** The segment's name: it chooses the template and must not stand in the copy. */
  readonly segment?: string;
  /** Where the copy is for one person, whose name, income and age then must not stand in it. */
  readonly persona?: Persona;
  /** How often the model may try, 2 where absent; 0 goes straight to the templates. */
  readonly attempts?: number;
  /** Which of the fitting templates comes first, such as the customer's number; 0 where absent. */
  readonly variant?: number;
}

export interface RefusedDraft {
  readonly text: string;
  /** 1 for the first attempt; 0 for a template. */
  readonly attempt: number;
  readonly issues: readonly Issue[];
}

export interface ComposedCopy {
  /** With its slots still open. */
  readonly text: string;
  /** `first`: the model's first answer held a good draft; `again`: a later one did; `template`: none did. */
  readonly origin: 'first' | 'again' | 'template';
  /** How often the model was asked. */
  readonly attempts: number;
  readonly refused: readonly RefusedDraft[];
  readonly brief: RewardBrief;
}

/** Writes drafts for a brief, best first; `attempt` counts from 1, so that another one can be drawn differently. */
export type WriteCopy = (brief: RewardBrief, attempt: number) => Promise<readonly string[]>;

/**
 * Copy for a reward. The model's drafts are taken in their order, the first that states only what the record states,
 * passes the text guardrails and fits the channel; else it is asked again, and at last a template is filled.
 * @returns the failure `no-copy` where not even a template passes, which the words of the reward itself then prevent.
 */
export async function composeCopy(
  reward: Reward,
  context: CopyContext,
  write: WriteCopy,
): Promise<Result<ComposedCopy>> {
  const brief = rewardBrief(reward, context);
  const refused: RefusedDraft[] = [];
  const most = context.attempts ?? 2;
  for (let attempt = 1; attempt <= most; attempt += 1) {
    for (const text of await write(brief, attempt)) {
      const issues = checkCopy(text, reward, context);
      if (issues.length === 0) {
        return success({
          text,
          origin: attempt === 1 ? 'first' : 'again',
          attempts: attempt,
          refused,
          brief,
        });
      }
      refused.push({ text, attempt, issues });
    }
  }
  for (const template of copyTemplates(reward, context)) {
    const text = fillTemplate(template, reward, context.currency, context.named);
    if (text === undefined) continue;
    const issues = checkCopy(text, reward, context);
    if (issues.length === 0) return success({ text, origin: 'template', attempts: most, refused, brief });
    refused.push({ text, attempt: 0, issues });
  }
  const reasons = new Set(refused.filter(({ attempt }) => attempt === 0).flatMap(({ issues }) => issues));
  const why = [...new Set([...reasons].map(({ message }) => message))].slice(0, 3).join(' ');
  return {
    ok: false,
    failures: [
      {
        type: 'no-copy',
        message: `No copy for the reward "${reward.name}" passes the checks. ${why} Mend the words of the reward, or write the copy by hand.`,
        path: reward.id,
      },
    ],
  };
}

/** Everything wrong with a draft; nothing where it may be sent, its slots filled. */
export function checkCopy(text: string, reward: Reward, context: CopyContext): readonly Issue[] {
  const { benefit, product } = rewardWords(reward, context.currency);
  const plain = text.replace(/^\{name\}\s*[:,]\s*/u, '').replace(/\{(?:\w+)\}/gu, 'you');
  const record = {
    product,
    benefitKind: reward.discountPct === undefined ? (benefit ? 'reward' : 'none') : 'percentOff',
    benefitSize: reward.discountPct ?? reward.amountOff ?? reward.bonusPoints ?? 0,
    ...(reward.paymentMethod !== undefined &&
      context.persona !== undefined && { paymentTieIn: reward.paymentMethod }),
  };
  return [
    ...checkOffer({ text: plain, persona: context.persona ?? NOBODY, record }).issues,
    ...traceCopy(plain, reward, context).issues,
    ...slotIssues(text, context.named),
    ...internalNames(plain, reward, context),
    ...productIssues(plain, product),
    ...lengthIssues(text, context),
  ];
}

/** For copy that many people get: its name, income and age are in no text. */
const NOBODY: Persona = {
  name: '',
  age: -1,
  gender: '',
  monthlyIncome: -1,
  spendingPattern: '',
  preferredPaymentMethod: '',
  interests: [],
  financialGoals: [],
};

function slotIssues(text: string, named: boolean): readonly Issue[] {
  const slots = text.match(/\{[^{}]*\}/gu) ?? [];
  const unknown = slots.filter((slot) => !SLOTS.some((known) => slot === `{${known}}`));
  const names = slots.filter((slot) => slot.endsWith('name}'));
  return [
    ...unknown.map((slot) => ({ type: 'unknown-slot', message: `"${slot}" is no slot that can be filled.` })),
    ...(/[{}]/u.test(text.replace(/\{[^{}]*\}/gu, ''))
      ? [{ type: 'unknown-slot', message: 'A brace has no partner.' }]
      : []),
    ...(named && !text.startsWith(NAME_SLOT) && names.length === 0
      ? [{ type: 'name-slot', message: `The copy should address the customer by ${NAME_SLOT}.` }]
      : []),
    ...(names.length > (named ? 1 : 0)
      ? [{ type: 'name-slot', message: `The copy has ${names.length} name slots.` }]
      : []),
  ];
}

/** Names that are for the marketer's eyes: of segments and of the reward in the catalogue. */
function internalNames(text: string, reward: Reward, { segment }: CopyContext): readonly Issue[] {
  const names = [segment ?? '', ...DECK_SEGMENTS, reward.id].filter((name) => name.trim().length > 2);
  const own = cleanField(reward.product).toLowerCase();
  return [...new Set(names)]
    .filter((name) => contains(text, name) && !own.includes(name.toLowerCase()))
    .map((name) => ({
      type: 'internal-name',
      message: `The text contains "${name}", a name that customers should not see.`,
    }));
}

/** A draft that numbers do not give away may still be about something else: most of the product's words have to be there. */
function productIssues(text: string, product: string): readonly Issue[] {
  const words = wordsOf(product);
  // Forms of a word, as plurals, share its beginning.
  const said = wordsOf(text).map((word) => word.slice(0, 4));
  const named = words.filter((word) => said.includes(word.slice(0, 4)));
  if (2 * named.length >= words.length) return [];
  return [{ type: 'product-missing', message: `The text does not name the product "${product}".` }];
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).filter((word) => [...word].length > 2);
}

function contains(text: string, name: string): boolean {
  const escaped = name.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}

/** Letters that a name usually has. */
const USUAL_NAME = 'Alexandra';

function lengthIssues(text: string, { channel }: CopyContext): readonly Issue[] {
  const filled = text.replace(/\{[^{}]*\}/gu, USUAL_NAME);
  const { characters } = CHANNEL_LIMITS[channel];
  const size = channel === 'sms' ? smsSize(filled) : undefined;
  const fits = size ? size.parts <= 1 : [...filled].length <= characters;
  if (fits) return [];
  const length = size
    ? `${size.units} of ${size.encoding === 'GSM-7' ? 160 : 70} characters of ${size.encoding}`
    : `${[...filled].length} of ${characters} characters`;
  return [{ type: 'channel-length', message: `With a usual name it takes ${length}.` }];
}
