import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readManifest } from '../../src/t5/manifest.ts';
import { unwrap } from '../storage/samples.ts';
import { type TinyModelOptions, tinyModels } from './tiny-model.ts';

/** Writes {@link tinyModels} to a folder on disk, as `models/` lies there. */
export async function writeTinyModels(folder: string, ...models: readonly TinyModelOptions[]): Promise<void> {
  const source = await tinyModels(...models);
  const manifest = unwrap(await readManifest(source));
  const files = manifest.models.flatMap(({ id, files }) => files.map(({ path: file }) => `${id}/${file}`));
  for (const file of ['manifest.json', ...files]) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, unwrap(await source.read(file)));
  }
}
