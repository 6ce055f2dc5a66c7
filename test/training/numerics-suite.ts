import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gradients } from '../../src/autodiff/gradients.ts';
import type { Result } from '../../src/domain/result.ts';
import { Graph, type Value } from '../../src/onnx/graph.ts';
import { mul, reduceSum } from '../../src/onnx/ops.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { expectedT5Tensors } from '../../src/t5/expected-tensors.ts';
import { makeBatch } from '../../src/training/batch.ts';
import { infoNce, type Loss, negativeLogLikelihood, preference } from '../../src/training/losses.ts';
import { initialState, Trainer } from '../../src/training/trainer.ts';
import { unwrap } from '../storage/samples.ts';
import { tinyParameters } from '../support/tiny-model.ts';

/** A matrix as rows. */
type Matrix = readonly (readonly number[])[];

/** Losses where exponentials would overflow, against the same worked out in double precision. */
export function numericsSuite(title: string, open: () => Promise<Result<Runtime>>): void {
  describe(`${title}: extreme numbers`, () => {
    let runtime: Runtime;

    beforeAll(async () => {
      runtime = unwrap(await open());
    });

    afterAll(async () => {
      await runtime.dispose();
    });

    /** The loss and its gradient by each input that is named in `wrt`. */
    async function evaluate(
      inputs: Readonly<Record<string, Matrix>>,
      loss: (values: Readonly<Record<string, Value>>, graph: Graph) => Loss,
      wrt: readonly string[],
    ) {
      const graph = new Graph('numerics');
      const values = Object.fromEntries(
        Object.entries(inputs).map(([name, rows]) => [name, graph.input(name, 'float32', shapeOf(rows))]),
      );
      const { value, stopAt } = loss(values, graph);
      graph.output('loss', value);
      const by = wrt.map((name) => values[name] ?? value);
      gradients(value, by, { stopAt }).forEach((gradient, i) => {
        graph.output(`d_${wrt[i]}`, gradient);
      });
      const session = await runtime.session(graph);
      const outputs = await session.run(
        Object.fromEntries(
          Object.entries(inputs).map(([name, rows]) => [
            name,
            runtime.tensor('float32', shapeOf(rows), Float32Array.from(rows.flat())),
          ]),
        ),
      );
      await session.release();
      const numbers = async (name: string) => Array.from((await outputs[name]?.float32()) ?? []);
      return {
        loss: (await numbers('loss'))[0],
        gradients: await Promise.all(wrt.map((n) => numbers(`d_${n}`))),
      };
    }

    // Cosines from −1 to 1 over τ = 0.01.
    const logits: Matrix = [
      [100, -100, 99.5],
      [-100, 100, 100],
    ];
    const positiveWeights: Matrix = [
      [0.5, 0, 0],
      [0.5, 0, 0],
    ];
    const negativeMask: Matrix = [
      [0, 1, 1],
      [0, 1, 1],
    ];

    test.each([
      ['standard', 1],
      ['the paper’s', 0],
    ] as const)('InfoNCE at τ = 0.01, %s form', async (_, inDenominator) => {
      const found = await evaluate(
        { logits, positiveWeights, negativeMask },
        (values, graph) =>
          infoNce({
            logits: given(values, 'logits'),
            positiveWeights: given(values, 'positiveWeights'),
            negativeMask: given(values, 'negativeMask'),
            positiveInDenominator: graph.scalar(inDenominator),
          }),
        ['logits'],
      );
      const expected = infoNceOf(logits, positiveWeights, negativeMask, inDenominator);
      expectNear([found.loss ?? Number.NaN], [expected.loss]);
      expectNear(found.gradients[0] ?? [], expected.gradient);
    });

    test('cross-entropy of logits up to ten thousand', async () => {
      const given4: Matrix = [
        [1e4, -1e4, 0, 9999],
        [-1e4, -1e4, -1e4, -1e4],
        [3, 2, 1, 1e4],
      ];
      const labels = [1, 2, 3];
      const found = await evaluate(
        {
          logits: given4,
          labelLogits: given4.map((row, i) => [row[labels[i] ?? 0] ?? 0]),
          weights: [[0.25], [0.25], [0.5]],
        },
        (values) => {
          const each = negativeLogLikelihood(given(values, 'logits'), given(values, 'labelLogits'));
          return { ...each, value: reduceSum(mul(each.value, given(values, 'weights')), [0, 1]) };
        },
        ['logits', 'labelLogits'],
      );
      const e = Math.exp(-1);
      expectNear([found.loss ?? Number.NaN], [0.25 * (2e4 + Math.log(1 + e)) + 0.25 * Math.log(4)]);
      const softmax = [1 / (1 + e), 0, 0, e / (1 + e), 0.25, 0.25, 0.25, 0.25, 0, 0, 0, 2].map((p) => p / 4);
      expectNear(found.gradients[0] ?? [], softmax);
      expectNear(found.gradients[1] ?? [], [-0.25, -0.25, -0.5]);
    });

    test('a preference between offers of very different likelihood, and of a persona without pairs', async () => {
      const scores: Matrix = [
        [-1, -500, -3, -2],
        [-1, -2, -3, -4],
      ];
      const present: Matrix = [
        [1, 1, 1, 0],
        [1, 1, 0, 0],
      ];
      const [beta, margin] = [2, 0.5];
      const found = await evaluate(
        { scores, present },
        (values, graph) => ({
          value: preference({
            scores: given(values, 'scores'),
            present: given(values, 'present'),
            accepted: 2,
            beta: graph.scalar(beta),
            margin: graph.scalar(margin),
          }),
          stopAt: [],
        }),
        ['scores'],
      );
      // The only two pairs: −1 against −3, and −500 against −3.
      const [near, far] = [beta * 2 - margin, beta * -497 - margin];
      expectNear([found.loss ?? Number.NaN], [(Math.log1p(Math.exp(-near)) - far) / 2]);
      const slope = (x: number) => -beta / (1 + Math.exp(x)) / 2;
      expectNear(found.gradients[0] ?? [], [
        ...[slope(near), slope(far), -slope(near) - slope(far), 0],
        ...[0, 0, 0, 0],
      ]);
    });

    test.each(['standard', 'paper'] as const)('a training step at τ = 0.01, %s form', async (denominator) => {
      const { config, parameters } = tinyParameters();
      const sizes = { batch: 2, promptLength: 4, accepted: 1, rejected: 1, offerLength: 3 };
      const trainer = await Trainer.create(
        runtime,
        { config, shapes: expectedT5Tensors(config), sizes, trained: { mode: 'full' }, purpose: 'step' },
        {},
        initialState(parameters),
      );
      const text = (...ids: number[]) => Int32Array.from([...ids, 1]);
      const examples = [
        { prompt: text(300, 301), accepted: [text(310, 311)], rejected: [text(320, 321)] },
        { prompt: text(330, 331), accepted: [text(340, 341)], rejected: [text(350, 351)] },
      ];
      const batch = makeBatch(examples, sizes, config);
      const optimiser = { learningRate: 1e-2, weightDecay: 0.01, maxGradientNorm: 1 };
      for (let step = 0; step < 3; step += 1) {
        const losses = await trainer.step(batch, { lambda: 0.5, temperature: 0.01, denominator }, optimiser);
        expect(Object.values(losses).every(Number.isFinite), JSON.stringify(losses)).toBe(true);
      }
      const { parameters: after } = await trainer.read();
      expect(after.every(Number.isFinite)).toBe(true);
      expect(after).not.toEqual(parameters);
      await trainer.dispose();
    });
  });
}

