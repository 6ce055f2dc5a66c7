import { readdir, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ExportDtype, exportedFiles } from '../export/exported-files.ts';
import { readManifest } from '../t5/manifest.ts';
import { loadModelFolder } from '../t5/model-folder.ts';
import { nodeSource } from '../t5/node-source.ts';
import { createTokenizer } from '../t5/tokenizer.ts';
import { makeFolder } from './make-folder.ts';
import { fail, orFail, parseOrFail } from './options.ts';

const HELP = `npm run -s export -- --out FOLDER [options]   writes a model for Python's transformers and for transformers.js

  --out FOLDER      where to; it is made, or must be empty
  --model FOLDER    any T5 1.0 or 1.1 in the Hugging Face layout (the default of models/)
  --dtype NAME      of the ONNX files: fp32, q8 or all (all)
  --force           write over what is in the folder
`;

const DTYPES: Readonly<Record<string, readonly ExportDtype[]>> = {
  fp32: ['fp32'],
  q8: ['q8'],
  all: ['fp32', 'q8'],
};

async function main(): Promise<void> {
  const values = options();
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const { out } = values;
  if (out === undefined || out.trim() === '') fail(`--out is missing.\n\n${HELP}`);
  const dtypes = Object.hasOwn(DTYPES, values.dtype) ? DTYPES[values.dtype] : undefined;
  if (!dtypes) fail(`--dtype is "${values.dtype}", but must be one of ${Object.keys(DTYPES).join(', ')}.`);
  const folder = values.model ?? (await defaultFolder());
  await requireOther(out, folder);
  if (!values.force) await requireEmpty(out);
  const model = orFail(await loadModelFolder(nodeSource(folder)));
  // The loader leaves the tokenizer to whoever needs it; here a bad one would only be met by others.
  orFail(createTokenizer(model.tokenizerJson, model.tokenizerConfig, model.config));
  const files = orFail(exportedFiles(model, dtypes));
  try {
    for (const [file, bytes] of files) {
      const target = path.join(out, file);
      await makeFolder(path.dirname(target));
      await writeFile(target, bytes);
      console.log(`${(bytes.length / 1e6).toFixed(2).padStart(8)} MB  ${target}`);
    }
  } catch (error) {
    fail(`${out} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function options() {
  return parseOrFail(
    {
      options: {
        out: { type: 'string' },
        model: { type: 'string' },
        dtype: { type: 'string', default: 'all' },
        force: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    },
    HELP,
  );
}

/** Of the model that the page takes where it can use a graphics processor. */
async function defaultFolder(): Promise<string> {
  const models = path.join(import.meta.dirname, '../../models');
  return path.join(models, orFail(await readManifest(nodeSource(models))).default);
}

/** Ends the command where the model would be written over itself. */
async function requireOther(out: string, model: string): Promise<void> {
  const [to, from] = await Promise.all([out, model].map((folder) => realpath(folder).catch(() => undefined)));
  if (to !== undefined && to === from) fail(`${out} is the model itself. Name another folder to write to.`);
}

/** Ends the command where the folder holds something, or cannot be looked into. */
async function requireEmpty(folder: string): Promise<void> {
  let present: string[];
  try {
    present = await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    return fail(`${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (present.length > 0)
    fail(`${folder} is not empty. Name another folder, or add --force to write over it.`);
}

await main();
