import { link } from '../guardrails/link.ts';

/** Longest name that is still a name, in characters as a reader counts them. */
const LONGEST = 40;

/** Letters with at most two marks each, joined as names are. */
const NAME = /^\p{L}\p{M}{0,2}(?:[\p{L}\p{M}'’.\-·\s\u200C\u200D]*[\p{L}\p{M}.])?$/u;
const STACKED = /\p{M}{3,}/u;

/**
 * A customer's name as it may stand in a message, undefined where what is given could do more than name somebody:
 * digits, signs, links, slots, control and direction marks, or too much of it.
 */
export function safeName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const tidy = name.normalize('NFC').trim().replace(/ +/g, ' ');
  if (tidy === '' || [...tidy].length > LONGEST || !NAME.test(tidy) || STACKED.test(tidy)) return undefined;
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(tidy) || isAddress(tidy)) return undefined;
  return tidy;
}

/** The name in full, then its first word: what a greeting may use, longest first. */
export function nameForms(name: string): readonly string[] {
  const [first = name] = name.split(/\s/u);
  const given = safeName(first);
  return given === undefined || given === name || [...given].length < 2 ? [name] : [name, given];
}

/** Whether the name has letters that are read from right to left. */
export function isRightToLeft(text: string): boolean {
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u.test(
    text,
  );
}

/** `evil.com` is made of letters and a full stop; so is `J.R. Smith`. */
function isAddress(text: string): boolean {
  const nobody = {
    name: '',
    age: 18,
    gender: '',
    monthlyIncome: 0,
    spendingPattern: '',
    preferredPaymentMethod: '',
    interests: [],
    financialGoals: [],
  };
  return link({ text, persona: nobody }).length > 0 || /\p{L}{2,}\.\p{L}{2,}/u.test(text);
}
