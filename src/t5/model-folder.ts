import { failure, type Result, success } from '../domain/result.ts';
import { parseT5Config, type T5Config } from './config.ts';
import { checkWeights } from './expected-tensors.ts';
import type { FileSource } from './file-source.ts';
import type { ManifestEntry } from './manifest.ts';
import { parseJson } from './read-json.ts';
import { unpackGzip } from './unpack-gzip.ts';
import { packedWeightFile, plainWeightFile, weightFiles } from './weight-files.ts';
import { readWeights, type Weights } from './weights.ts';

export interface ModelFolder {
  readonly config: T5Config;
  readonly weights: Weights;
  readonly tokenizerJson: unknown;
  /** An empty object where the folder has no tokenizer_config.json. */
  readonly tokenizerConfig: unknown;
  /** sha256 of model.safetensors, hex; of what was in it where it came packed, so that packing makes no other model. */
  readonly hash: string;
  /** A sample of what it was trained on (replay.json), to hold on to while learning; undefined where it has none. */
  readonly replay: unknown;
  /** What it may offer (catalogue.json), to trace the numbers of its texts; undefined where it has none. */
  readonly catalogue?: unknown;
}

/** What a model can do without. */
const OPTIONAL = ['tokenizer_config.json', 'replay.json', 'catalogue.json'];

/** What a damaged safetensors file means to someone who loads a model. */
const weightFailures: Readonly<Record<string, string>> = {
  'safetensors-truncated': 'model-file-truncated',
  'safetensors-invalid': 'model-file-altered',
  'safetensors-dtype': 'model-unsupported',
};

/**
 * Loads a model in the Hugging Face layout and checks it before anything is built from it. Its weights may be packed.
 *
 * @param source the model's own folder.
 * @param entry its manifest entry: size and sha256 of every file must agree. Left out for a folder of the
 *   user's own, of which only the structure can be checked.
 * @param onStage called when the files have arrived and are being verified.
 * @returns the source's failures, `model-file-truncated`, `model-file-altered`, `model-shape-wrong`,
 *   `model-unsupported` or `config-invalid`.
 */
export async function loadModelFolder(
  source: FileSource,
  entry?: ManifestEntry,
  onStage?: (stage: 'verify') => void,
): Promise<Result<ModelFolder>> {
  const files = await readFiles(source, entry);
  if (!files.ok) return files;
  onStage?.('verify');
  if (entry !== undefined) {
    for (const [path, bytes] of files.value) {
      const digest = await sha256(bytes);
      if (!digest.ok) return digest;
      const checked = checkFile(path, bytes.length, digest.value, entry);
      if (!checked.ok) return checked;
    }
  }
  const unpacked = await unpackWeights(files.value);
  if (!unpacked.ok) return unpacked;
  const known = entry?.files.find(({ path }) => path === plainWeightFile)?.sha256;
  const hash = known === undefined ? await sha256(bytesOf(files.value, plainWeightFile)) : success(known);
  return hash.ok ? openFolder(files.value, hash.value) : hash;
}

type Files = Map<string, Uint8Array<ArrayBuffer>>;

/** All files at once, the weights under whichever of their names they have. */
async function readFiles(source: FileSource, entry: ManifestEntry | undefined): Promise<Result<Files>> {
  const read = (path: string) => source.read(path, entry?.files.find((file) => file.path === path)?.bytes);
  const paths = ['config.json', 'tokenizer.json', ...OPTIONAL.filter((path) => isPossible(path, entry))];
  const [reads, weights] = await Promise.all([
    Promise.all(paths.map(read)),
    entry === undefined ? readEither(read) : readOne(listedWeights(entry), read),
  ]);
  const files: Files = new Map();
  for (const [i, path] of paths.entries()) {
    const each = reads[i];
    if (each === undefined) continue;
    if (each.ok) files.set(path, each.value);
    else if (entry || !OPTIONAL.includes(path) || !isMissing(each)) return each;
  }
  if (!weights.ok) return weights;
  files.set(weights.value.path, weights.value.bytes);
  return success(files);
}

type Read = (path: string) => ReturnType<FileSource['read']>;
type WeightFile = { readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> };

