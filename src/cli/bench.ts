import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Persona, personaFromJson } from '../domain/persona.ts';
import type { Backend } from '../service/contract.ts';
import type { Engine } from '../service/engine.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import { FINE_TUNE_DEFAULTS } from '../training/fine-tune.ts';
import { businessFolder } from './bench-business.ts';
import { type CustomersBench, measureCustomers } from './bench-customers.ts';
import { type BenchModel, benchEngine, benchLearner } from './bench-engine.ts';
import { type BenchRow, type BenchSection, median, sectionText } from './bench-row.ts';
import { buildApp, isStale } from './build-app.ts';
import { measureBrowser } from './measure-browser.ts';
import { measureCustomersPage } from './measure-customers.ts';
import { measureGraphs } from './measure-graphs.ts';
import { measurePeer } from './measure-peer.ts';
import { measureWriting } from './measure-writing.ts';
import { fail, numberOption, orFail, parseOrFail } from './options.ts';
import { serve } from './serve.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const HELP = `npm run bench -- [options]   measures loading, writing and learning on this machine, each in a process of its own

  --models FOLDER   a folder like models/ (models)
  --model NAME      a model of its manifest (its default); on the page it is the one that the page takes
  --gpu             also counts nodes and dispatches of every graph on WebGPU (through Dawn; needs a Vulkan driver)
  --browser         also measures the built page in Chromium, with the memory of its process (on Linux), and how
                    soon page and worker answer while the simulated customers are imported and a campaign is tried
  --alone           only what --gpu and --browser add
  --only PART       customers: profiling, grouping and matching, against scikit-learn and xgboost; engine: the rest
  --customers N     as many simulated customers (80000)
  --pairs N         turns of each comparison (3)
  --python PROGRAM  a Python with scikit-learn and xgboost; or set OFFERSMITH_PYTHON (python3)
  --json            print one JSON array
