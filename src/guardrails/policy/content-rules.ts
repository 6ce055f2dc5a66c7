import type { Persona } from '../../domain/persona.ts';
import { NAME_SLOT } from '../../domain/reward-brief.ts';
import { RULES } from '../check-offer.ts';
import { WORD_NAMES } from '../word-names.ts';
import { failed, idle, passed, type RuleResult } from './audit.ts';
import type { OfferFacts } from './offer-facts.ts';
import { firstPhrase, foldedText } from './plain-text.ts';
import type { ContentRule } from './policy.ts';
import type { PolicyRule } from './policy-rule.ts';

/** Rules that compare the text with the person it is for. */
const PERSONAL: ReadonlySet<ContentRule> = new Set([
  'personal-identifier',
  'persona-copy',
  'payment-mismatch',
]);

/** The rules of single texts, as the generator keeps them, and personal data beyond those of a persona. */
export const contentRules: PolicyRule = (facts) => [
  ...facts.policy.text.rules.map((name) => textRule(name, facts)),
  personalData(facts),
];

function textRule(name: ContentRule, facts: OfferFacts): RuleResult {
  const { candidate, context, fallback } = facts;
  if (fallback && PERSONAL.has(name)) return idle(name, 'The fallback was written before anybody was known.');
  if (name === 'payment-mismatch' && context.paymentMethod === undefined) {
    return idle(name, 'How the customer prefers to pay is not known.');
  }
  const { text, finished, reward } = candidate;
  const issues = RULES[name]({
    text,
    persona: personaOf(facts),
    ...(finished !== undefined && { finished }),
    // Without a tie in the record, the text itself is looked at for a way of paying.
    ...((name !== 'payment-mismatch' || reward.paymentMethod !== undefined) && {
      record: {
        product: reward.product,
        benefitKind: 'none',
        benefitSize: 0,
        ...(reward.paymentMethod !== undefined && { paymentTieIn: reward.paymentMethod }),
      },
    }),
  });
  const [first] = issues;
  return first === undefined
    ? passed(name, null, null, PASSED[name])
    : failed(name, null, null, issues.map(({ message }) => message).join(' '));
}

const PASSED: Readonly<Record<ContentRule, string>> = {
  'text-length': 'The text is neither too short nor too long.',
  'control-character': 'The text has no control characters.',
  markup: 'The text is plain.',
  link: 'The text has no addresses.',
  'personal-identifier': "The text has neither the customer's name nor age nor income.",
  'persona-copy': 'The text offers something and does not repeat the profile.',
  'incomplete-text': 'The text is complete.',
  'repeated-words': 'The text does not repeat itself.',
  'payment-mismatch': 'The way of paying is the one that the customer prefers.',
};

/** The customer as the text rules know one. What is not known is left so that nothing can agree with it. */
function personaOf({ context }: OfferFacts): Persona {
  const { customer, paymentMethod = '' } = context;
  return {
    name: customer.name ?? '',
    age: customer.age ?? Number.NaN,
    gender: '',
    monthlyIncome: customer.monthlyIncome ?? Number.NaN,
    spendingPattern: '',
    preferredPaymentMethod: paymentMethod,
    interests: Object.keys(customer.categoryAffinity ?? {}),
    financialGoals: [],
  };
}

/** Telephone, card and account numbers, and the customer's own number; the name has its slot. */
function personalData({
  candidate,
  context,
  phones,
  numbers,
  given,
  folded,
  fallback,
}: OfferFacts): RuleResult {
  const rule = 'personal-data';
  const limit = `none outside slots such as ${NAME_SLOT}`;
  const found = (what: string) =>
    failed(rule, what, limit, `The text has ${what}. Use a slot, or an allowed phrase.`);
  if (phones.length > 0) return found('a telephone number');
  if (numbers.some(({ claim, unit, written }) => claim && unit === 'plain' && /\d{7,}/.test(written))) {
    return found('a number as long as a telephone or card number');
  }
  if (ACCOUNT.test(candidate.text.normalize('NFKC'))) return found('a number as long as that of an account');
  if (HANDLE.test(candidate.text)) return found('the name of an account');
  const { id } = context.customer;
  const isOwn = candidate.reward.product.includes(id) || given.some(({ value }) => String(value) === id);
  // Looked for as it is first: a pattern for every customer takes longer than all other rules.
  const mentioned = folded.includes(foldedText(id)) && firstPhrase(folded, [id]) !== undefined;
  if (!fallback && isTelling(id) && !isOwn && mentioned) {
    return found("the customer's number");
  }
  return passed(rule, null, limit, 'The text has no telephone, card, account or customer number.');
}

/** Two letters and the figures of a bank account (ISO 13616), in groups or not. */
const ACCOUNT = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,4})?(?![\p{L}\p{N}])/u;
/** `@name` */
const HANDLE = /(?<![\p{L}\p{N}])[@\uFF20][\p{L}_]/u;

/** Short numbers and words may stand in a text by chance. */
function isTelling(id: string): boolean {
  return [...id].length >= 4 && !WORD_NAMES.has(id.toLowerCase());
}
