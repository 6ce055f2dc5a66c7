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
  const text = template.text.replace(/\{(\w+)\}/g, (_, slot: string) => slotText(slot, record, random));
  return template.style === 'title' ? titleCase(text) : sentenceCase(text);
}

function slotText(slot: string, record: OfferRecord, random: Random): string {
  const product = productNamed(record.product);
  switch (slot) {
    case 'p':
      return product.name;
    case 'a':
      return nounPhrase(product);
    case 'hook':
      return product.hook;
    case 'do':
      return `${pick(random, ACT_VERBS[product.act])} ${nounPhrase(product)}`;
    case 'np':
      return fillBenefit(benefitForm(record, 'nouns', random), record);
    case 'vp':
      return fillBenefit(benefitForm(record, 'verbs', random), record);
    case 'deal':
      return linked(benefitForm(record, 'nouns', random), record, product);
    case 'vpon':
      return linked(benefitForm(record, 'verbs', random), record, product);
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

function benefitForm(record: OfferRecord, form: 'nouns' | 'verbs', random: Random): BenefitForm {
  if (record.benefitKind === 'none') throw new RangeError('This offer has no benefit to put into words.');
  return pick(random, BENEFITS[record.benefitKind][form]);
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
