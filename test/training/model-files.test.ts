import { expect, test } from 'vitest';
import { parseT5Config } from '../../src/t5/config.ts';
import { checkWeights } from '../../src/t5/expected-tensors.ts';
import { readWeights } from '../../src/t5/weights.ts';
import { configJson, modelBytes } from '../../src/training/model-files.ts';
import { views } from '../../src/training/parameter-layout.ts';
import { unwrap } from '../storage/samples.ts';
import { tinyParameters } from '../support/tiny-model.ts';
import { relativeError } from '../t5/fixture.ts';

const { config, layout, parameters } = tinyParameters({ layers: 2 });

test('a config comes back from config.json', () => {
  for (const feedForward of ['relu', 'gated-gelu'] as const) {
    for (const tieWordEmbeddings of [true, false]) {
      const given = { ...config, feedForward, tieWordEmbeddings, numDecoderLayers: 3 };
      expect(unwrap(parseT5Config(JSON.parse(JSON.stringify(configJson(given)))))).toEqual(given);
      const placed = { ...given, offerEmbedding: 'encoder-mean' } as const;
      expect(unwrap(parseT5Config(configJson(placed)))).toEqual(placed);
    }
  }
});

test.each([
  [8, 0.005],
  [4, 0.12],
] as const)('parameters come back from model.safetensors, as near as %i bits let them', (bits, error) => {
  const weights = unwrap(readWeights(modelBytes(parameters, layout, { bits })));
  unwrap(checkWeights(weights, config));
  for (const [name, values] of views(parameters, layout)) {
    expect(relativeError(weights.get(name).float32(), values), name).toBeLessThan(error);
  }
});

test('four bits take about half the room of eight', () => {
  const [four = 0, eight = 0] = ([4, 8] as const).map(
    (bits) => modelBytes(parameters, layout, { bits }).length,
  );
  expect(four / eight).toBeGreaterThan(0.45);
  expect(four / eight).toBeLessThan(0.75);
});
