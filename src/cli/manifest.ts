import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Result, success } from '../domain/result.ts';
import { type Manifest, readManifest } from '../t5/manifest.ts';
import { nodeSource } from '../t5/node-source.ts';
import { weightFiles } from '../t5/weight-files.ts';
import { inFolder } from './shipped-model.ts';

/** What a model folder holds, beside its weights, that the browser loads; its card stays where it is. */
const LOADED = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'replay.json', 'catalogue.json'];

export interface ModelDescription {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly parameters: number;
}

/**
 * Adds a model to `manifest.json`, or brings its entry up to date: sizes and sha256 of its files, of its weights as they
 * are or packed, whichever is there. Which model is the default and which the light one stays as it is.
 *
 * @returns the failures of {@link othersListed}; nothing is written then.
 */
export async function listModel(modelsFolder: string, model: ModelDescription): Promise<Result<void>> {
  const known = await othersListed(modelsFolder);
  if (!known.ok) return known;
  const folder = path.join(modelsFolder, model.id);
  const present = await readdir(folder);
  // As a folder is loaded: where both are there, the first counts.
  const weights = weightFiles.find((file) => present.includes(file)) ?? [];
  const files = await Promise.all(
    LOADED.filter((file) => present.includes(file))
      .concat(weights)
      .map(async (file) => {
        const bytes = await readFile(path.join(folder, file));
        return { path: file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
      }),
  );
  const downloadBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const others = (known.value?.models ?? []).filter(({ id }) => id !== model.id);
  const manifest = {
    default: known.value?.default ?? model.id,
    ...(known.value?.light !== undefined && { light: known.value.light }),
    models: [...others, { ...model, downloadBytes, files }],
  };
  await writeFile(path.join(modelsFolder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return success(undefined);
}

/**
 * What a folder's manifest lists; undefined where there is none yet.
 *
 * @returns the failures of `readManifest` where there is one that cannot be read: writing over it would lose its entries.
 */
export async function othersListed(modelsFolder: string): Promise<Result<Manifest | undefined>> {
  const known = await readManifest(nodeSource(modelsFolder));
  if (known.ok) return known;
  return known.failures.some(({ type }) => type === 'manifest-missing')
    ? success(undefined)
    : inFolder(modelsFolder, known.failures);
}
