import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { flattenAdapter } from '../adapter/flat-adapter.ts';
import { initialAdapter } from '../adapter/initial-adapter.ts';
import { loraTargets } from '../adapter/lora.ts';
import { personaFromJson } from '../domain/persona.ts';
import { createRandom } from '../domain/random.ts';
import { openNodeRuntime } from '../runtime/node-runtime.ts';
import type { Backend } from '../service/contract.ts';
import type { Engine } from '../service/engine.ts';
import { DEFAULT_LORA } from '../service/engine.ts';
import { EngineHost } from '../service/engine-host.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import { nodeSource } from '../t5/node-source.ts';
import { makeBatch } from '../training/batch.ts';
import { tokenise } from '../training/example-tokens.ts';
import { DEVICE_SIZES, FINE_TUNE_DEFAULTS } from '../training/fine-tune.ts';
import { uploadFrozen } from '../training/frozen.ts';
import { readReplay } from '../training/replay.ts';
import { initialState, Trainer } from '../training/trainer.ts';
import { countDispatches } from './count-dispatches.ts';
import { fail, orFail } from './options.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const HELP = `npm run bench -- [--gpu]   measures loading, writing and learning on this machine, each in a process of its own

  --models FOLDER   measure the default model of another folder like models/
  --gpu    also counts nodes and dispatches of every graph on WebGPU (through Dawn; needs a Vulkan driver)
