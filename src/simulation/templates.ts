import { BEFORE_PAYING, BENEFITS } from './benefits.ts';
import { productNamed } from './catalogue.ts';
import type { OfferRecord } from './offer-record.ts';
import { GOAL_PHRASES } from './phrases.ts';
import { statesKey, type Template } from './template.ts';
import { CHANNEL_TEMPLATES } from './templates-channel.ts';
import { CONDITION_TEMPLATES } from './templates-condition.ts';
import { FANS_TEMPLATES } from './templates-fans.ts';
import { MORE_FANS_TEMPLATES } from './templates-fans-more.ts';
import { GOAL_TEMPLATES, MONEY_BENEFITS } from './templates-goal.ts';
import { MORE_GOAL_TEMPLATES } from './templates-goal-more.ts';
import { PAYMENT_TEMPLATES } from './templates-payment.ts';
import { MORE_PAYMENT_TEMPLATES } from './templates-payment-more.ts';
import { PLAIN_TEMPLATES } from './templates-plain.ts';
import { MORE_PLAIN_TEMPLATES } from './templates-plain-more.ts';

/** Every way of putting an offer. Add a row to one of the tables to enlarge it. */
export const TEMPLATES: readonly Template[] = [
  ...PLAIN_TEMPLATES,
  ...MORE_PLAIN_TEMPLATES,
  ...CHANNEL_TEMPLATES,
  ...CONDITION_TEMPLATES,
  ...PAYMENT_TEMPLATES,
  ...MORE_PAYMENT_TEMPLATES,
  ...GOAL_TEMPLATES,
  ...MORE_GOAL_TEMPLATES,
  ...FANS_TEMPLATES,
  ...MORE_FANS_TEMPLATES,
];

const BY_STATES = new Map<string, Template[]>();
for (const template of TEMPLATES) {
  BY_STATES.set(template.states, [...(BY_STATES.get(template.states) ?? []), template]);
}

/** Optional parts the record states, as the key of its templates. */
export function recordStates(record: OfferRecord): string {
  return statesKey([
    ...(record.paymentTieIn === undefined ? [] : ['pay']),
    ...(record.goals.length === 0 ? [] : ['goal']),
    ...(record.condition === undefined ? [] : ['cond']),
    ...(record.channel === undefined ? [] : ['channel']),
    ...(record.audience === undefined ? [] : ['fans']),
  ]);
}

/** The templates that state exactly what the record holds and read well with it; may be empty. */
export function templatesFor(record: OfferRecord): readonly Template[] {
  return (BY_STATES.get(recordStates(record)) ?? []).filter((template) => fits(template, record));
}

/** Whether the template reads well with the record, where it states what the record holds. */
export function fits(template: Template, record: OfferRecord): boolean {
  const product = productNamed(record.product);
  const kind = record.benefitKind;
  if (kind === 'none') {
    if (template.kinds?.includes('none') !== true) return false;
  } else {
    if (template.kinds !== undefined && !template.kinds.includes(kind)) return false;
    if (template.notKinds?.includes(kind) === true) return false;
    if (template.groups !== undefined && !template.groups.includes(BENEFITS[kind].group)) return false;
    if (record.paymentTieIn !== undefined && BEFORE_PAYING.includes(kind)) return false;
  }
  if (template.channels !== undefined && !has(template.channels, record.channel)) return false;
  if (template.conditions !== undefined && !has(template.conditions, record.condition?.kind)) return false;
  if (template.acts !== undefined && !template.acts.includes(product.act)) return false;
  if (template.number !== undefined && !template.number.includes(product.number)) return false;
  if (template.tiers !== undefined && !template.tiers.includes(product.tier)) return false;
  if (template.methods !== undefined && !template.methods.includes(record.paymentTieIn ?? '')) return false;
  if (record.paymentTieIn === 'Cash' && USES.test(template.text)) return false;
  return fitsGoals(template, record);
}

/** Cash is paid, not used. */
const USES = /\bus(?:e|ing) \{use\}/;

function has<T>(all: readonly T[], value: T | undefined): boolean {
  return value !== undefined && all.includes(value);
}

/** `for wealth growth` needs a product that serves the goal; `toward your savings` a benefit that leaves money. */
function fitsGoals(template: Template, record: OfferRecord): boolean {
  if (record.goals.length === 0) return true;
  const served = record.goals.every((goal) => productNamed(record.product).goals.includes(goal));
  if (template.slots.has('goals')) return served && !record.goals.some((goal) => isInName(goal, record));
  if (template.slots.has('achieve')) {
    const [goal = ''] = record.goals;
    return served && record.goals.length === 1 && !(SAYS_FOR.test(template.text) && isFor(goal));
  }
  if (record.goals.length > 1) return false;
  return (
    served ||
    (record.benefitKind !== 'none' &&
      template.kinds !== undefined &&
      MONEY_BENEFITS.includes(record.benefitKind))
  );
}

/** Words of a goal's name that many products have in theirs without being about it. */
const COMMON = /^(?:an?|planning|fund|growth|starting)$/;

/** `A savings account for savings` says nothing. */
function isInName(goal: string, { product }: OfferRecord): boolean {
  const name = product.split(/[ -]/);
  return (GOAL_PHRASES[goal]?.noun ?? '')
    .split(' ')
    .some((word) => !COMMON.test(word) && name.includes(word));
}

/** Says `for` once already; the phrase of some goals would say it again. */
const SAYS_FOR = /\bfor\b|\{hook\}/;

function isFor(goal: string): boolean {
  return / for /.test(GOAL_PHRASES[goal]?.act ?? '');
}
