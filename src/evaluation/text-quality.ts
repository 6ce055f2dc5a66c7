import type { Persona } from '../domain/persona.ts';
import type { CatalogueReader } from '../guardrails/catalogue-reader.ts';
import { checkOffer } from '../guardrails/check-offer.ts';
import { novelty } from './novelty.ts';
import { personaCopyRate } from './persona-copies.ts';
import { distinctN } from './text-statistics.ts';
import { catalogueFacts, traceableShare, traceNumbers } from './traceability.ts';

export interface TextQuality {
  /** Offers that were shown: those that are not empty. */
  readonly shown: number;
  /** Shown offers that a guardrail refuses; 0 unless something lets them past. */
  readonly violations: number;
  /** Share of the numbers that the catalogue stands behind, 0 to 1. */
  readonly traceable: number;
  /** Different words, and pairs of words, over all of them. */
  readonly distinct1: number;
  readonly distinct2: number;
  /** Share that is no copy of a training offer. */
  readonly novelty: number;
  /** Share that repeats something of the persona. */
  readonly copyRate: number;
}

/**
 * What offers are like as texts, whoever wrote them. The guardrails are asked again here instead of believing what the
 * offer came with.
 *
 * @param offers the offer shown to each persona, empty where none was; these do not count.
 * @param training offers to compare with for novelty.
 * @param catalogue of the model that wrote them, where it has one: numbers, words and audiences are compared with it.
 */
export function textQuality(
  offers: readonly string[],
  personas: readonly Persona[],
  training: Iterable<string>,
  catalogue?: CatalogueReader,
): TextQuality {
  const shown = personas.flatMap((persona, i) => {
    const text = offers[i] ?? '';
    return text === '' ? [] : [{ text, persona }];
  });
  const texts = shown.map(({ text }) => text);
  return {
    shown: shown.length,
    violations: shown.filter(
      (offer) => checkOffer({ ...offer, ...(catalogue && { catalogue }) }).decision === 'refuse',
    ).length,
    traceable: traceableShare(texts.map((text) => traceNumbers(text, catalogueFacts(text)))),
    distinct1: distinctN(texts, 1),
    distinct2: distinctN(texts, 2),
    novelty: novelty(texts, training),
    copyRate: personaCopyRate(shown),
  };
}

/** The means over several seeds; shown offers and violations are added up. */
export function meanQuality(seeds: readonly TextQuality[]): TextQuality {
  const sum = (name: keyof TextQuality) => seeds.reduce((total, quality) => total + quality[name], 0);
  const mean = (name: keyof TextQuality) => (seeds.length === 0 ? 0 : sum(name) / seeds.length);
  return {
    shown: sum('shown'),
    violations: sum('violations'),
    traceable: mean('traceable'),
    distinct1: mean('distinct1'),
    distinct2: mean('distinct2'),
    novelty: mean('novelty'),
    copyRate: mean('copyRate'),
  };
}
