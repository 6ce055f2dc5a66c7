import { type Result, success } from '../domain/result.ts';
import type { ModelOffers } from '../evaluation/measure-model.ts';
import { DEFAULT_POOL, type Engine } from '../service/engine.ts';
import type { SimulatedCustomer } from '../simulation/examples.ts';

/** Customer i's offers are drawn with this seed + i, whichever model writes. */
const FIRST_SEED = 1;

/** Every customer's offer as the product writes it, the best of a pool, and as one draw and the likeliest words. */
export async function writeOffers(
  engine: Engine,
  customers: readonly SimulatedCustomer[],
  onDone: (done: number) => void = () => undefined,
): Promise<Result<ModelOffers>> {
  const best: string[] = [];
  const single: string[] = [];
  const greedy: string[] = [];
  let refused = 0;
  const refusedBy: Record<string, number> = {};
  for (const [i, { persona }] of customers.entries()) {
    const seed = FIRST_SEED + i;
    // All of the pool in the order of the product: the first is what it shows.
    const pool = await engine.write({ persona, count: DEFAULT_POOL, pool: DEFAULT_POOL, seed });
    if (!pool.ok) return pool;
    const draw = await engine.write({ persona, count: 1, pool: 1, seed });
    if (!draw.ok) return draw;
    const likeliest = await engine.write({ persona, count: 1, pool: 1, seed, temperature: 0 });
    if (!likeliest.ok) return likeliest;
    refused += pool.value.offers.filter(({ decision }) => decision === 'refuse').length;
    for (const { audit } of pool.value.offers) {
      for (const type of new Set(audit.issues.map((issue) => issue.type))) {
        refusedBy[type] = (refusedBy[type] ?? 0) + 1;
      }
    }
    best.push(shown(pool.value.offers));
    single.push(shown(draw.value.offers));
    greedy.push(shown(likeliest.value.offers));
    onDone(i + 1);
  }
  return success({ best, single, greedy, candidates: DEFAULT_POOL * customers.length, refused, refusedBy });
}

/** A refused offer is not shown: nothing is. */
function shown(offers: readonly { readonly text: string; readonly decision: string }[]): string {
  const [first] = offers;
  return first?.decision === 'offer' ? first.text : '';
}
