import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { banditMean, chooseArm, createBandit, readBandit, updateBandit } from '../../src/matching/bandit.ts';
import { createRewardBandit, rewardContext } from '../../src/matching/reward-bandit.ts';
import { unwrap } from '../storage/samples.ts';
import { reward } from './matching-samples.ts';

test('two responses in two dimensions: the posterior worked by hand', () => {
  let state = createBandit(2, { priorPrecision: 2 });
  state = unwrap(updateBandit(state, [1, 0], 1));
  state = unwrap(updateBandit(state, [1, 1], 0));
  // A = 2I + [[1,0],[0,0]] + [[1,1],[1,1]] = [[4,1],[1,3]], b = [1,0]; A⁻¹b = [3,−1]/11.
  const mean = banditMean(state);
  expect(mean[0]).toBeCloseTo(3 / 11, 12);
  expect(mean[1]).toBeCloseTo(-1 / 11, 12);
  const [l00 = 0, l10 = 0, l11 = 0] = state.factor;
  expect([l00 * l00, l10 * l00, l10 * l10 + l11 * l11].map((x) => Number(x.toFixed(12)))).toEqual([4, 1, 3]);
  expect(state.responses).toBe(2);
});

test('the factor stays that of A over many responses', () => {
  const context = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(context, { maxLength: 30 }), (contexts) => {
      let state = createBandit(4);
      for (const x of contexts) state = unwrap(updateBandit(state, x, 1));
      const l = (i: number, j: number) => (j > i ? 0 : (state.factor[(i * (i + 1)) / 2 + j] ?? 0));
      for (let i = 0; i < 4; i += 1) {
        for (let j = 0; j < 4; j += 1) {
          const product = [0, 1, 2, 3].reduce((sum, k) => sum + l(i, k) * l(j, k), 0);
          const wanted = contexts.reduce((sum, x) => sum + (x[i] ?? 0) * (x[j] ?? 0), i === j ? 1 : 0);
          expect(product).toBeCloseTo(wanted, 8);
        }
      }
    }),
  );
});

test('draws follow the posterior: an arm is taken as often as it is likely to be the best', () => {
  // Two arms of their own; one seen nine times with six yes, the other never. θ₀ ~ N(0.6, 0.25/10), θ₁ ~ N(0, 0.25).
  let state = createBandit(2);
  for (let i = 0; i < 9; i += 1) state = unwrap(updateBandit(state, [1, 0], i < 6 ? 1 : 0));
  const random = createRandom(6);
  let first = 0;
  for (let i = 0; i < 20_000; i += 1)
    if (
      unwrap(
        chooseArm(
          state,
          [
            [1, 0],
            [0, 1],
          ],
          random,
        ),
      ) === 0
    )
      first += 1;
  // Φ(0.6 / √0.275) = Φ(1.1442) = 0.8737.
  expect(first / 20_000).toBeCloseTo(0.8737, 2);
});

test('a stored state comes back and chooses the same; a broken one is refused', () => {
  const state = unwrap(updateBandit(createBandit(3), [1, 2, 3], 1));
  const back = unwrap(readBandit(JSON.parse(JSON.stringify(state))));
  expect(back).toEqual(state);
  const arms = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  expect(chooseArm(back, arms, createRandom(1))).toEqual(chooseArm(state, arms, createRandom(1)));
  for (const broken of [
    null,
    {},
    { ...state, factor: [1] },
    { ...state, factor: state.factor.map(() => 0) },
  ]) {
    expect(readBandit(broken)).toMatchObject({ ok: false, failures: [{ type: 'bandit-malformed' }] });
  }
});

test('contexts and responses that do not fit are refused', () => {
  const state = createBandit(2);
  expect(chooseArm(state, [], createRandom(1))).toMatchObject({ failures: [{ type: 'no-arms' }] });
  expect(chooseArm(state, [[1, 2], [1]], createRandom(1))).toMatchObject({
    failures: [{ type: 'context-invalid' }],
  });
  expect(updateBandit(state, [1, Number.NaN], 1)).toMatchObject({ failures: [{ type: 'context-invalid' }] });
  expect(updateBandit(state, [1, 2], Number.NaN)).toMatchObject({ failures: [{ type: 'response-invalid' }] });
  expect(() => createBandit(0)).toThrow(RangeError);
});

test('on top of matching: at first it expects what matching tells, then it learns which type does better', () => {
  let state = createRewardBandit();
  const coupon = rewardContext(reward('a', { type: 'Coupon Series' }), 0.3);
  const gift = rewardContext(reward('b', { type: 'Gift' }), 0.2);
  const told = (context: Float64Array) =>
    banditMean(state).reduce((sum, each, i) => sum + each * (context[i] ?? 0), 0);
  expect(told(coupon)).toBeCloseTo(0.3, 12);
  expect(told(gift)).toBeCloseTo(0.2, 12);
  for (let i = 0; i < 200; i += 1) {
    state = unwrap(updateBandit(state, coupon, i % 10 === 0 ? 1 : 0));
    state = unwrap(updateBandit(state, gift, i % 2));
  }
  expect(told(gift)).toBeGreaterThan(0.4);
  expect(told(coupon)).toBeLessThan(0.2);
});
