import { pick, type Random } from '../domain/random.ts';
import { BENEFITS, type BenefitForm } from './benefits.ts';
import { productNamed } from './catalogue.ts';
import { formatNumber, sentenceCase, titleCase, withArticle } from './grammar.ts';
import type { OfferRecord } from './offer-record.ts';
import {
  AUDIENCE_PHRASES,
  CHANNEL_PHRASES,
  CONDITION_PHRASES,
  GOAL_PHRASES,
  PAYMENT_PHRASES,
} from './phrases.ts';
import type { Act, Product } from './product.ts';
import type { Template } from './template.ts';
import { templatesFor } from './templates.ts';

/** What one does to have a product, before its noun. */
export const ACT_VERBS: Readonly<Record<Act, readonly string[]>> = {
  buy: ['buy', 'order', 'choose', 'pick up'],
  place: ['place'],
  book: ['book', 'reserve'],
  subscribe: ['sign up for', 'choose', 'subscribe to'],
  join: ['sign up for', 'choose'],
  open: ['open'],
  apply: ['apply for', 'choose'],
  insure: ['take out', 'choose'],
  enroll: ['enroll in', 'sign up for'],
  hire: ['sign up for', 'choose'],
};

/**
 * Puts a record into words: 6 to 30 words that state every field of it and nothing else.
 * Throws a RangeError when no template fits, which `templatesFor` tells beforehand.
 */
export function renderOffer(
  record: OfferRecord,
  random: Random,
  templates: readonly Template[] = templatesFor(record),
): string {
  const template = pick(random, templates);
  const choose = sparingChoice(template, record, random);
  const text = template.text.replace(/\{(\w+)\}/g, (_, slot: string) =>
    slotText(slot, record, random, choose),
  );
  return template.style === 'title' ? titleCase(text) : sentenceCase(text);
}

/** Draws one of several ways of saying a thing. */
type Choose = <T>(ways: readonly T[], words: (way: T) => string) => T;

/** A choice that says `for` once in an offer where there is another way: no `sign up for a plan for a calmer evening`. */
function sparingChoice(template: Template, record: OfferRecord, random: Random): Choose {
  const aims = template.slots.has('achieve')
    ? record.goals.map((goal) => GOAL_PHRASES[goal]?.act ?? '').join(' ')
    : '';
  let said = /\bfor\b|\{hook\}/.test(`${template.text} ${aims}`);
  return (ways, words) => {
    const without = said ? ways.filter((way) => !FOR.test(words(way))) : ways;
    const way = pick(random, without.length > 0 ? without : ways);
    said ||= FOR.test(words(way));
    return way;
  };
}

const FOR = /\bfor\b/;

function slotText(slot: string, record: OfferRecord, random: Random, choose: Choose): string {
  const product = productNamed(record.product);
  switch (slot) {
    case 'p':
      return product.name;
    case 'a':
      return nounPhrase(product);
    case 'hook':
      return product.hook;
    case 'do':
      return `${choose(ACT_VERBS[product.act], (verb) => verb)} ${nounPhrase(product)}`;
    case 'np':
      return fillBenefit(benefitForm(record, 'nouns', choose), record);
    case 'vp':
      return fillBenefit(benefitForm(record, 'verbs', choose), record);
    case 'deal':
      return linked(benefitForm(record, 'nouns', choose), record, product);
    case 'vpon':
      return linked(benefitForm(record, 'verbs', choose), record, product);
    default:
      return optionText(slot, record, random);
  }
}

function optionText(slot: string, record: OfferRecord, random: Random): string {
  const payment = PAYMENT_PHRASES[record.paymentTieIn ?? ''];
  const goals = record.goals.flatMap((goal) => GOAL_PHRASES[goal] ?? []);
  const options: Readonly<Record<string, readonly string[] | undefined>> = {
    by: payment?.by,
    use: payment && [payment.noun],
    users: payment?.users,
    method: record.paymentTieIn === undefined ? undefined : [record.paymentTieIn],
    goals: [goals.map((goal) => goal.noun).join(' and ')],
    toward: [goals.map((goal) => goal.toward).join(' and ')],
    achieve: [goals.map((goal) => goal.act).join(' and ')],
    cond: record.condition && CONDITION_PHRASES[record.condition.kind],
    where: record.channel && CHANNEL_PHRASES[record.channel],
    fans: AUDIENCE_PHRASES[record.audience ?? ''],
  };
  const phrase = pick(random, options[slot] ?? []);
  return fillNumber(phrase, record.condition?.amount ?? 0);
}

function nounPhrase(product: Product): string {
  return product.number === 'one' ? withArticle(product.name) : product.name;
}

function benefitForm(record: OfferRecord, form: 'nouns' | 'verbs', choose: Choose): BenefitForm {
  if (record.benefitKind === 'none') throw new RangeError('This offer has no benefit to put into words.');
  return choose(BENEFITS[record.benefitKind][form], ({ text, link }) => `${text} ${link}`);
}

export function fillBenefit(form: BenefitForm, record: OfferRecord): string {
  return fillNumber(form.text, record.benefitSize).replace('{item}', record.benefitItem ?? '');
}

/** Fills `{n}` with the number and `{$n}` with the number as dollars. */
export function fillNumber(text: string, value: number): string {
  const number = formatNumber(value);
  return text.replace('{n}', number).replace('{$n}', () => `$${number}`);
}

function linked(form: BenefitForm, record: OfferRecord, product: Product): string {
  return [fillBenefit(form, record), form.link, nounPhrase(product)].filter((part) => part !== '').join(' ');
}
