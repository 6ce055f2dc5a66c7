import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result, success } from '../domain/result.ts';
import { openNodeRuntime } from '../runtime/node-runtime.ts';
import type { Backend } from '../service/contract.ts';
import { simulateExamples } from '../simulation/examples.ts';
import { parseT5Config, type T5Config } from '../t5/config.ts';
import type { WeightLayout } from '../t5/embedded-weights.ts';
import { personaPrompt } from '../t5/prompt.ts';
import { createTokenizer } from '../t5/tokenizer.ts';
import type { Weights } from '../t5/weights.ts';
import { loadCheckpoint } from '../training/node-checkpoint.ts';
import { checkpointWeights } from './checkpoint-weights.ts';
import { type GreedyText, type GreedyWriter, greedyWriter, LONGEST_TEXT } from './greedy-writer.ts';
import { type Comparison, type KeptComparisons, keptComparisons } from './kept-comparisons.ts';
import { fail, numberOption, orFail, parseOrFail } from './options.ts';
import { progress } from './progress.ts';
import { storedAs, WEIGHT_KINDS, type WeightKind } from './weight-kinds.ts';

const HELP = `npm run compare-layouts -- [options]   how far quantised weights are from the float32 ones they were made from

  --work FOLDER     where the training left its checkpoint (.cache/train)
  --model FOLDER    the model that came out of it (models/offer-mini)
  --prompts N       prompts to write greedily (200)
  --backends LIST   some of cpu, wasm, webgpu (cpu,wasm); WebGPU is Dawn's and needs a Vulkan driver
  --weights LIST    some of float32, blocks, coarse, 8-bit, 4-bit (all of them)
  --kept FOLDER     where a run that was stopped left off (.cache/compare-layouts)
  --fresh           measure everything again, whatever is kept
  --texts FILE      also write what float32 weights write for each prompt, as JSON
  --json            print one JSON array
`;

const BACKENDS: readonly Backend[] = ['cpu', 'wasm', 'webgpu'];
const KINDS = Object.keys(WEIGHT_KINDS) as readonly WeightKind[];

/** One way to run the model, and how near it comes to float32 weights on the processor. */
interface Row {
  readonly weights: string;
  readonly layout: 'expanded' | 'packed';
  readonly backend: Backend;
  readonly meanError: number;
  readonly worstError: number;
  readonly same: number;
  readonly prompts: number;
}

interface Prompt {
  readonly ids: Int32Array;
  readonly hash: string;
}

