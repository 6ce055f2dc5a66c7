import type { Result } from '../domain/result.ts';
import { success } from '../domain/result.ts';
import type { SimulatedCustomer } from '../simulation/examples.ts';
import { simulatedCustomer } from './simulated-customer.ts';

/**
 * What each simulated customer makes of the offer at its place: 1 accepted, 0 rejected. An empty text, for want of an
 * offer that may be shown, is rejected.
 */
export async function acceptedOffers(
  customers: readonly SimulatedCustomer[],
  offers: readonly string[],
): Promise<Result<readonly number[]>> {
  const outcomes: number[] = [];
  for (const [i, { persona, taste }] of customers.entries()) {
    const verdicts = await simulatedCustomer(taste).judge({
      persona,
      history: [],
      offers: [offers[i] ?? ''],
    });
    if (!verdicts.ok) return verdicts;
    outcomes.push(verdicts.value[0]?.verdict === 'accepted' ? 1 : 0);
  }
  return success(outcomes);
}

/** The control of a model with the wrong persona: everyone gets the offer that was written for the next one. */
export function handedOn(offers: readonly string[]): readonly string[] {
  return offers.map((_, i) => offers[(i + 1) % offers.length] ?? '');
}
