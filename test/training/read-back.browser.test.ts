import { afterEach, beforeEach, expect, test } from 'vitest';
import { flattenAdapter } from '../../src/adapter/flat-adapter.ts';
import { initialAdapter } from '../../src/adapter/initial-adapter.ts';
import { loraTargets } from '../../src/adapter/lora.ts';
import { createRandom } from '../../src/domain/random.ts';
import { openBrowserRuntime } from '../../src/runtime/browser-runtime.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { expectedT5Tensors } from '../../src/t5/expected-tensors.ts';
import { createTokenizer } from '../../src/t5/tokenizer.ts';
import { makeBatch } from '../../src/training/batch.ts';
import { tokenise } from '../../src/training/example-tokens.ts';
import { FINE_TUNE_DEFAULTS } from '../../src/training/fine-tune.ts';
import { initialState, Trainer } from '../../src/training/trainer.ts';
import { unwrap } from '../storage/samples.ts';
import { tinyExamples, tinyParameters, tinyTokenizer } from '../support/tiny-model.ts';
import { type GpuWatch, watchGpu } from '../support/watch-gpu.ts';

const SIZES = { batch: 1, promptLength: 56, accepted: 1, rejected: 1, offerLength: 24 };
const LORA = { rank: 4, alpha: 4, targetModules: ['q', 'v'] };
/** Total, contrastive and generative loss and the gradient's norm, in float32. */
const LOSSES_BYTES = 16;

const { config, layout, parameters } = tinyParameters();
const { tokenizerJson, tokenizerConfig } = tinyTokenizer();
const tokenizer = unwrap(createTokenizer(tokenizerJson, tokenizerConfig, config));
const batch = makeBatch(
  tinyExamples(SIZES.batch).map((example) => tokenise(example, tokenizer)),
  SIZES,
  config,
);

let gpu: GpuWatch;
let runtime: Runtime;

beforeEach(async () => {
  gpu = watchGpu();
  runtime = unwrap(await openBrowserRuntime({ backend: 'webgpu', runtimeUrl: '/runtime/' }));
});

afterEach(async () => {
  await runtime.dispose();
  gpu.stop();
});

/** What is read back while `work` runs. */
async function readsOf(work: () => Promise<unknown>): Promise<readonly number[]> {
  const before = gpu.reads.length;
  await work();
  return gpu.reads.slice(before);
}

test.each(['step', 'accumulate'] as const)(
  'a training %s reads back the losses alone',
  { timeout: 120_000 },
  async (purpose) => {
    const shapes = expectedT5Tensors(config);
    const feeds = Object.fromEntries(
      layout.entries.map(({ name, shape, offset, size }) => [
        name,
        runtime.upload(shape, parameters.slice(offset, offset + size)),
      ]),
    );
    const adapter = flattenAdapter(initialAdapter(config, LORA, createRandom(1)));
    const trained = { mode: 'adapter', targets: loraTargets(config, LORA), lora: LORA } as const;
    const options = { config, shapes, sizes: SIZES, trained, purpose };
    const trainer = await Trainer.create(runtime, options, feeds, initialState(adapter));
    const step = async () => {
      const { total, gradientNorm } = await trainer.step(batch, FINE_TUNE_DEFAULTS, FINE_TUNE_DEFAULTS);
      expect(total).toBeGreaterThan(0);
      expect(gradientNorm).toBeGreaterThan(0);
    };
    expect(await readsOf(step)).toEqual([LOSSES_BYTES]);
    // The first step compiles; the second is fed what the first one left on the device.
    expect(await readsOf(step)).toEqual([LOSSES_BYTES]);

    // Were more read back, it would be seen: here it is asked for.
    const state = await readsOf(() => trainer.read());
    expect(state).toHaveLength(3);
    for (const bytes of state) expect(bytes).toBeGreaterThanOrEqual(4 * adapter.length);
    await trainer.dispose();
  },
);
