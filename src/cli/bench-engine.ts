import { flattenAdapter } from '../adapter/flat-adapter.ts';
import { initialAdapter } from '../adapter/initial-adapter.ts';
import { loraTargets } from '../adapter/lora.ts';
import { createRandom } from '../domain/random.ts';
import { openNodeRuntime } from '../runtime/node-runtime.ts';
import type { Backend } from '../service/contract.ts';
import { DEFAULT_LORA, type Engine } from '../service/engine.ts';
import { EngineHost } from '../service/engine-host.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import { nodeSource } from '../t5/node-source.ts';
import { makeBatch } from '../training/batch.ts';
import { Evaluator } from '../training/evaluator.ts';
import { tokenise } from '../training/example-tokens.ts';
import { DEVICE_SIZES } from '../training/fine-tune.ts';
import { uploadFrozen } from '../training/frozen.ts';
import { readReplay } from '../training/replay.ts';
import { initialState, Trainer } from '../training/trainer.ts';
import { orFail } from './options.ts';

/** Which model is measured. */
export interface BenchModel {
  /** A folder like models/. */
  readonly models: string;
  /** A model of its manifest; the default when left out. */
  readonly model?: string;
}

/** A listed model, started as the product starts it. */
export async function benchEngine(backend: Backend, { models, model }: BenchModel): Promise<Engine> {
  const host = new EngineHost({
    openRuntime: () => openNodeRuntime(backend),
    models: () => nodeSource(models),
  });
  return orFail(await host.start({ backend, ...(model && { modelId: model }) }, () => undefined));
}

/** What learning on the device builds, on weights that are uploaded once, and a batch of the model's replay sample. */
export function benchLearner({ runtime, folder, tokenizer }: Engine) {
  const { config, weights } = folder;
  const shapes = expectedT5Tensors(config);
  const frozen = uploadFrozen(runtime, weights, shapes);
  const trained = {
    mode: 'adapter',
    targets: loraTargets(config, DEFAULT_LORA),
    lora: DEFAULT_LORA,
  } as const;
  const options = { config, shapes, sizes: DEVICE_SIZES, trained };
  const parameters = flattenAdapter(initialAdapter(config, DEFAULT_LORA, createRandom(1)));
  const examples = readReplay(folder.replay)
    .slice(0, DEVICE_SIZES.batch)
    .map((example) => tokenise(example, tokenizer));
  return {
    options,
    parameters,
    batch: makeBatch(examples, DEVICE_SIZES, config),
    trainer: (purpose: 'step' | 'accumulate') =>
      Trainer.create(runtime, { ...options, purpose }, frozen.feeds, initialState(parameters)),
    evaluator: () => Evaluator.create(runtime, options, frozen.feeds),
  };
}
