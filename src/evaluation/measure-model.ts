import { type Result, success } from '../domain/result.ts';
import type { CatalogueReader } from '../guardrails/catalogue-reader.ts';
import type { SimulatedCustomer } from '../simulation/examples.ts';
import { acceptedOffers, handedOn } from './accepted-offers.ts';
import { type TextQuality, textQuality } from './text-quality.ts';
import { type Variety, varietyOf } from './variety.ts';

/** Ways to get one offer from a model: the best of a pool by its own ranking, one draw, or the likeliest words. */
export const DECODINGS = ['best', 'single', 'greedy'] as const;
export type Decoding = (typeof DECODINGS)[number];

/** What one model wrote for every customer; a text is empty where the guardrails let nothing through. */
export interface ModelOffers extends Readonly<Record<Decoding, readonly string[]>> {
  /** Drawn in all the pools, and how many of these a guardrail refused. */
  readonly candidates: number;
  readonly refused: number;
  /** How many each guardrail found fault with; one draft may break several. */
  readonly refusedBy: Readonly<Record<string, number>>;
}

export interface MeasuredModel {
  /** 1 accepted, 0 rejected, by customer; `shuffled` is the best offer handed to the next customer. */
  readonly accepted: Readonly<Record<Decoding | 'shuffled', readonly number[]>>;
  /** Of the best offers, which are those shown. */
  readonly quality: TextQuality;
  readonly variety: Readonly<Record<Decoding, Variety>>;
  /** Share of the candidates that a guardrail refused. */
  readonly refusedCandidates: number;
  /** Share of the candidates by guardrail, only of those that found fault. */
  readonly refusedBy: Readonly<Record<string, number>>;
}

/**
 * @param training offers to compare with for novelty.
 * @param catalogue of the model, where it has one.
 */
export async function measureModel(
  offers: ModelOffers,
  customers: readonly SimulatedCustomer[],
  training: Iterable<string>,
  catalogue?: CatalogueReader,
): Promise<Result<MeasuredModel>> {
  const best = await acceptedOffers(customers, offers.best);
  if (!best.ok) return best;
  const single = await acceptedOffers(customers, offers.single);
  if (!single.ok) return single;
  const greedy = await acceptedOffers(customers, offers.greedy);
  if (!greedy.ok) return greedy;
  const shuffled = await acceptedOffers(customers, handedOn(offers.best));
  if (!shuffled.ok) return shuffled;
  const personas = customers.map(({ persona }) => persona);
  return success({
    accepted: {
      best: best.value,
      single: single.value,
      greedy: greedy.value,
      shuffled: shuffled.value,
    },
    quality: textQuality(offers.best, personas, training, catalogue),
    variety: {
      best: varietyOf(offers.best),
      single: varietyOf(offers.single),
      greedy: varietyOf(offers.greedy),
    },
    refusedCandidates: offers.candidates === 0 ? 0 : offers.refused / offers.candidates,
    refusedBy: Object.fromEntries(
      Object.entries(offers.refusedBy).map(([rule, count]) => [rule, count / offers.candidates]),
    ),
  });
}