async function main(): Promise<void> {
  const values = parseOrFail(
    {
      options: {
        work: { type: 'string', default: '.cache/train' },
        model: { type: 'string', default: 'models/offer-mini' },
        prompts: { type: 'string', default: '200' },
        backends: { type: 'string', default: 'cpu,wasm' },
        weights: { type: 'string', default: KINDS.join(',') },
        kept: { type: 'string', default: '.cache/compare-layouts' },
        fresh: { type: 'boolean', default: false },
        texts: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    },
    HELP,
  );
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const count = numberOption('--prompts', values.prompts, { low: 1, high: 10_000, whole: true });
  const backends = orFail(listed('--backends', values.backends, BACKENDS));
  const kinds = orFail(listed('--weights', values.weights, KINDS));
  const text = (file: string) => readFile(path.join(values.model, file), 'utf8');
  const config = orFail(parseT5Config(JSON.parse(await text('config.json'))));
  const tokenizerJson = await text('tokenizer.json');
  const tokenizer = orFail(
    createTokenizer(JSON.parse(tokenizerJson), JSON.parse(await text('tokenizer_config.json')), config),
  );
  const checkpoint = orFail(await loadCheckpoint(values.work));
  if (!checkpoint) fail(`There is no checkpoint in ${values.work}; it is what the training leaves behind.`);
  const float32 = orFail(checkpointWeights(checkpoint.parameters, config));
  const prompts = [...simulateExamples({ seed: 1, split: 'test', count })].map(({ persona }): Prompt => {
    const { ids } = tokenizer.encode(personaPrompt(persona));
    return { ids, hash: hashOf(ids).slice(0, 16) };
  });

  // Quick on the processor, so its logits, which are large, are not kept in the file.
  const reference = await writeAll(prompts, config, float32);
  if (values.texts !== undefined) {
    const texts = reference.map(({ tokens }) => tokenizer.decode([...tokens]));
    await writeFile(values.texts, `${JSON.stringify(texts, null, 1)}\n`);
  }
  const key = hashOf(checkpoint.parameters, JSON.stringify(config), String(LONGEST_TEXT));
  const sameText = (a: readonly number[], b: readonly number[]) =>
    tokenizer.decode([...a]) === tokenizer.decode([...b]);
  const rows: Row[] = [];
  for (const kind of kinds) {
    const weights = orFail(storedAs(float32, kind));
    for (const backend of backends) {
      for (const layout of layoutsOf(kind, backend)) {
        const name = `${kind} ${layout} ${backend}`;
        const file = path.join(values.kept, `${name.replaceAll(' ', '-')}.json`);
        const kept = await keptComparisons(file, key, values.fresh);
        const run = { name, prompts, reference, sameText, kept };
        const compared = await compare(run, () => openWriter(backend, config, weights, layout));
        const row = rowOf(kind, layout, backend, compared);
        rows.push(row);
        if (!values.json) console.log(line(row));
      }
    }
  }
  if (values.json) console.log(JSON.stringify(rows, null, 2));
  // Threads of the WebAssembly would keep the process waiting.
  process.exit(0);
}

/** The names of a list like `cpu,wasm`, or a sentence on what may be in it. */
function listed<T extends string>(option: string, text: string, known: readonly T[]): Result<readonly T[]> {
  const names = text.split(',').map((name) => name.trim());
  const found = known.filter((name) => names.includes(name));
  const unknown = names.find((name) => !known.some((each) => each === name));
  if (unknown === undefined) return success(found);
  return failure(
    'option-wrong',
    `${option} has "${unknown}", but takes some of ${known.join(', ')}.`,
    option,
  );
}

/** Float weights on the processor are what all others are compared with; a graphics processor keeps weights packed. */
function layoutsOf(kind: WeightKind, backend: Backend): readonly WeightLayout[] {
  if (kind === 'float32') return backend === 'cpu' ? [] : ['float32'];
  return backend === 'webgpu' ? ['packed'] : ['float32', 'packed'];
}

async function openWriter(backend: Backend, config: T5Config, weights: Weights, layout: WeightLayout) {
  const runtime = orFail(await openNodeRuntime(backend));
  const writer = await greedyWriter(runtime, config, weights, layout);
  return {
    write: writer.write,
    async dispose() {
      await writer.dispose();
      await runtime.dispose();
    },
  };
}

async function writeAll(
  prompts: readonly Prompt[],
  config: T5Config,
  weights: Weights,
): Promise<readonly GreedyText[]> {
  const writer = await openWriter('cpu', config, weights, 'float32');
  const texts: GreedyText[] = [];
  const report = progress('float32 on cpu', prompts.length);
  for (const { ids } of prompts) {
    texts.push(await writer.write(ids));
    report(texts.length);
  }
  await writer.dispose();
  return texts;
}

interface Run {
  readonly name: string;
  readonly prompts: readonly Prompt[];
  readonly reference: readonly GreedyText[];
  readonly sameText: (a: readonly number[], b: readonly number[]) => boolean;
  readonly kept: KeptComparisons;
}

/** Every prompt of a run, those that are kept taken from there. */
async function compare(run: Run, open: () => Promise<GreedyWriter>): Promise<readonly Comparison[]> {
  const { name, prompts, reference, sameText, kept } = run;
  const compared = prompts.map(({ hash }, i) => kept.find(i, hash));
  const missing = compared.filter((each) => each === undefined).length;
  if (missing < prompts.length) {
    process.stderr.write(`${name}: ${prompts.length - missing} of ${prompts.length} were kept\n`);
  }
  if (missing > 0) {
    const writer = await open();
    const report = progress(name, missing);
    let done = 0;
    for (const [i, { ids, hash }] of prompts.entries()) {
      const expected = reference[i];
      if (compared[i] !== undefined || expected === undefined) continue;
      const { tokens, firstLogits } = await writer.write(ids);
      const comparison = {
        prompt: hash,
        sameText: sameText(tokens, expected.tokens),
        error: relativeError(firstLogits, expected.firstLogits),
      };
      compared[i] = comparison;
      await kept.add(i, comparison);
      done += 1;
      report(done);
    }
    await kept.flush();
    await writer.dispose();
  }
  return compared.filter((each) => each !== undefined);
}

function rowOf(kind: WeightKind, layout: WeightLayout, backend: Backend, all: readonly Comparison[]): Row {
  const errors = all.map(({ error }) => error);
  return {
    weights: WEIGHT_KINDS[kind],
    layout: layout === 'packed' ? 'packed' : 'expanded',
    backend,
    meanError: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    worstError: Math.max(...errors),
    same: all.filter(({ sameText }) => sameText).length,
    prompts: all.length,
  };
}

function line({ weights, layout, backend, meanError, worstError, same, prompts }: Row): string {
  const errors = `${meanError.toExponential(1)} (worst ${worstError.toExponential(1)})`;
  const share = `${same} of ${prompts} (${((100 * same) / prompts).toFixed(1)}%)`;
  return `${weights.padEnd(31)} ${layout.padEnd(9)} ${backend.padEnd(7)} logits ${errors.padEnd(24)} same text ${share}`;
}

function hashOf(...parts: readonly (string | Float32Array | Int32Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(
      typeof part === 'string' ? part : new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
    );
  }
  return hash.digest('hex');
}

/** Largest difference over the largest value. */
function relativeError(actual: Float32Array, expected: Float32Array): number {
  let difference = 0;
  let scale = 0;
  for (let i = 0; i < expected.length; i += 1) {
    difference = Math.max(difference, Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? 0)));
    scale = Math.max(scale, Math.abs(expected[i] ?? 0));
  }
  return difference / scale;
}

await main();
