// A complete model folder made in memory in a fraction of a second. Its weights are random, so it writes
// nonsense that the guardrails mostly refuse: enough for mechanics, never for what a text says.
import { createRandom } from '../../src/domain/random.ts';
import { success } from '../../src/domain/result.ts';
import { simulateExamples } from '../../src/simulation/examples.ts';
import type { T5Config } from '../../src/t5/config.ts';
import { expectedT5Tensors } from '../../src/t5/expected-tensors.ts';
import { type FileSource, missingFile } from '../../src/t5/file-source.ts';
import type { Manifest } from '../../src/t5/manifest.ts';
import { personaPrompt } from '../../src/t5/prompt.ts';
import type { TextExample } from '../../src/training/example-tokens.ts';
import { initialWeights } from '../../src/training/initial-weights.ts';
import { configJson, modelBytes } from '../../src/training/model-files.ts';
import { type ParameterLayout, parameterLayout } from '../../src/training/parameter-layout.ts';
import {
  SPECIAL_TOKENS,
  type TrainedTokenizer,
  trainTokenizer,
} from '../../src/training/tokenizer-trainer.ts';

export interface TinyModelOptions {
  /** Name of the model and of its folder; `tiny` when left out. */
  readonly id?: string;
  /** Of the random weights; when left out, one whose texts end after some ten tokens. */
  readonly seed?: number;
  /** Blocks of the encoder and of the decoder each; 1 when left out. */
  readonly layers?: number;
  /** What the manifest calls it; `Tiny` when left out. */
  readonly name?: string;
  /** Its weights lie packed in its folder. */
  readonly packed?: boolean;
  /** It is the one for devices without a graphics processor. */
  readonly light?: boolean;
}

const VOCABULARY = 600;
const REPLAY_PERSONAS = 12;
const CORPUS_PERSONAS = 50;

/**
 * Scales on fresh weights that make the nonsense handier. The end token's logit varies more than others, so that
 * most texts end by themselves; single bytes are never likely, so that texts are made of printable pieces; and
 * what the blocks add outweighs the token that was fed, so that a text is not one token over and over.
 */
const SCALES = { end: 5, bytes: 0.05, blocks: 3 } as const;

export function tinyConfig(layers = 1): T5Config {
  return {
    vocabSize: VOCABULARY,
    dModel: 64,
    dKv: 16,
    dFf: 128,
    numLayers: layers,
    numDecoderLayers: layers,
    numHeads: 4,
    relativeAttentionNumBuckets: 32,
    relativeAttentionMaxDistance: 128,
    layerNormEpsilon: 1e-6,
    feedForward: 'relu',
    tieWordEmbeddings: true,
    padTokenId: 0,
    eosTokenId: 1,
    decoderStartTokenId: 0,
  };
}

/** Simulated personas with offers that they accept and reject; none of them is in the model's replay sample. */
export function tinyExamples(count: number, start = 100): readonly TextExample[] {
  return [...simulateExamples({ seed: 1, start, count })].map(textsOnly);
}

let trained: TrainedTokenizer | undefined;

/** Learned from some hundred simulated texts; always the same. */
export function tinyTokenizer(): TrainedTokenizer {
  trained ??= trainTokenizer(
    [...simulateExamples({ seed: 1, count: CORPUS_PERSONAS })].flatMap((example) => [
      personaPrompt(example.persona),
      ...example.accepted,
      ...example.rejected,
    ]),
    { vocabularySize: VOCABULARY },
  );
  return trained;
}

/** Random parameters of a tiny model, and how they lie in one vector. */
export function tinyParameters({ seed = 5, layers = 1 }: TinyModelOptions = {}): {
  readonly config: T5Config;
  readonly layout: ParameterLayout;
  readonly parameters: Float32Array;
} {
  const config = tinyConfig(layers);
  const layout = parameterLayout(expectedT5Tensors(config));
  const parameters = initialWeights(config, layout, createRandom(seed));
  for (const { name, shape, offset, size } of layout.entries) {
    const width = shape[1] ?? 1;
    for (let i = 0; i < size; i += 1) {
      const row = Math.floor(i / width);
      parameters[offset + i] = (parameters[offset + i] ?? 0) * scaleOf(name, row, config.eosTokenId);
    }
  }
  return { config, layout, parameters };
}

function scaleOf(name: string, row: number, end: number): number {
  if (/\.(o|wo)\.weight$/.test(name)) return SCALES.blocks;
  if (name !== 'shared.weight') return 1;
  if (row === end) return SCALES.end;
  return row < SPECIAL_TOKENS.length + 256 ? SCALES.bytes : 1;
}

/** The folder `models/` with one tiny model, or with several of which the first is the default. */
export async function tinyModels(...models: readonly TinyModelOptions[]): Promise<FileSource> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const entries: Manifest['models'] = [];
  for (const options of models.length === 0 ? [{}] : models) {
    const id = options.id ?? 'tiny';
    const { layout, contents } = await modelFiles(options);
    const listed: Manifest['models'][number]['files'] = [];
    for (const [path, bytes] of contents) {
      files.set(`${id}/${path}`, bytes);
      listed.push({ path, bytes: bytes.length, sha256: await sha256(bytes) });
    }
    entries.push({
      id,
      name: options.name ?? 'Tiny',
      description: 'Random weights, for tests.',
      parameters: layout.size,
      downloadBytes: listed.reduce((sum, { bytes }) => sum + bytes, 0),
      files: listed,
    });
  }
  const light = models.find((options) => options.light);
  files.set(
    'manifest.json',
    json({ default: entries[0]?.id ?? '', ...(light && { light: light.id ?? 'tiny' }), models: entries }),
  );
  return {
    read: async (path) => {
      const bytes = files.get(path);
      // A copy, as a file read again would be.
      return bytes ? success(bytes.slice()) : missingFile(path);
    },
  };
}

async function modelFiles(options: TinyModelOptions) {
  const { config, layout, parameters } = tinyParameters(options);
  const { tokenizerJson, tokenizerConfig } = tinyTokenizer();
  const replay = [...simulateExamples({ seed: 1, count: REPLAY_PERSONAS })].map(textsOnly);
  const weights = new Uint8Array(modelBytes(parameters, layout, { bits: 8 }));
  const contents: [string, Uint8Array<ArrayBuffer>][] = [
    ['config.json', json(configJson(config))],
    ['tokenizer.json', json(tokenizerJson)],
    ['tokenizer_config.json', json(tokenizerConfig)],
    ['replay.json', json(replay)],
    options.packed ? ['model.safetensors.gzip', await gzip(weights)] : ['model.safetensors', weights],
  ];
  return { layout, contents };
}

function textsOnly({ persona, accepted, rejected }: TextExample): TextExample {
  return { persona, accepted, rejected };
}

function json(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
