import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEvaluateOptions } from '../../src/cli/evaluate-options.ts';
import { shippedModel } from '../../src/cli/shipped-model.ts';
import { loadModelFolder } from '../../src/t5/model-folder.ts';
import { nodeSource } from '../../src/t5/node-source.ts';
import { failureOf, unwrap } from '../storage/samples.ts';
import { writeTinyModels } from '../support/tiny-folder.ts';

let models: string;

beforeAll(async () => {
  models = await mkdtemp(path.join(tmpdir(), 'offersmith-models-'));
  await writeTinyModels(models, { id: 'big', layers: 2, packed: true }, { id: 'small', light: true });
});
afterAll(() => rm(models, { recursive: true }));

test('is the default, whatever the machine has, or the one that is named', async () => {
  const layers = async (wanted?: string) => unwrap(await shippedModel(models, wanted)).config.numLayers;
  expect(await layers()).toBe(2);
  expect(await layers('big')).toBe(2);
  expect(await layers('small')).toBe(1);
  const unknown = await shippedModel(models, 'none');
  expect(failureOf(unknown)).toBe('model-unknown');
  expect(unknown.ok ? '' : unknown.failures[0]?.message).toContain('It lists: big, small.');
});

test('from a folder of its own, packed weights are found as well', async () => {
  const { hash } = unwrap(await loadModelFolder(nodeSource(path.join(models, 'big'))));
  expect(hash).toBe(unwrap(await shippedModel(models, 'big')).hash);
});

test('the evaluation takes the name of one', () => {
  expect(unwrap(readEvaluateOptions(['--model', 'small'])).model).toBe('small');
  expect(unwrap(readEvaluateOptions([]))).not.toHaveProperty('model');
});