/** Σ w·(log(Σ negatives e^s + c·e^s⁺) − s⁺) and its gradient, with 64 bits and the largest term taken out. */
function infoNceOf(logits: Matrix, weights: Matrix, negatives: Matrix, c: number) {
  let loss = 0;
  const gradient: number[] = [];
  logits.forEach((row, b) => {
    const slopes = row.map(() => 0);
    row.forEach((s, k) => {
      const w = weights[b]?.[k] ?? 0;
      if (w === 0) return;
      const counted = row.map((_, j) => (negatives[b]?.[j] ?? 0) + (j === k ? c : 0));
      const largest = Math.max(...row.filter((_, j) => (counted[j] ?? 0) > 0));
      const terms = row.map((other, j) => (counted[j] ? Math.exp(other - largest) : 0));
      const total = terms.reduce((a, b2) => a + b2, 0);
      loss += w * (Math.log(total) + largest - s);
      terms.forEach((term, j) => {
        slopes[j] = (slopes[j] ?? 0) + w * (term / total - (j === k ? 1 : 0));
      });
    });
    gradient.push(...slopes);
  });
  return { loss, gradient };
}

function expectNear(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs((found[i] ?? Number.NaN) - value), `${found} for ${expected}`).toBeLessThanOrEqual(
      1e-5 * Math.max(1, Math.abs(value)),
    );
  });
}

function shapeOf(rows: Matrix): number[] {
  return [rows.length, rows[0]?.length ?? 0];
}

function given(values: Readonly<Record<string, Value>>, name: string): Value {
  const value = values[name];
  if (!value) throw new Error(`no input ${name}`);
  return value;
}
