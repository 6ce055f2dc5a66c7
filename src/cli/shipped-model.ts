import type { Result } from '../domain/result.ts';
import { failure } from '../domain/result.ts';
import { subfolder } from '../t5/file-source.ts';
import { readManifest } from '../t5/manifest.ts';
import { loadModelFolder, type ModelFolder } from '../t5/model-folder.ts';
import { nodeSource } from '../t5/node-source.ts';

/** The default model of a folder like models/, verified against its manifest. */
export async function shippedModel(models: string): Promise<Result<ModelFolder>> {
  const source = nodeSource(models);
  const manifest = await readManifest(source);
  if (!manifest.ok) {
    // The manifest's own words are for the page, which has one folder of models only.
    const failures = manifest.failures.map((each) => ({ ...each, message: `In ${models}: ${each.message}` }));
    return { ok: false, failures };
  }
  const { default: id } = manifest.value;
  const entry = manifest.value.models.find((model) => model.id === id);
  return entry === undefined
    ? failure('model-unknown', `The manifest in ${models} names ${id} as its default, but does not list it.`)
    : loadModelFolder(subfolder(source, id), entry);
}
