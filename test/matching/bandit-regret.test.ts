import { expect, test } from 'vitest';
import { createRandom, normal, type Random } from '../../src/domain/random.ts';
import { POLICIES, type Policy, simulateRegret } from '../../src/matching/bandit-regret.ts';
import { sigmoid } from '../../src/matching/log-odds.ts';

const ARMS = 6;
const ROUNDS = 6000;

/**
 * Six rewards, each with a taste of its own for two traits of the customer; the truth is logistic, so no linear model
 * has it quite. An arm's context is the customer's traits in that arm's place.
 */
function world(seed: number) {
  const random = createRandom(seed, 99);
  const tastes = Array.from({ length: ARMS }, () => [
    -2 + 0.8 * normal(random),
    normal(random),
    normal(random),
  ]);
  return (_round: number, customers: Random) => {
    const traits = [1, 2 * customers.next() - 1, 2 * customers.next() - 1];
    return {
      contexts: tastes.map((_, arm) => {
        const context = new Float64Array(3 * ARMS);
        context.set(traits, 3 * arm);
        return context;
      }),
      probability: (arm: number) =>
        sigmoid((tastes[arm] ?? []).reduce((sum, taste, i) => sum + taste * (traits[i] ?? 0), 0)),
    };
  };
}

const games = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
  const curves = simulateRegret({ rounds: ROUNDS, seed, dimension: 3 * ARMS, customer: world(seed) });
  return (policy: keyof typeof curves, round = ROUNDS) => curves[policy]?.[round - 1] ?? Number.NaN;
});

test.each(games.map((at, i) => ({ at, seed: i + 1 })))(
  'seed $seed: the bandit regrets less than half of random, and ever more slowly',
  ({ at, seed }) => {
    console.log(
      `seed ${seed}, regret after ${ROUNDS}:`,
      POLICIES.map((policy) => `${policy} ${at(policy).toFixed(0)}`).join(', '),
    );
    const secondHalf = (policy: Policy) => at(policy) / at(policy, ROUNDS / 2) - 1;
    expect(at('always-best')).toBe(0);
    expect(at('thompson')).toBeLessThan(at('random') / 2);
    expect(secondHalf('thompson')).toBeLessThan(0.75);
    expect(secondHalf('random')).toBeGreaterThan(0.9);
  },
);

// Greedy is lucky where its first guesses are right: on seeds 4 and 7 it regrets as little as the bandit, or less.
test('over eight seeds the bandit regrets less than a quarter of greedy, and less than greedy on six of them', () => {
  const total = (policy: Policy) => games.reduce((sum, at) => sum + at(policy), 0);
  console.log(`all seeds: ${POLICIES.map((policy) => `${policy} ${total(policy).toFixed(0)}`).join(', ')}`);
  expect(total('thompson')).toBeLessThan(total('greedy') / 4);
  expect(total('thompson')).toBeLessThan(total('epsilon-greedy'));
  expect(games.filter((at) => at('thompson') < at('greedy')).length).toBeGreaterThanOrEqual(6);
});

test('the same seed plays the same', () => {
  const play = () => simulateRegret({ rounds: 200, seed: 3, dimension: 3 * ARMS, customer: world(3) });
  expect(play()).toEqual(play());
});
