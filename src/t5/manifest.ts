import * as v from 'valibot';
import { failure, type Result, success } from '../domain/result.ts';
import type { FileSource } from './file-source.ts';
import { readJson } from './read-json.ts';
import { schemaFailures } from './schema-failures.ts';
import { weightFiles } from './weight-files.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const ManifestFile = v.object({
  /** Relative to the model's own folder, with `/`. */
  path: v.pipe(v.string(), v.regex(/^(?!\.{0,2}\/)(?!.*\/\.{0,2}\/)[\w./-]+$/, 'leaves the folder')),
  bytes: count,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'is not a sha256 in lower-case hex')),
});

const ManifestModel = v.object({
  /** Also the name of the model's folder under `models/`. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]*$/, 'is not a folder name')),
  name: v.string(),
  description: v.string(),
  parameters: count,
  downloadBytes: count,
  files: v.pipe(
    v.array(ManifestFile),
    v.minLength(1, 'lists no file'),
    v.check(
      (files) => files.filter(({ path }) => weightFiles.includes(path)).length <= 1,
      'lists the weights twice, packed and not',
    ),
  ),
});

const ManifestSchema = v.pipe(
  v.object({
    default: v.string(),
    /** For devices without a real graphics processor; the default where it is left out. */
    light: v.optional(v.string()),
    models: v.array(ManifestModel),
  }),
  v.check(
    ({ models }) => new Set(models.map(({ id }) => id)).size === models.length,
    'names one model twice',
  ),
  v.check((manifest) => manifest.models.some(({ id }) => id === manifest.default), 'has no default model'),
  v.check(
    ({ light, models }) => light === undefined || models.some(({ id }) => id === light),
    'names a light model that it does not list',
  ),
);

export type Manifest = v.InferOutput<typeof ManifestSchema>;
export type ManifestEntry = v.InferOutput<typeof ManifestModel>;

/**
 * Reads `manifest.json` from the `models/` folder.
 *
 * @returns `manifest-missing`, the source's other failures, or `manifest-invalid` naming each field at fault.
 */
export async function readManifest(models: FileSource): Promise<Result<Manifest>> {
  const json = await readJson(models, 'manifest.json');
  if (!json.ok) return json.failures.some(({ type }) => type === 'model-file-missing') ? missing() : json;
  const parsed = v.safeParse(ManifestSchema, json.value, { abortPipeEarly: true });
  if (parsed.success) return success(parsed.output);
  return { ok: false, failures: schemaFailures('manifest-invalid', 'manifest.json', parsed.issues) };
}

/** The source speaks of a model's folder; this file lies beside the folders and comes with the application. */
function missing(): Result<never> {
  return failure(
    'manifest-missing',
    'The list of models, models/manifest.json, was not found. It comes with the application: put the file back into the folder models/, or build the application again, then try once more.',
    'models/manifest.json',
  );
}
