import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../src/service/engine.ts';
import { EngineHost } from '../../src/service/engine-host.ts';
import { unwrap } from '../storage/samples.ts';
import { openInBrowser } from '../support/open-in-browser.ts';
import { tinyExamples, tinyModels } from '../support/tiny-model.ts';

// On WebGPU the 8-bit weights stay packed, on WebAssembly they are expanded to float32.
const personas = tinyExamples(2).map(({ persona }) => persona);
const hosts: EngineHost[] = [];
let gpu: Engine;
let processor: Engine;

beforeAll(async () => {
  const models = await tinyModels({ layers: 2, seed: 7 });
  const start = async (backend: 'webgpu' | 'wasm') => {
    const host = new EngineHost({ openRuntime: openInBrowser, models: () => models });
    hosts.push(host);
    return unwrap(await host.start({ backend }, () => {}));
  };
  [gpu, processor] = [await start('webgpu'), await start('wasm')];
});

afterAll(async () => {
  for (const host of hosts) await host.stop();
});

test('each runs where it was told to', () => {
  expect([gpu.runtime.backend, processor.runtime.backend]).toEqual(['webgpu', 'wasm']);
});

test.each(personas)('both write the same for $name, greedily', async (persona) => {
  const write = async (engine: Engine) =>
    unwrap(await engine.write({ persona, count: 3, seed: 1, temperature: 0 })).offers;
  const [one, other] = [await write(gpu), await write(processor)];
  expect(one.map(({ text }) => text)).toEqual(other.map(({ text }) => text));
  expect(one.some(({ text }) => text.length > 20)).toBe(true);
  one.forEach(({ score }, i) => {
    expect(Math.abs(score - (other[i]?.score ?? Number.NaN))).toBeLessThan(1e-3);
  });
});

test('both find the same similarities', async () => {
  const [example] = tinyExamples(1);
  const texts = [...(example?.accepted ?? []), ...(example?.rejected ?? [])];
  const similarities = async (engine: Engine) => {
    const [persona] = personas;
    if (!persona) throw new Error('no persona');
    return (await engine.embed(persona, texts)).similarities;
  };
  const [one, other] = [await similarities(gpu), await similarities(processor)];
  expect(one).toHaveLength(6);
  one.forEach((similarity, i) => {
    expect(Math.abs(similarity - (other[i] ?? Number.NaN))).toBeLessThan(1e-4);
  });
});
