import { BENEFITS } from './benefits.ts';
import { productNamed } from './catalogue.ts';
import type { OfferRecord } from './offer-record.ts';
import { statesKey, type Template } from './template.ts';
import { FANS_TEMPLATES } from './templates-fans.ts';
import { GOAL_TEMPLATES, MONEY_BENEFITS } from './templates-goal.ts';
import { PAYMENT_TEMPLATES } from './templates-payment.ts';
import { PLAIN_TEMPLATES } from './templates-plain.ts';

/** Every way of putting an offer. Add a row to one of the four tables to enlarge it. */
export const TEMPLATES: readonly Template[] = [
  ...PLAIN_TEMPLATES,
  ...PAYMENT_TEMPLATES,
  ...GOAL_TEMPLATES,
  ...FANS_TEMPLATES,
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

function fits(template: Template, record: OfferRecord): boolean {
  const product = productNamed(record.product);
  const kind = record.benefitKind;
  if (kind === 'none') {
    if (template.kinds?.includes('none') !== true) return false;
  } else {
    if (template.kinds !== undefined && !template.kinds.includes(kind)) return false;
    if (template.notKinds?.includes(kind) === true) return false;
    if (template.groups !== undefined && !template.groups.includes(BENEFITS[kind].group)) return false;
  }
  if (template.acts !== undefined && !template.acts.includes(product.act)) return false;
  if (template.number !== undefined && !template.number.includes(product.number)) return false;
  if (template.tiers !== undefined && !template.tiers.includes(product.tier)) return false;
  if (template.methods !== undefined && !template.methods.includes(record.paymentTieIn ?? '')) return false;
  return fitsGoals(template, record);
}

/** `for wealth growth` needs a product that serves the goal; `toward your savings` a benefit that leaves money. */
function fitsGoals(template: Template, record: OfferRecord): boolean {
  if (record.goals.length === 0) return true;
  const served = record.goals.every((goal) => productNamed(record.product).goals.includes(goal));
  if (template.slots.has('goals')) return served;
  if (template.slots.has('achieve')) return served && record.goals.length === 1;
  if (record.goals.length > 1) return false;
  return (
    served ||
    (record.benefitKind !== 'none' &&
      template.kinds !== undefined &&
      MONEY_BENEFITS.includes(record.benefitKind))
  );
}
