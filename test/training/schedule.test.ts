import { expect, test } from 'vitest';
import { cosineSchedule } from '../../src/training/schedule.ts';

const options = { peak: 0.02, warmup: 4, steps: 104 };
const rate = (step: number) => cosineSchedule(step, options);

test('rises in equal parts, reaches the peak and falls to a twentieth of it', () => {
  expect([0, 1, 2, 3].map(rate)).toEqual([0.005, 0.01, 0.015, 0.02]);
  expect(rate(4)).toBe(0.02);
  expect(rate(54)).toBeCloseTo(0.02 * (0.05 + 0.95 / 2), 10);
  expect(rate(104)).toBeCloseTo(0.001, 10);
});

test('never rises again, and stays at its end', () => {
  for (let step = 5; step < 110; step += 1) expect(rate(step)).toBeLessThanOrEqual(rate(step - 1));
  expect(rate(1000)).toBeCloseTo(0.001, 10);
});

test('without a warm-up it starts at the peak, and a run of one step has a rate', () => {
  expect(cosineSchedule(0, { peak: 1, warmup: 0, steps: 10 })).toBe(1);
  expect(cosineSchedule(0, { peak: 1, warmup: 1, steps: 1 })).toBe(1);
});