async function readOne(path: string, read: Read): Promise<Result<WeightFile>> {
  const bytes = await read(path);
  return bytes.ok ? success({ path, bytes: bytes.value }) : bytes;
}

/** Nobody has said which of the two there is; where there is neither, the better known one is missed. */
async function readEither(read: Read): Promise<Result<WeightFile>> {
  const plain = await readOne(plainWeightFile, read);
  if (!isMissing(plain)) return plain;
  const packed = await readOne(packedWeightFile, read);
  return isMissing(packed) ? plain : packed;
}

function listedWeights({ files }: ManifestEntry): string {
  return weightFiles.find((file) => files.some(({ path }) => path === file)) ?? plainWeightFile;
}

/** Puts the weights as they are in the place of the packed ones, which are let go. */
async function unpackWeights(files: Files): Promise<Result<void>> {
  if (!files.has(packedWeightFile)) return success(undefined);
  const unpacked = await unpackGzip(bytesOf(files, packedWeightFile), packedWeightFile);
  if (!unpacked.ok) return unpacked;
  files.delete(packedWeightFile);
  files.set(plainWeightFile, unpacked.value);
  return success(undefined);
}

function bytesOf(files: Files, path: string): Uint8Array<ArrayBuffer> {
  return files.get(path) ?? new Uint8Array(0);
}

function openFolder(files: Files, hash: string): Result<ModelFolder> {
  const parse = (path: string) => parseJson(files.get(path) ?? new TextEncoder().encode('{}'), path);
  const configJson = parse('config.json');
  if (!configJson.ok) return configJson;
  const config = parseT5Config(configJson.value);
  if (!config.ok) return config;
  const tokenizerJson = parse('tokenizer.json');
  if (!tokenizerJson.ok) return tokenizerJson;
  const tokenizerConfig = parse('tokenizer_config.json');
  if (!tokenizerConfig.ok) return tokenizerConfig;
  const replay = files.has('replay.json') ? parse('replay.json') : success(undefined);
  if (!replay.ok) return replay;
  const catalogue = files.has('catalogue.json') ? parse('catalogue.json') : success(undefined);
  if (!catalogue.ok) return catalogue;
  const weights = readWeights(bytesOf(files, plainWeightFile), plainWeightFile);
  if (!weights.ok) {
    const failures = weights.failures.map((f) => ({ ...f, type: weightFailures[f.type] ?? f.type }));
    return { ok: false, failures };
  }
  const checked = checkWeights(weights.value, config.value);
  if (!checked.ok) return checked;
  return success({
    config: config.value,
    weights: weights.value,
    tokenizerJson: tokenizerJson.value,
    tokenizerConfig: tokenizerConfig.value,
    hash,
    replay: replay.value,
    catalogue: catalogue.value,
  });
}

/** What a model can do without is not asked for where its list does not name it. */
function isPossible(path: string, entry: ManifestEntry | undefined): boolean {
  return entry === undefined || entry.files.some((file) => file.path === path);
}

function isMissing(read: Result<unknown>): boolean {
  return !read.ok && read.failures[0]?.type === 'model-file-missing';
}

function checkFile(path: string, bytes: number, digest: string, entry: ManifestEntry): Result<void> {
  const expected = entry.files.find((file) => file.path === path);
  if (expected === undefined) {
    return failure(
      'model-file-altered',
      `The manifest does not list ${path} of ${entry.name}, so it cannot be verified. Update manifest.json.`,
      path,
    );
  }
  if (bytes < expected.bytes) {
    return failure(
      'model-file-truncated',
      `${path} of ${entry.name} has ${bytes} of ${expected.bytes} bytes: the download was cut off. Try again.`,
      path,
    );
  }
  if (bytes > expected.bytes || digest !== expected.sha256) {
    return failure(
      'model-file-altered',
      `${path} of ${entry.name} is not the file that was published: its contents differ. Clear the page's cache and try again.`,
      path,
    );
  }
  return success(undefined);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Result<string>> {
  // Browsers leave `subtle` out on pages that did not come over https or from this machine.
  if (globalThis.crypto?.subtle === undefined) {
    return failure(
      'insecure-page',
      'The model cannot be verified on an insecure page. Open the page over https or from localhost.',
    );
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return success(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}
