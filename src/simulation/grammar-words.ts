import { textWords } from '../guardrails/text-words.ts';
import { PRODUCTS } from './catalogue.ts';
import { CHANNEL_PHRASES, GOAL_PHRASES, PAYMENT_PHRASES } from './phrases.ts';
import { ACT_VERBS } from './render.ts';
import { TEMPLATES } from './templates.ts';

/**
 * Every word that the grammar writes, in lower case, except those of what a catalogue has in full anyway: products, what
 * comes with them, benefits, conditions and audiences.
 */
export function grammarWords(): ReadonlySet<string> {
  const goals = Object.values(GOAL_PHRASES).flatMap(({ noun, toward, act }) => [noun, toward, act]);
  const payments = Object.entries(PAYMENT_PHRASES).flatMap(([method, { by, noun, users }]) => [
    ...[method, noun],
    ...[...by, ...users],
  ]);
  const phrases = [
    ...TEMPLATES.map(({ text }) => text.replace(/\{\w+\}/g, ' ')),
    ...PRODUCTS.map(({ hook }) => hook),
    ...Object.values(ACT_VERBS).flat(),
    ...Object.values(CHANNEL_PHRASES).flat(),
    ...goals,
    ...payments,
    // Between its parts: articles, and what links a benefit to a product.
    'a an and for of on with',
  ];
  return new Set(phrases.flatMap(textWords));
}
