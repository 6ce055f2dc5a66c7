import type { Reward, RewardType } from '../domain/reward.ts';
import type { Medium, Tone } from '../domain/reward-brief.ts';
import { NAME_SLOT } from '../domain/reward-brief.ts';
import { formatDate, isDate } from './format-date.ts';
import { rewardWords } from './reward-words.ts';
import { withArticle } from './with-article.ts';

/**
 * Hand-written copy for one kind of reward. `{deal}` is the benefit with its product (`20% off boots`), `{benefit}` and
 * `{product}` are its parts, `{condition}`, `{until}` and `{payment}` what goes with it. A part in square brackets is
 * left out where the reward has nothing to fill it with; elsewhere the template does not apply.
 */
export interface CopyTemplate {
  readonly types: readonly RewardType[];
  readonly tone: Tone;
  readonly medium: Medium;
  /** Only for a segment whose name holds this, in any case. */
  readonly segment?: string;
  readonly text: string;
}

/** A table of templates from lines `tone medium | text`. */
export function templates(
  types: readonly RewardType[],
  lines: Readonly<Record<`${Tone} ${Medium}`, readonly string[]>>,
  segment?: string,
): readonly CopyTemplate[] {
  return Object.entries(lines).flatMap(([kind, texts]) => {
    const [tone, medium] = kind.split(' ') as [Tone, Medium];
    return texts.map((text) => ({ types, tone, medium, text, ...(segment !== undefined && { segment }) }));
  });
}

/**
 * The template in the words of the reward, undefined where the reward lacks something it needs. With `named`, the text
 * begins with the slot of the customer's name.
 */
export function fillTemplate(
  { text }: CopyTemplate,
  reward: Reward,
  currency: string,
  named: boolean,
): string | undefined {
  const { benefit, link, product: bare, condition } = rewardWords(reward, currency);
  const product = withArticle(bare);
  const asked = askedOf(text, condition, reward.paymentMethod);
  if (asked === undefined) return undefined;
  const fields: Readonly<Record<string, string | undefined>> = {
    benefit,
    product,
    deal: benefit && [benefit, link, product].filter((part) => part !== '').join(' '),
    ...asked,
    until:
      reward.validUntil !== undefined && isDate(reward.validUntil)
        ? formatDate(reward.validUntil)
        : undefined,
  };
  const put = (part: string): string | undefined => {
    const filled = part.replace(/\{(\w+)\}/g, (slot, key: string) => fields[key] ?? slot);
    return /\{\w+\}/.test(filled) ? undefined : filled;
  };
  const body = put(text.replace(/\[([^\]]*)\]/g, (_, part: string) => put(part) ?? ''));
  if (body === undefined) return undefined;
  const tidy = body.replace(/\s+/gu, ' ').trim();
  if (!named) return sentenceCase(tidy);
  // Our own first word loses its capital after the name; a product's or an abbreviation's does not.
  const joins = /^(?:[A-Z][a-z]|A )/.test(text) && !text.startsWith('{');
  return `${NAME_SLOT}, ${joins ? tidy.replace(/^[A-Z]/, (letter) => letter.toLowerCase()) : tidy}`.replace(
    /([.?!] )(\p{Ll})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

/**
 * What the customer has to bring, as the template's slots take it: never less than the reward asks for. Undefined where
 * the template has no place for it.
 */
function askedOf(text: string, condition: string | undefined, method: string | undefined) {
  const pay =
    method === undefined ? undefined : `pay ${PAYING[method.trim().toLowerCase()] ?? `with ${method}`}`;
  const [takesCondition, takesPayment] = [text.includes('{condition}'), text.includes('{payment}')];
  if (
    (condition !== undefined && !takesCondition) ||
    (pay !== undefined && !takesCondition && !takesPayment)
  ) {
    return undefined;
  }
  // One "when you" for both.
  const payment = pay && (condition?.startsWith('when you ') ? `and ${pay}` : `when you ${pay}`);
  if (takesPayment) return { condition, payment };
  return {
    condition: [condition, payment].filter((part) => part !== undefined).join(' ') || undefined,
    payment,
  };
}

/** Ways of paying in running text. */
const PAYING: Readonly<Record<string, string>> = {
  'credit card': 'by credit card',
  'debit card': 'by debit card',
  'digital wallet': 'with a digital wallet',
  'bank transfer': 'by bank transfer',
  cash: 'in cash',
};

/** Upper case at the start of the text and of each sentence. */
export function sentenceCase(text: string): string {
  return text.replace(
    /(^|[.?!] )(\p{Ll})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}
