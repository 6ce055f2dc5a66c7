import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { personaFromJson } from '../domain/persona.ts';
import { openNodeRuntime } from '../runtime/node-runtime.ts';
import type { Backend, Generated } from '../service/contract.ts';
import { Engine } from '../service/engine.ts';
import { EngineHost } from '../service/engine-host.ts';
import { loadModelFolder } from '../t5/model-folder.ts';
import { nodeSource } from '../t5/node-source.ts';
import { fail, numberOption, orFail, parseOrFail } from './options.ts';

const HELP = `npm run -s offer -- --persona FILE [options]   writes offers for a persona at the terminal

  --persona FILE    JSON, as in models/personas/ ("-" reads it from standard input)
  --count N         offers to write, 1 to 16 (3)
  --seed N          same seed, same offers (7)
  --temperature N   0 writes the likeliest words; higher is bolder (0.6)
  --backend NAME    cpu (native), wasm or webgpu (cpu)
  --model NAME      a model of models/manifest.json (its default)
  --folder DIR      any T5 in the Hugging Face layout, instead
  --json            print one JSON object
`;

const BACKENDS: readonly Backend[] = ['cpu', 'wasm', 'webgpu'];

async function main(): Promise<void> {
  const values = options();
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  if (values.persona === undefined) fail(`--persona is missing.\n\n${HELP}`);
  const backend = BACKENDS.find((name) => name === values.backend);
  if (!backend) fail(`--backend is "${values.backend}", but must be one of ${BACKENDS.join(', ')}.`);
  const count = numberOption('--count', values.count, { low: 1, high: 16, whole: true });
  const seed = numberOption('--seed', values.seed, { low: 0, high: 2 ** 32 - 1, whole: true });
  const temperature = numberOption('--temperature', values.temperature, { low: 0, high: 5, whole: false });
  const persona = orFail(personaFromJson(await readText(values.persona)));

  const began = performance.now();
  const { engine, model } = values.folder
    ? await openFolder(values.folder, backend)
    : await openListed(values.model, backend);
  const loadMs = performance.now() - began;
  const written = orFail(await engine.write({ persona, count, seed, temperature }));
  const output: Generated = {
    model,
    modelHash: engine.folder.hash,
    backend: engine.runtime.backend,
    seed,
    persona,
    offers: written.offers,
    timings: {
      loadMs: Math.round(loadMs),
      encodeMs: Math.round(written.encodeMs),
      decodeMs: Math.round(written.decodeMs),
      tokens: written.tokens,
    },
  };
  process.stdout.write(values.json ? `${JSON.stringify(output, null, 2)}\n` : readable(output));
  // Threads of a browser build would keep the process waiting.
  process.exit(0);
}

async function openListed(modelId: string | undefined, backend: Backend) {
  const host = new EngineHost({
    openRuntime: (wanted = backend) => openNodeRuntime(wanted),
    models: () => nodeSource(path.join(import.meta.dirname, '../../models')),
  });
  const engine = orFail(await host.start({ backend, ...(modelId ? { modelId } : {}) }, () => undefined));
  return { engine, model: host.current?.model.id ?? '' };
}

async function openFolder(folder: string, backend: Backend) {
  const files = orFail(await loadModelFolder(nodeSource(folder)));
  const engine = orFail(await Engine.open(orFail(await openNodeRuntime(backend)), files));
  return { engine, model: path.basename(path.resolve(folder)) };
}

function options() {
  return parseOrFail(
    {
      options: {
        persona: { type: 'string' },
        count: { type: 'string', default: '3' },
        seed: { type: 'string', default: '7' },
        temperature: { type: 'string', default: '0.6' },
        backend: { type: 'string', default: 'cpu' },
        model: { type: 'string' },
        folder: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    },
    HELP,
  );
}

async function readText(file: string): Promise<string> {
  try {
    if (file !== '-') return await readFile(file, 'utf8');
    return await text(process.stdin);
  } catch (error) {
    return fail(
      `The persona file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function readable({ offers, persona, backend, timings }: Generated): string {
  const lines = offers.map(({ text: words, score, decision, audit }) => {
    const note =
      decision === 'refuse' ? `  refused: ${audit.issues.map((issue) => issue.message).join(' ')}` : '';
    return `  ${score.toFixed(2)}  ${words}${note}`;
  });
  const speed = Math.round(timings.tokens / (timings.decodeMs / 1000));
  return `Offers for ${persona.name} (fit, −1 to 1):\n${lines.join('\n')}\n${timings.tokens} tokens at ${speed} a second, on ${backend}.\n`;
}

await main();
