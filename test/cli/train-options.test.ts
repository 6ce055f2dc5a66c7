import { expect, test } from 'vitest';
import { readTrainOptions } from '../../src/cli/train-options.ts';
import { unwrap } from '../storage/samples.ts';

test('mini starts from nothing and is stored in blocks', () => {
  const options = unwrap(readTrainOptions([]));
  expect(options).toMatchObject({
    name: 'Offer mini',
    out: 'models/offer-mini',
    growFrom: undefined,
    storing: { bits: 8 },
    help: false,
  });
  expect(options.settings).toMatchObject({ steps: 5000, width: 256, encoderLayers: 4, rate: 0.02, seed: 1 });
});

test("small has T5-small's shape, grows from mini and is stored on a coarse grid", () => {
  const options = unwrap(readTrainOptions(['--size', 'small', '--steps', '7']));
  expect(options).toMatchObject({ out: 'models/offer-small', growFrom: 'models/offer-mini' });
  expect(options.storing).toEqual({ grid: 0.25 });
  expect(options.settings).toMatchObject({ steps: 7, width: 512, feedForward: 2048 });
  expect(options.settings).toMatchObject({ encoderLayers: 6, decoderLayers: 6 });
});

test('weights can be stored otherwise', () => {
  const storing = (...args: string[]) => unwrap(readTrainOptions(['--size', 'small', ...args])).storing;
  expect(storing('--bits', '8')).toEqual({ bits: 8 });
  expect(storing('--grid', '0.1')).toEqual({ grid: 0.1 });
});

test.each([
  [['--size', 'huge'], ['--size is "huge", but must be mini or small.']],
  [
    ['--width', '70', '--bits', '3', '--grow', ' ', '--backend', 'wasm'],
    [
      '--width is 70, but must be a multiple of 64.',
      '--bits is "3", but must be 4 or 8.',
      '--backend is "wasm", but must be cpu or webgpu.',
      '--grow is empty; name a folder.',
    ],
  ],
  [['--grid', '0'], ['--grid is "0", but must be a number from 0.001 to 1.']],
  [
    ['--grid', '0.1', '--bits', '4'],
    ['--grid and --bits are two ways to store the weights; leave one of them out.'],
  ],
  [['--steps', 'many'], ['--steps is "many", but must be a whole number from 1 to 1000000.']],
])('%j is refused in plain words', (args, messages) => {
  const read = readTrainOptions(args);
  expect(read.ok ? [] : read.failures.map(({ message }) => message)).toEqual(messages);
});

test('an option that does not exist is named', () => {
  const read = readTrainOptions(['--stepps', '3']);
  expect(read.ok ? '' : read.failures[0]?.message).toMatch(/--stepps.*--help lists the options/s);
});