`;

type Part = 'load' | 'write' | 'learn' | 'graphs';

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      part: { type: 'string' },
      backend: { type: 'string', default: 'wasm' },
      models: { type: 'string', default: path.join(ROOT, 'models') },
      gpu: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  if (values.part) {
    const rows = await PARTS[values.part as Part](values.backend as Backend, values.models);
    const peak: Row = { what: 'peak memory', value: process.resourceUsage().maxRSS / 1024, unit: 'MB' };
    process.stdout.write(`${JSON.stringify([...rows, peak])}\n`);
    process.exit(0);
  }
  const results = new Map<string, Row[]>();
  for (const backend of ['cpu', 'wasm'] as const) {
    for (const part of ['load', 'write', 'learn'] as const) {
      results.set(`${part} on ${backend}`, await inChild(part, backend, values.models));
    }
  }
  if (values.gpu) results.set('graphs on webgpu', await inChild('graphs', 'webgpu', values.models));
  for (const [title, rows] of results) {
    console.log(`\n${title}`);
    for (const { what, value, unit } of rows) console.log(`  ${what.padEnd(44)} ${format(value)} ${unit}`);
  }
  console.log('\nratios in this run');
  const ratio = (what: string, part: string) => {
    const value = (backend: string) =>
      results.get(`${part} on ${backend}`)?.find((row) => row.what === what)?.value ?? Number.NaN;
    console.log(
      `  ${what}: WebAssembly takes ${(value('wasm') / value('cpu')).toFixed(2)} times as long as native`,
    );
  };
  ratio('a token, 1 candidate', 'write');
  ratio('a token, 8 candidates', 'write');
  ratio('a learning step', 'learn');
}

const PARTS: Readonly<Record<Part, (backend: Backend, models: string) => Promise<Row[]>>> = {
  async load(backend, models) {
    const began = performance.now();
    const engine = await start(backend, models);
    return [
      { what: 'from files to ready', value: performance.now() - began, unit: 'ms' },
      { what: 'parameters', value: parameters(engine) / 1e6, unit: 'million' },
    ];
  },

  async write(backend, models) {
    const engine = await start(backend, models);
    const persona = orFail(
      personaFromJson(await readFile(path.join(ROOT, 'models/personas/P9654.json'), 'utf8')),
    );
    const rows: Row[] = [];
    for (const count of [1, 8]) {
      const times: number[] = [];
      let encode = 0;
      for (let seed = 0; seed < 6; seed += 1) {
        const written = orFail(await engine.write({ persona, count, seed }));
        // The first run warms up.
        if (seed > 0) times.push(written.decodeMs / written.tokens);
        encode = written.encodeMs;
      }
      const perToken = median(times);
      const name = `${count} candidate${count > 1 ? 's' : ''}`;
      rows.push({ what: `a token, ${name}`, value: perToken, unit: 'ms' });
      rows.push({ what: `tokens a second, ${name}`, value: 1000 / perToken, unit: '' });
      rows.push({ what: `encoding the prompt, ${name}`, value: encode, unit: 'ms' });
    }
    return rows;
  },

  async learn(backend, models) {
    const engine = await start(backend, models);
    const { trainer, batch } = await learner(engine);
    const times: number[] = [];
    for (let step = 0; step < 6; step += 1) {
      const began = performance.now();
      await trainer.step(batch, FINE_TUNE_DEFAULTS, FINE_TUNE_DEFAULTS);
      if (step > 0) times.push(performance.now() - began);
    }
    return [{ what: 'a learning step', value: median(times) / 1000, unit: 's' }];
  },

  async graphs(backend, models) {
    const counter = countDispatches();
    const engine = await start(backend, models);
    const rows: Row[] = [];
    const measured = async (name: string, nodes: number, run: () => Promise<unknown>) => {
      // The first run compiles shaders.
      await run();
      const counts = await counter.during(run);
      rows.push({ what: `${name}: nodes`, value: nodes, unit: '' });
      rows.push({ what: `${name}: dispatches`, value: counts.dispatches, unit: '' });
      rows.push({ what: `${name}: until the last submit`, value: counts.untilLastSubmitMs, unit: 'ms' });
    };
    const { generator } = engine;
    const adapter = generator.loadAdapter(
      initialAdapter(engine.folder.config, DEFAULT_LORA, createRandom(1)),
    );
    const ids = Int32Array.from({ length: 32 }, (_, i) => 3 + i);
    await measured('encoder', generator.nodeCounts.encoder, async () => {
      (await generator.encode(ids, adapter)).dispose();
    });
    const prompt = await generator.encode(ids, adapter);
    const stepper = generator.start(prompt, adapter, 4);
    await measured('decoder step', generator.nodeCounts.decoder, () => stepper.step(new Int32Array(4)));
    const { trainer, batch } = await learner(engine);
    await measured('learning step', trainer.nodeCount, () =>
      trainer.step(batch, FINE_TUNE_DEFAULTS, FINE_TUNE_DEFAULTS),
    );
    return rows;
  },
};

async function start(backend: Backend, models: string): Promise<Engine> {
  const host = new EngineHost({
    openRuntime: () => openNodeRuntime(backend),
    models: () => nodeSource(models),
  });
  return orFail(await host.start({ backend }, () => undefined));
}

/** A trainer as learning on the device builds it, and a batch of the model's own replay sample. */
async function learner({ runtime, folder, tokenizer }: Engine) {
  const { config, weights } = folder;
  const shapes = expectedT5Tensors(config);
  const frozen = uploadFrozen(runtime, weights, shapes);
  const adapter = initialAdapter(config, DEFAULT_LORA, createRandom(1));
  const trainer = await Trainer.create(
    runtime,
    {
      config,
      shapes,
      sizes: DEVICE_SIZES,
      trained: { mode: 'adapter', targets: loraTargets(config, DEFAULT_LORA), lora: DEFAULT_LORA },
      purpose: 'step',
    },
    frozen.feeds,
    initialState(flattenAdapter(adapter)),
  );
  const examples = readReplay(folder.replay)
    .slice(0, DEVICE_SIZES.batch)
    .map((example) => tokenise(example, tokenizer));
  return { trainer, batch: makeBatch(examples, DEVICE_SIZES, config) };
}

function parameters({ folder }: Engine): number {
  return [...expectedT5Tensors(folder.config).values()].reduce(
    (sum, shape) => sum + shape.reduce((a, b) => a * b, 1),
    0,
  );
}

function inChild(part: Part, backend: Backend, models: string): Promise<Row[]> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [...process.execArgv, process.argv[1] ?? '', '--part', part, '--backend', backend, '--models', models],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('close', (code) => {
      if (code !== 0) fail(`${part} on ${backend} ended with ${code}`);
      resolve(JSON.parse(output) as Row[]);
    });
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

await main();
