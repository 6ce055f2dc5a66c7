import type { Decision, Issue } from '../domain/offer.ts';
import { audienceMismatch } from './audience-mismatch.ts';
import type { CatalogueReader } from './catalogue-reader.ts';
import { controlCharacter } from './control-character.ts';
import { discountOutOfRange } from './discount-out-of-range.ts';
import { goalMismatch } from './goal-mismatch.ts';
import { incompleteText } from './incomplete-text.ts';
import { link } from './link.ts';
import { markup } from './markup.ts';
import { negativeNumber } from './negative-number.ts';
import { paymentMismatch } from './payment-mismatch.ts';
import { personaCopy } from './persona-copy.ts';
import { personalIdentifier } from './personal-identifier.ts';
import { purposeMismatch } from './purpose-mismatch.ts';
import { repeatedWords } from './repeated-words.ts';
import type { OfferCheck, Rule } from './rule.ts';
import { textLength } from './text-length.ts';
import { unknownWord } from './unknown-word.ts';
import { untraceableNumber } from './untraceable-number.ts';
import { wrongArticle } from './wrong-article.ts';

/** Stable names of the guardrails; the type of every issue is the name of the rule that found it. */
export type RuleName =
  | 'text-length'
  | 'control-character'
  | 'markup'
  | 'link'
  | 'personal-identifier'
  | 'persona-copy'
  | 'incomplete-text'
  | 'repeated-words'
  | 'negative-number'
  | 'discount-out-of-range'
  | 'payment-mismatch'
  | 'untraceable-number'
  | 'unknown-word'
  | 'audience-mismatch'
  | 'purpose-mismatch'
  | 'goal-mismatch'
  | 'wrong-article';

/** Every guardrail, in the order of application. */
export const RULES: Readonly<Record<RuleName, Rule>> = {
  'text-length': textLength,
  'control-character': controlCharacter,
  markup,
  link,
  'personal-identifier': personalIdentifier,
  'persona-copy': personaCopy,
  'incomplete-text': incompleteText,
  'repeated-words': repeatedWords,
  'negative-number': negativeNumber,
  'discount-out-of-range': discountOutOfRange,
  'payment-mismatch': paymentMismatch,
  'untraceable-number': untraceableNumber,
  'unknown-word': unknownWord,
  'audience-mismatch': audienceMismatch,
  'purpose-mismatch': purposeMismatch,
  'goal-mismatch': goalMismatch,
  'wrong-article': wrongArticle,
};

/** Rules that compare with a catalogue, and what it must have for them. */
const COMPARED: Readonly<Partial<Record<RuleName, (catalogue: CatalogueReader) => boolean>>> = {
  'untraceable-number': () => true,
  'unknown-word': ({ words }) => words !== undefined,
  'audience-mismatch': ({ knowsAudiences }) => knowsAudiences,
  'purpose-mismatch': ({ knowsPurposes }) => knowsPurposes,
  'goal-mismatch': ({ knowsAims }) => knowsAims,
  'wrong-article': () => true,
};

export interface CheckedOffer {
  readonly decision: Decision;
  /** Everything that was found; empty when the offer may be shown. */
  readonly issues: readonly Issue[];
  /** Names of the rules that were applied, in order. */
  readonly rules: readonly RuleName[];
  /** Names of the rules that were left out for want of what they compare with. */
  readonly skipped: readonly RuleName[];
}

/** Applies every guardrail that can be applied to one candidate. A single issue refuses it. */
export function checkOffer(check: OfferCheck): CheckedOffer {
  const { catalogue } = check;
  const all = Object.keys(RULES) as RuleName[];
  const skipped = all.filter((name) => {
    const compares = COMPARED[name];
    return compares !== undefined && (catalogue === undefined || !compares(catalogue));
  });
  const rules = all.filter((name) => !skipped.includes(name));
  const issues = rules.flatMap((name) => RULES[name](check));
  return { decision: issues.length === 0 ? 'offer' : 'refuse', issues, rules, skipped };
}
