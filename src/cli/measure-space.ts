import { createRandom } from '../domain/random.ts';
import { type PlacedPerson, type SimilaritySpace, similaritySpace } from '../evaluation/similarity-space.ts';
import type { Engine } from '../service/engine.ts';
import { type SimulatedCustomer, type Split, simulateExample } from '../simulation/examples.ts';

const PEOPLE = 300;
/** Of the offers that are placed; those that the models learned from have another. */
const STREAM = 72;

/**
 * Places the first of these customers, and three offers each accepts and rejects, in the model's space.
 *
 * @param split whose products and phrasings the offers may have.
 */
export async function measureSpace(
  engine: Engine,
  customers: readonly SimulatedCustomer[],
  split: Split,
): Promise<SimilaritySpace> {
  const people: PlacedPerson[] = [];
  for (const [i, customer] of customers.slice(0, PEOPLE).entries()) {
    const { accepted, rejected } = simulateExample(customer, createRandom(i, STREAM), split);
    const { persona, offers } = await engine.embed(customer.persona, [...accepted, ...rejected]);
    people.push({
      persona,
      accepted: offers.slice(0, accepted.length),
      rejected: offers.slice(accepted.length),
    });
  }
  return similaritySpace(people);
}