`;

const LEARNING_STEPS = 6;

type Part = 'load' | 'write' | 'learn' | 'peer' | 'graphs';

async function main(): Promise<void> {
  const values = parseOrFail(
    {
      options: {
        part: { type: 'string' },
        backend: { type: 'string', default: 'wasm' },
        models: { type: 'string', default: path.join(ROOT, 'models') },
        model: { type: 'string' },
        gpu: { type: 'boolean', default: false },
        browser: { type: 'boolean', default: false },
        alone: { type: 'boolean', default: false },
        only: { type: 'string' },
        customers: { type: 'string', default: '80000' },
        pairs: { type: 'string', default: '3' },
        python: { type: 'string', default: process.env.OFFERSMITH_PYTHON ?? 'python3' },
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
  if (values.only !== undefined && values.only !== 'customers' && values.only !== 'engine') {
    fail(`--only is "${values.only}", but must be customers or engine.`);
  }
  const bench: CustomersBench = {
    customers: numberOption('--customers', values.customers, { low: 100, high: 1_000_000, whole: true }),
    pairs: numberOption('--pairs', values.pairs, { low: 1, high: 100, whole: true }),
    cache: path.join(ROOT, '.cache/bench'),
    python: values.python,
    script: path.join(ROOT, 'test/fixtures/python_peer.py'),
  };
  const place = { models: values.models, ...(values.model !== undefined && { model: values.model }) };
  if (values.part === 'customers') {
    process.stdout.write(`${JSON.stringify(await measureCustomers(bench))}\n`);
    process.exit(0);
  }
  if (values.part) {
    const rows = await PARTS[values.part as Part](values.backend as Backend, place);
    const peak: BenchRow = { what: 'peak memory', value: process.resourceUsage().maxRSS / 1024, unit: 'MB' };
    process.stdout.write(`${JSON.stringify([...rows, peak])}\n`);
    process.exit(0);
  }
  const sections: BenchSection[] = [];
  const add = (section: BenchSection) => {
    sections.push(section);
    if (!values.json) console.log(sectionText(section));
  };
  if (!values.alone && values.only !== 'customers') {
    for (const backend of ['cpu', 'wasm'] as const) {
      for (const part of ['load', 'write', 'learn'] as const) add(await inChild(part, backend, place));
    }
    add(await inChild('peer', 'cpu', place));
    if (!values.json) console.log(ratiosText(sections));
  }
  if (!values.alone && values.only !== 'engine') {
    const asked = ['--customers', values.customers, '--pairs', values.pairs, '--python', values.python];
    for (const section of await childOutput<BenchSection[]>(['--part', 'customers', ...asked])) add(section);
  }
  if (values.gpu) add(await inChild('graphs', 'webgpu', place));
  if (values.browser) for (const section of await browserSections(values.only, bench)) add(section);
  if (values.json) console.log(JSON.stringify(sections, null, 2));
}

const PARTS: Readonly<Record<Part, (backend: Backend, place: BenchModel) => Promise<readonly BenchRow[]>>> = {
  async load(backend, place) {
    const began = performance.now();
    const engine = await benchEngine(backend, place);
    return [
      { what: 'from files to ready', value: performance.now() - began, unit: 'ms' },
      { what: 'parameters', value: parameters(engine) / 1e6, unit: 'million' },
    ];
  },

  async write(backend, place) {
    return measureWriting(await benchEngine(backend, place), await examplePersona());
  },

  async learn(backend, place) {
    const learner = benchLearner(await benchEngine(backend, place));
    const trainer = await learner.trainer('step');
    const times: number[] = [];
    for (let step = 0; step < LEARNING_STEPS; step += 1) {
      const began = performance.now();
      await trainer.step(learner.batch, FINE_TUNE_DEFAULTS, FINE_TUNE_DEFAULTS);
      if (step > 0) times.push(performance.now() - began);
    }
    return [{ what: 'a learning step', value: median(times) / 1000, unit: 's' }];
  },

  async peer(backend, place) {
    return measurePeer(await benchEngine(backend, place), await examplePersona());
  },

  graphs: (_, place) => measureGraphs(place),
};

/** The page as `npm start` serves it, in a browser of its own. */
async function browserSections(
  only: string | undefined,
  { cache, customers }: CustomersBench,
): Promise<readonly BenchSection[]> {
  if (isStale(ROOT) && !(await buildApp(ROOT))) fail('The pages could not be built; the reason is above.');
  const served = orFail(await serve(path.join(ROOT, 'dist'), 0));
  const { address } = served;
  const sections: BenchSection[] = [];
  if (only !== 'customers') {
    sections.push(...orFail(await measureBrowser({ address, persona: await examplePersona() })));
  }
  if (only !== 'engine') {
    const folder = await businessFolder(cache, customers);
    sections.push(...orFail(await measureCustomersPage({ address, folder })));
  }
  await served.close();
  return sections;
}

async function examplePersona(): Promise<Persona> {
  return orFail(personaFromJson(await readFile(path.join(ROOT, 'models/personas/P9654.json'), 'utf8')));
}

function parameters({ folder }: Engine): number {
  return [...expectedT5Tensors(folder.config).values()].reduce(
    (sum, shape) => sum + shape.reduce((a, b) => a * b, 1),
    0,
  );
}

async function inChild(part: Part, backend: Backend, { models, model }: BenchModel): Promise<BenchSection> {
  const which = ['--models', models, ...(model === undefined ? [] : ['--model', model])];
  const rows = await childOutput<BenchRow[]>(['--part', part, '--backend', backend, ...which]);
  return { title: `${part} on ${backend}`, rows };
}

/** This command with other arguments, in a process of its own; what it prints, which is JSON. */
function childOutput<T>(args: readonly string[]): Promise<T> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? '', ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('close', (code) => {
      if (code !== 0) fail(`bench ${args.join(' ')} ended with ${code}`);
      resolve(JSON.parse(output) as T);
    });
  });
}

/** WebAssembly against native code and transformers.js against us, in this run: a busy machine blurs these less than times. */
function ratiosText(sections: readonly BenchSection[]): string {
  const value = (title: string, what: string) =>
    sections.find((section) => section.title === title)?.rows.find((row) => row.what === what)?.value ??
    Number.NaN;
  const ratio = (part: Part, what: string) => {
    const times = value(`${part} on wasm`, what) / value(`${part} on cpu`, what);
    return `  ${what}: WebAssembly takes ${times.toFixed(2)} times as long as native`;
  };
  const lines = [
    ratio('write', 'a token, 1 candidate'),
    ratio('write', 'a token, 8 candidates'),
    ratio('learn', 'a learning step'),
    ...['1 candidate', '8 candidates'].map((name) => {
      const what = `a token with its share of encoding, ${name}`;
      const times = value('peer on cpu', what) / value('write on cpu', what);
      return `  ${what}: transformers.js takes ${times.toFixed(2)} times as long as this engine, both native`;
    }),
  ];
  return ['', 'ratios in this run', ...lines].join('\n');
}

await main();
