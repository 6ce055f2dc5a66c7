import type { OfferRecord } from './offer-record.ts';
import type { Template } from './template.ts';
import { templatesFor } from './templates.ts';

export type Split = 'train' | 'validation' | 'test';

/** One product and one way of putting an offer in so many are kept for the test split. */
const HELD_OUT_ONE_IN = 25;

/** Whether a product's name or a template's text is kept out of training; decided by the text alone (FNV-1a). */
export function isHeldOut(text: string): boolean {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % HELD_OUT_ONE_IN === 0;
}

/** The templates for a record that the split may use. */
export function wordingsFor(record: OfferRecord, split: Split): readonly Template[] {
  const all = templatesFor(record);
  return split === 'test' ? all : all.filter((template) => !isHeldOut(template.text));
}
