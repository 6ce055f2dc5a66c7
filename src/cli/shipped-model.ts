import { type Failure, failure, type Result } from '../domain/result.ts';
import { subfolder } from '../t5/file-source.ts';
import { readManifest } from '../t5/manifest.ts';
import { loadModelFolder, type ModelFolder } from '../t5/model-folder.ts';
import { nodeSource } from '../t5/node-source.ts';

/**
 * A model of a folder like models/, verified against its manifest.
 *
 * @param wanted the default when left out, whatever this machine has to compute with.
 */
export async function shippedModel(models: string, wanted?: string): Promise<Result<ModelFolder>> {
  const source = nodeSource(models);
  const manifest = await readManifest(source);
  if (!manifest.ok) return inFolder(models, manifest.failures);
  const id = wanted ?? manifest.value.default;
  const entry = manifest.value.models.find((model) => model.id === id);
  if (entry !== undefined) return loadModelFolder(subfolder(source, id), entry);
  const known = manifest.value.models.map((model) => model.id).join(', ');
  return failure(
    'model-unknown',
    `The manifest in ${models} lists no model "${id}". It lists: ${known}.`,
    id,
  );
}

/** The manifest's own words are for the page, which has one folder of models only. */
export function inFolder(models: string, failures: readonly Failure[]): Result<never> {
  return {
    ok: false,
    failures: failures.map((each) => ({ ...each, message: `In ${models}: ${each.message}` })),
  };
}
