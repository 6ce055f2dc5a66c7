import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { initialAdapter } from '../adapter/initial-adapter.ts';
import { createRandom } from '../domain/random.ts';
import { mostLikelyToken } from '../generation/sampling.ts';
import { T5Generator } from '../generation/t5-generator.ts';
import { openNodeRuntime } from '../runtime/node-runtime.ts';
import type { Backend } from '../service/contract.ts';
import { DEFAULT_LORA } from '../service/engine.ts';
import { simulateExamples } from '../simulation/examples.ts';
import { parseT5Config, type T5Config } from '../t5/config.ts';
import type { WeightLayout } from '../t5/embedded-weights.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import { personaPrompt } from '../t5/prompt.ts';
import { quantiseWeights } from '../t5/quantise.ts';
import { createTokenizer } from '../t5/tokenizer.ts';
import { floatWeight, readWeights, type Weights, weightsOf } from '../t5/weights.ts';
import { keepsFloat16 } from '../training/model-files.ts';
import { loadCheckpoint } from '../training/node-checkpoint.ts';
import { parameterLayout, views } from '../training/parameter-layout.ts';
import { fail, numberOption, orFail } from './options.ts';

const HELP = `npm run compare-layouts -- [options]   how far quantised weights are from the float32 ones they were made from

  --work FOLDER     where the training left its checkpoint (.cache/train)
  --model FOLDER    the model that came out of it (models/offer-mini)
  --prompts N       prompts to write greedily (200)
`;

const LONGEST = 40;

interface Outcome {
  readonly texts: readonly string[];
  /** Logits of the first token, a prompt each. */
  readonly logits: readonly Float32Array[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      work: { type: 'string', default: '.cache/train' },
      model: { type: 'string', default: 'models/offer-mini' },
      prompts: { type: 'string', default: '200' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const count = numberOption('--prompts', values.prompts, { low: 1, high: 10_000, whole: true });
  const json = async (file: string) => JSON.parse(await readFile(path.join(values.model, file), 'utf8'));
  const config = orFail(parseT5Config(await json('config.json')));
  const tokenizer = orFail(
    createTokenizer(await json('tokenizer.json'), await json('tokenizer_config.json'), config),
  );
  const checkpoint = orFail(await loadCheckpoint(values.work));
  if (!checkpoint) fail(`There is no checkpoint in ${values.work}; it is what the training leaves behind.`);
  const float32 = floatWeights(checkpoint.parameters, config);
  const prompts = [...simulateExamples({ seed: 1, split: 'test', count })].map(
    ({ persona }) => tokenizer.encode(personaPrompt(persona)).ids,
  );

  const write = async (weights: Weights, layout: WeightLayout, backend: Backend): Promise<Outcome> => {
    const runtime = orFail(await openNodeRuntime(backend));
    const generator = await T5Generator.create(runtime, config, weights, DEFAULT_LORA, layout);
    const adapter = generator.loadAdapter(initialAdapter(config, DEFAULT_LORA, createRandom(1)));
    const texts: string[] = [];
    const firsts: Float32Array[] = [];
    for (const ids of prompts) {
      const prompt = await generator.encode(ids, adapter);
      const stepper = generator.start(prompt, adapter, 1);
      const tokens: number[] = [];
      let token = config.decoderStartTokenId;
      while (tokens.length < LONGEST) {
        const { logits } = await stepper.step(Int32Array.of(token));
        if (tokens.length === 0) firsts.push(logits.slice());
        token = mostLikelyToken(logits);
        if (token === config.eosTokenId) break;
        tokens.push(token);
      }
      texts.push(tokenizer.decode(tokens));
      stepper.dispose();
      prompt.dispose();
    }
    await runtime.dispose();
    return { texts, logits: firsts };
  };

  const reference = await write(float32, 'float32', 'cpu');
  console.log('weights        backend   logits, relative error   same greedy text');
  const report = (name: string, backend: Backend, outcome: Outcome) => {
    const errors = outcome.logits.map((logits, i) => relativeError(logits, reference.logits[i] ?? logits));
    const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
    const same = outcome.texts.filter((text, i) => text === reference.texts[i]).length;
    console.log(
      `${name.padEnd(14)} ${backend.padEnd(9)} ${`${mean.toExponential(1)} (worst ${Math.max(...errors).toExponential(1)})`.padEnd(24)} ${same} of ${count} (${((100 * same) / count).toFixed(1)}%)`,
    );
  };
  report('float32', 'wasm', await write(float32, 'float32', 'wasm'));
  for (const bits of [8, 4] as const) {
    const quantised = orFail(readWeights(quantiseWeights(float32, { bits, skip: keepsFloat16 })));
    for (const backend of ['cpu', 'wasm'] as const) {
      report(`${bits}-bit expanded`, backend, await write(quantised, 'float32', backend));
      report(`${bits}-bit packed`, backend, await write(quantised, 'packed', backend));
    }
  }
  process.exit(0);
}

function floatWeights(parameters: Float32Array, config: T5Config): Weights {
  const layout = parameterLayout(expectedT5Tensors(config));
  const tensors = views(parameters, layout);
  return weightsOf(
    new Map(
      layout.entries.map(({ name, shape }) => [
        name,
        floatWeight(name, shape, tensors.get(name) ?? new Float32Array()),
      ]),
    ),
  );
}

/** Largest difference over the largest value. */
function relativeError(actual: Float32Array, expected: Float32Array): number {
  let difference = 0;
  let scale = 0;
  for (let i = 0; i < expected.length; i += 1) {
    difference = Math.max(difference, Math.abs((actual[i] ?? 0) - (expected[i] ?? 0)));
    scale = Math.max(scale, Math.abs(expected[i] ?? 0));
  }
  return difference / scale;
}

await main();
