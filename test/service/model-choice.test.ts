import { expect, test } from 'vitest';
import { modelAsked, modelForDevice } from '../../src/service/model-choice.ts';
import type { Manifest } from '../../src/t5/manifest.ts';

const entry = (id: string, name: string): Manifest['models'][number] => ({
  ...{ id, name, description: '', parameters: 1, downloadBytes: 1 },
  files: [],
});
const two: Manifest = {
  default: 'big',
  light: 'small',
  models: [entry('big', 'Big one'), entry('small', 'Small one')],
};

test('a graphics processor gets the default, the processor of a browser the light model, each with its reason', () => {
  expect(modelForDevice(two, 'webgpu')).toMatchObject({
    entry: { id: 'big' },
    choice: { by: 'device', reason: expect.stringMatching(/graphics processor.*Big one was taken/) },
  });
  expect(modelForDevice(two, 'wasm')).toMatchObject({
    entry: { id: 'small' },
    choice: { by: 'device', reason: expect.stringMatching(/processor here, so Small one was taken/) },
  });
});

test('at the terminal, and where the backend was not for the device to say, it is the default', () => {
  for (const chosen of [modelForDevice(two, 'cpu'), modelForDevice(two)]) {
    expect(chosen.entry.id).toBe('big');
    expect(chosen.choice.reason).not.toMatch(/graphics/);
  }
});

test('without a light model, or with one that is the default, there is nothing to weigh', () => {
  const { light: _, ...without } = two;
  for (const manifest of [without, { ...two, light: 'big' }]) {
    for (const backend of ['webgpu', 'wasm'] as const) {
      const { entry: taken, choice } = modelForDevice(manifest, backend);
      expect(taken.id).toBe('big');
      expect(choice.reason).not.toMatch(/graphics/);
    }
  }
  const one = { default: 'big', models: [entry('big', 'Big one')] };
  expect(modelForDevice(one, 'wasm').choice.reason).toBe('It is the model that comes with this page.');
});

test('what is asked for is taken, and told apart by who asked', () => {
  expect(modelAsked(two, 'small', 'person')).toMatchObject({
    entry: { id: 'small' },
    choice: { by: 'person', reason: 'You have chosen it for this device.' },
  });
  expect(modelAsked(two, 'big', 'caller').choice.by).toBe('caller');
  expect(() => modelAsked(two, 'none', 'person')).toThrow(RangeError);
});
