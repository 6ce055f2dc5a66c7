import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { initialAdapter } from '../adapter/initial-adapter.ts';
import { createRandom } from '../domain/random.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { greedyTokens } from '../generation/greedy.ts';
import { T5Generator } from '../generation/t5-generator.ts';
import { openNodeRuntime } from '../runtime/node-runtime.ts';
import { DEFAULT_LORA } from '../service/engine.ts';
import { personaSeed, simulateCustomer } from '../simulation/examples.ts';
import { loadModelFolder } from '../t5/model-folder.ts';
import { nodeSource } from '../t5/node-source.ts';
import { personaPrompt } from '../t5/prompt.ts';
import { createTokenizer } from '../t5/tokenizer.ts';
import { makeFolder } from './make-folder.ts';
import { fail, numberOption, orFail, parseOrFail } from './options.ts';
import { type PromptFile, pythonTexts } from './python-texts.ts';
import { textsOnPage } from './transformers-page.ts';

const HELP = `npm run -s compare-export -- --folder FOLDER [options]   do all engines write the same greedy text?

  --folder FOLDER   what "npm run export" wrote, with --dtype all
  --prompts N       simulated customers of the test split (100)
  --browser LIST    some of wasm, webgpu: transformers.js in Chromium as well; WebGPU is a software adapter, slow, unless
                    OFFERSMITH_GPU=1
  --work FOLDER     where prompts.json goes, and where python.json is looked for (.cache/compare-export)

Python's text joins in once it is there: python test/fixtures/check_export.py FOLDER WORK, then this again.
`;

const LONGEST = 40;

async function main(): Promise<void> {
  const values = options();
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const { folder, work } = values;
  if (folder === undefined) fail(`--folder is missing.\n\n${HELP}`);
  const count = numberOption('--prompts', values.prompts, { low: 1, high: 10_000, whole: true });
  const devices = orFail(readDevices(values.browser));
  const model = orFail(await loadModelFolder(nodeSource(folder)));
  const prompts = Array.from({ length: count }, (_, i) =>
    personaPrompt(simulateCustomer(personaSeed(1, 'test', i), i).persona),
  );
  const given: PromptFile = { model: model.hash, maxTokens: LONGEST, prompts };
  await makeFolder(work);
  await writeFile(path.join(work, 'prompts.json'), JSON.stringify(given, null, 1));

  const texts = new Map<string, readonly string[]>();
  const time = async (name: string, write: () => Promise<readonly string[]>) => {
    const began = performance.now();
    texts.set(name, await write());
    const each = (performance.now() - began) / count;
    console.log(`${name.padEnd(40)} ${each.toFixed(0).padStart(4)} ms a text, opening included`);
  };
  await time('offersmith', () => writeHere(folder, prompts));
  for (const dtype of ['fp32', 'q8'] as const) {
    await time(`transformers.js ${dtype}`, () => writeThere(folder, dtype, prompts));
    for (const device of devices) {
      await time(`transformers.js ${dtype} in Chromium, ${device}`, async () =>
        orFail(await textsOnPage({ folder, dtype, device, prompts, maxTokens: LONGEST })),
      );
    }
  }
  const python = await pythonTexts(path.join(work, 'python.json'), given);
  if (python) texts.set('transformers (Python)', python);

  const names = [...texts.keys()];
  for (const [i, a] of names.entries()) {
    for (const b of names.slice(i + 1)) {
      const differing = prompts.flatMap((_, j) => (texts.get(a)?.[j] === texts.get(b)?.[j] ? [] : [j]));
      console.log(`${a} = ${b}: ${count - differing.length} of ${count}`);
      for (const j of differing.slice(0, 3)) {
        console.log(`  prompt ${j}\n    ${texts.get(a)?.[j]}\n    ${texts.get(b)?.[j]}`);
      }
    }
  }
  const digest = createHash('sha256')
    .update(JSON.stringify(texts.get('offersmith')))
    .digest('hex');
  console.log(`${new Set(texts.get('offersmith')).size} different texts, sha256 ${digest.slice(0, 12)}`);
  if (!python) console.log(`Python was not heard: python test/fixtures/check_export.py ${folder} ${work}`);
}

/** The list of devices in a browser; none where nothing is said. */
function readDevices(text: string | undefined): Result<readonly ('wasm' | 'webgpu')[]> {
  const known = ['wasm', 'webgpu'] as const;
  const names = text?.split(',') ?? [];
  const wrong = names.find((name) => !known.some((device) => device === name));
  if (wrong !== undefined) {
    return failure('option-wrong', `--browser names "${wrong}", but may name wasm and webgpu.`, '--browser');
  }
  return success(known.filter((device) => names.includes(device)));
}

/** Our own engine, natively. */
async function writeHere(folder: string, prompts: readonly string[]): Promise<string[]> {
  const { config, weights, tokenizerJson, tokenizerConfig } = orFail(
    await loadModelFolder(nodeSource(folder)),
  );
  const tokenizer = orFail(createTokenizer(tokenizerJson, tokenizerConfig, config));
  const runtime = orFail(await openNodeRuntime('cpu'));
  const generator = await T5Generator.create(runtime, config, weights, DEFAULT_LORA);
  const adapter = generator.loadAdapter(initialAdapter(config, DEFAULT_LORA, createRandom(1)));
  const texts: string[] = [];
  for (const prompt of prompts) {
    const tokens = await greedyTokens(generator, adapter, tokenizer.encode(prompt).ids, LONGEST);
    texts.push(tokenizer.decode(tokens));
  }
  await runtime.dispose();
  return texts;
}

/** transformers.js as it comes, kept from the network. */
async function writeThere(
  folder: string,
  dtype: 'fp32' | 'q8',
  prompts: readonly string[],
): Promise<string[]> {
  // Imported here: it brings a second ONNX runtime along, which --help need not wait for.
  const { env, pipeline } = await import('@huggingface/transformers');
  const whole = path.resolve(folder);
  env.allowRemoteModels = false;
  env.localModelPath = `${path.dirname(whole)}/`;
  const generate = await pipeline('text2text-generation', path.basename(whole), {
    dtype,
    device: 'cpu',
  }).catch((error: unknown) =>
    fail(`transformers.js cannot open ${folder} as ${dtype}: ${String(error)}\nExport it with --dtype all.`),
  );
  const texts: string[] = [];
  for (const prompt of prompts) {
    const [written] = await generate(prompt, { max_new_tokens: LONGEST });
    texts.push(written?.generated_text ?? '');
  }
  await generate.dispose();
  return texts;
}

function options() {
  return parseOrFail(
    {
      options: {
        folder: { type: 'string' },
        prompts: { type: 'string', default: '100' },
        browser: { type: 'string' },
        work: { type: 'string', default: '.cache/compare-export' },
        help: { type: 'boolean', default: false },
      },
    },
    HELP,
  );
}

await main();
