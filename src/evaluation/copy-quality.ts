import { NAME_SLOT } from '../domain/reward-brief.ts';
import type { OfferRecord } from '../simulation/offer-record.ts';
import { parseOffer } from '../simulation/parse.ts';
import { type ShareInterval, wilsonInterval } from './text-statistics.ts';
import { recordFacts, traceableShare, traceNumbers } from './traceability.ts';

/** What a model wrote for one reward, before anything was left out. */
export interface WrittenCopy {
  readonly record: OfferRecord;
  /** In the order of the draws; `keeps` where the product would use it. */
  readonly drafts: readonly { readonly text: string; readonly keeps: boolean }[];
}

/** How well a model copies a reward's record into words; shares are 0 to 1. */
export interface CopyQuality {
  readonly rewards: number;
  /** Share of the first drafts that say the whole record and nothing else, as the parser reads them. */
  readonly exact: number;
  /** Share of the numbers in all drafts that the reward's record states. */
  readonly traceable: number;
  /** Share of the rewards with a draft that the product would use; the others get a template. */
  readonly used: number;
  /** Of the drafts used, the share that says the whole record and nothing else; null where none is. */
  readonly usedExact: number | null;
  /** 95%, by Wilson, over the rewards. */
  readonly intervals: Readonly<Record<'exact' | 'used', ShareInterval>>;
}

/**
 * Judges by the simulator's parser and the records, which the model's own checks know nothing of.
 *
 * @param copies at least one; throws a `RangeError` otherwise.
 */
export function copyQuality(copies: readonly WrittenCopy[]): CopyQuality {
  if (copies.length === 0) throw new RangeError('copyQuality wants the copy for one reward or more');
  const used = copies.flatMap(({ record, drafts }) => {
    const draft = drafts.find(({ keeps }) => keeps);
    return draft === undefined ? [] : [says(draft.text, record)];
  });
  const traces = copies.flatMap(({ record, drafts }) =>
    drafts.map(({ text }) => traceNumbers(text, recordFacts(record))),
  );
  const exact = copies.filter(
    ({ record, drafts: [first] }) => first !== undefined && says(first.text, record),
  ).length;
  return {
    rewards: copies.length,
    exact: exact / copies.length,
    traceable: traceableShare(traces),
    used: used.length / copies.length,
    usedExact: used.length === 0 ? null : share(used),
    intervals: {
      exact: wilsonInterval(exact, copies.length),
      used: wilsonInterval(used.length, copies.length),
    },
  };
}

/** Whether a text says what the record says, no more and no less. */
function says(text: string, record: OfferRecord): boolean {
  const read = parseOffer(text.replaceAll(NAME_SLOT, ' '));
  return read !== undefined && JSON.stringify(facts(read)) === JSON.stringify(facts(record));
}

/** In one order, and without what no text can tell: `spend $50` and `a total of $50` are read as one condition. */
function facts(record: OfferRecord) {
  const { product, benefitKind, benefitSize, condition, paymentTieIn, goals, channel, audience } = record;
  return [
    ...[product, benefitKind, benefitSize, condition?.amount ?? null, paymentTieIn ?? null],
    ...[[...goals].sort(), channel ?? null, audience ?? null],
  ];
}

/** Of rewards whose products the model was trained on, and of others. */
export interface CopyReport {
  readonly taught: CopyQuality;
  readonly heldOut: CopyQuality;
}

function share(hits: readonly boolean[]): number {
  return hits.filter(Boolean).length / hits.length;
}
