import { success } from '../domain/result.ts';
import { acceptance } from '../simulation/acceptance.ts';
import { parseOffer } from '../simulation/parse.ts';
import type { Taste } from '../simulation/taste.ts';
import type { Judge } from './judge.ts';

/** A simulated customer accepts what it would accept at least as likely as not. */
export const ACCEPTANCE_THRESHOLD = 0.5;

/** Why a text is rejected that the parser cannot read. */
export const NOT_UNDERSTOOD = 'The text names no product of the catalogue.';

/**
 * The judge that knows the hidden taste: reads each text back into a record and asks the acceptance model. It looks at
 * no history, since it knows what a history could only hint at. A text that it cannot read is rejected with the
 * reason {@link NOT_UNDERSTOOD} and the probability 0. What it accepts is "simulated acceptance", never uplift.
 */
export function simulatedCustomer(taste: Taste): Judge {
  return {
    name: 'simulated customer',
    judge: async ({ persona, offers }) =>
      success(
        offers.map((text) => {
          const record = parseOffer(text);
          if (record === undefined) {
            return { verdict: 'rejected', reason: NOT_UNDERSTOOD, probability: 0 } as const;
          }
          const probability = acceptance(persona, taste, record);
          const verdict = probability >= ACCEPTANCE_THRESHOLD ? 'accepted' : 'rejected';
          return {
            verdict,
            reason: `Accepts with probability ${probability.toFixed(2)}.`,
            probability,
          } as const;
        }),
      ),
  };
}
