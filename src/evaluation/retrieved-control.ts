import type { Persona } from '../domain/persona.ts';
import { checkOffer } from '../guardrails/check-offer.ts';
import { personaPrompt } from '../t5/prompt.ts';

/** A person of the training split and the offers it accepted. */
export interface KnownCustomer {
  readonly persona: Persona;
  readonly accepted: readonly string[];
}

/** The fields of the persona's prompt, one entry a value: `interests: Travel`, `payment: Cash`, `income: 40-60k`. */
export function promptFields(persona: Persona): ReadonlySet<string> {
  return new Set(
    personaPrompt(persona)
      .split(' | ')
      .flatMap((field) => {
        const [name = '', values = ''] = field.split(': ');
        return values.split(', ').map((value) => `${name}: ${value}`);
      }),
  );
}

/**
 * The control that only looks things up: the offer that the most similar known customer accepted. Similarity is
 * Jaccard's over {@link promptFields}, |A ∩ B| / |A ∪ B|, which sees just what the model sees. Of equally similar
 * customers the first counts, and of a customer's offers the first that the guardrails let through for the new
 * persona; where they let none through, the next customer's.
 *
 * @returns a function that gives the best offer for a persona, undefined where the guardrails refuse all.
 */
export function offerRetriever(known: readonly KnownCustomer[]): (persona: Persona) => string | undefined {
  // Customers by field, so that a look-up touches only those that share something.
  const holders = new Map<string, number[]>();
  const sizes = known.map(({ persona }, i) => {
    const fields = promptFields(persona);
    for (const field of fields) {
      const list = holders.get(field);
      if (list === undefined) holders.set(field, [i]);
      else list.push(i);
    }
    return fields.size;
  });
  return (persona) => {
    const fields = promptFields(persona);
    const shared = new Uint8Array(known.length);
    for (const field of fields) {
      for (const i of holders.get(field) ?? []) shared[i] = (shared[i] ?? 0) + 1;
    }
    const similarities = Float64Array.from(shared, (common, i) => {
      return common / (fields.size + (sizes[i] ?? 0) - common);
    });
    for (const i of nearest(similarities)) {
      const offer = known[i]?.accepted.find((text) => checkOffer({ text, persona }).decision === 'offer');
      if (offer !== undefined) return offer;
    }
    return undefined;
  };
}

/** Indices from the most similar to the least; found one at a time, since the first nearly always does. */
function* nearest(similarities: Float64Array): Generator<number> {
  const left = similarities.slice();
  for (let round = 0; round < left.length; round += 1) {
    let best = 0;
    for (let i = 1; i < left.length; i += 1) if ((left[i] ?? 0) > (left[best] ?? 0)) best = i;
    yield best;
    left[best] = Number.NEGATIVE_INFINITY;
  }
}
