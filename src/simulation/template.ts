import type { BenefitGroup, BenefitKind } from './benefits.ts';
import type { Channel } from './offer-record.ts';
import type { ConditionKind } from './phrases.ts';
import type { Act } from './product.ts';

/**
 * One way of putting an offer into words. Slots in braces:
 * `p` product · `a` product with article · `hook` · `np` benefit noun · `deal` benefit noun and product ·
 * `vp` benefit verb · `vpon` benefit verb and product · `do` act and product · `by`, `use`, `users`,
 * `method` payment · `goals`, `toward`, `achieve` goals · `cond` condition · `where` channel · `fans` audience.
 * The slots decide which optional parts of a record the sentence states.
 */
export interface Template extends TemplateLimits {
  readonly text: string;
  readonly style: 'title' | 'sentence';
  readonly slots: ReadonlySet<string>;
  /** Optional parts it states, as a key: `goal+pay`, or the empty string. */
  readonly states: string;
}

/** Where the words would not fit, the template is not used. Absent: fits everywhere. */
export interface TemplateLimits {
  readonly acts?: readonly Act[];
  readonly groups?: readonly BenefitGroup[];
  readonly kinds?: readonly (BenefitKind | 'none')[];
  readonly notKinds?: readonly BenefitKind[];
  readonly methods?: readonly string[];
  readonly number?: readonly ('one' | 'many' | 'mass')[];
  readonly tiers?: readonly string[];
  readonly channels?: readonly Channel[];
  readonly conditions?: readonly ConditionKind[];
}

const PARTS: Readonly<Record<string, string>> = {
  by: 'pay',
  use: 'pay',
  users: 'pay',
  method: 'pay',
  goals: 'goal',
  toward: 'goal',
  achieve: 'goal',
  cond: 'cond',
  where: 'channel',
  fans: 'fans',
};

/** The key of a set of optional parts, independent of their order. */
export function statesKey(parts: Iterable<string>): string {
  return [...new Set(parts)].sort().join('+');
}

function template(style: Template['style'], text: string, limits: TemplateLimits): Template {
  const slots = new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''));
  const parts = [...slots].flatMap((slot) => PARTS[slot] ?? []);
  const methodNamed = limits.methods !== undefined ? ['pay'] : [];
  return { text, style, slots, states: statesKey([...parts, ...methodNamed]), ...limits };
}

/** A headline: every main word capitalised, no full stop. */
export function headline(text: string, limits: TemplateLimits = {}): Template {
  return template('title', text, limits);
}

/** One or two sentences. */
export function sentence(text: string, limits: TemplateLimits = {}): Template {
  return template('sentence', text, limits);
}
