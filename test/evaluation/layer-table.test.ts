import { expect, it, test } from 'vitest';
import { bandOf, layerAlphas, layerTable } from '../../src/evaluation/layer-table.ts';
import { spectralAlpha } from '../../src/evaluation/spectral-alpha.ts';
import { expectedT5Tensors } from '../../src/t5/expected-tensors.ts';
import { floatWeight, type Weights, weightsOf } from '../../src/t5/weights.ts';
import { tinyConfig, tinyParameters } from '../support/tiny-model.ts';

function tinyWeights(): Weights {
  const { layout, parameters } = tinyParameters({ layers: 1 });
  return weightsOf(
    new Map(
      layout.entries.map(({ name, shape, offset, size }) => [
        name,
        floatWeight(name, shape, parameters.subarray(offset, offset + size)),
      ]),
    ),
  );
}

test.each([
  [1.99, 'overfit'],
  [2, 'normal'],
  [6, 'normal'],
  [6.01, 'underfit'],
])('α = %d is %s', (alpha, band) => {
  expect(bandOf(alpha)).toBe(band);
});

it('has a row for every matrix and counts those with an α', () => {
  const weights = tinyWeights();
  const table = layerTable(layerAlphas(weights));
  const matrices = [...expectedT5Tensors(tinyConfig())].filter(([, shape]) => shape.length === 2);
  expect(table.layers.map(({ name }) => name).sort()).toEqual(matrices.map(([name]) => name).sort());
  // Tables of relative positions have as many columns as heads, here 4.
  const unfitted = table.layers.filter(({ alpha }) => alpha === undefined).map(({ name }) => name);
  expect(unfitted).toEqual([
    'encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight',
    'decoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight',
  ]);
  const { overfit, normal, underfit } = table.counts;
  expect(overfit + normal + underfit).toBe(matrices.length - 2);
  const shared = table.layers.find(({ name }) => name === 'shared.weight');
  const [rows, cols] = shared?.shape ?? [0, 0];
  expect(shared?.alpha).toBe(spectralAlpha(weights.get('shared.weight').float32(), rows, cols)?.alpha);
  const alphas = table.layers.flatMap(({ alpha }) => alpha ?? []);
  expect(table.meanAlpha).toBeCloseTo(alphas.reduce((sum, alpha) => sum + alpha, 0) / alphas.length, 12);
});

it('works one layer at a time', () => {
  const layers = layerAlphas(tinyWeights());
  const first = layers.next();
  expect(first.value).toMatchObject({ name: 'shared.weight', shape: [600, 64] });
  expect(layers.return().done).toBe(true);
});

it('counts as many layers in a T5-small as table 1 of SLM4Offer: 97', () => {
  const small = {
    ...tinyConfig(6),
    ...{ vocabSize: 32_100, dModel: 512, dKv: 64, dFf: 2048, numHeads: 8 },
  };
  // Without the two tables of relative positions, which have 8 eigenvalues.
  const fitted = [...expectedT5Tensors(small).values()].filter(
    (shape) => shape.length === 2 && Math.min(...shape) >= 20,
  );
  expect(fitted.length).toBe(97);
  // Its rows: overfit, normal, underfit.
  expect([1 + 82 + 14, 1 + 85 + 11]).toEqual([97, 97]);
});

it('has no mean without layers', () => {
  expect(layerTable([])).toEqual({
    layers: [],
    counts: { overfit: 0, normal: 0, underfit: 0 },
    meanAlpha: undefined,
  });
});
