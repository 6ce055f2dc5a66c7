import { expect, test } from 'vitest';
import { createRandom, normal } from '../../src/domain/random.ts';
import { sigmoid } from '../../src/matching/log-odds.ts';
import { plattSteps } from '../../src/matching/platt.ts';

test('over a hundred thousand rows the fit ends after a few steps, with its gradient at rounding', () => {
  const random = createRandom(1);
  const scores = Float64Array.from({ length: 100_000 }, () => normal(random));
  const answers = Uint8Array.from(scores, (score) => (random.next() < sigmoid(0.7 * score - 1) ? 1 : 0));
  const steps = plattSteps(scores, answers);
  let pauses = 0;
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) pauses += 1;
  // With a bound on the gradient that sums of so many rows cannot reach, there were thousands.
  expect(pauses).toBeLessThan(30);
  const { slope, intercept } = step.value;
  expect(slope).toBeCloseTo(0.7, 1);
  expect(intercept).toBeCloseTo(-1, 1);
  const yes = answers.reduce((sum, answer) => sum + answer, 0);
  const [high, low] = [(yes + 1) / (yes + 2), 1 / (answers.length - yes + 2)];
  let [bySlope, byIntercept] = [0, 0];
  for (const [i, score] of scores.entries()) {
    const error = sigmoid(slope * score + intercept) - (answers[i] === 1 ? high : low);
    bySlope += error * score;
    byIntercept += error;
  }
  expect(Math.abs(bySlope)).toBeLessThan(1e-6);
  expect(Math.abs(byIntercept)).toBeLessThan(1e-6);
});
