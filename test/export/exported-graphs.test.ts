import { readFile } from 'node:fs/promises';
import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportedFiles } from '../../src/export/exported-files.ts';
import { openNodeRuntime } from '../../src/runtime/node-runtime.ts';
import type { OrtModule } from '../../src/runtime/runtime.ts';
import { type Fixture, loadFixture, relativeError, unwrap } from '../t5/fixture.ts';

const read = async (file: string) =>
  new Uint8Array(await readFile(new URL(`../fixtures/${file}`, import.meta.url)));

const TOLERANCE = 1e-5;

/** How the files are run: natively without ONNX Runtime's optimisation and with it, and on WebAssembly. */
type Way = 'unoptimised' | 'native' | 'wasm';
type Rows = readonly (readonly number[])[];
type Cache = Record<string, Tensor>;

async function ortOf(way: Way): Promise<OrtModule> {
  if (way !== 'wasm') return (await import('onnxruntime-node')) as unknown as OrtModule;
  // Tells the browser's build where its WebAssembly is.
  await unwrap(await openNodeRuntime('wasm', 1)).dispose();
  return (await import('onnxruntime-web')) as unknown as OrtModule;
}

/** Encoder and decoder, fed as transformers.js feeds them. */
class Engine {
  private constructor(
    private readonly ort: OrtModule,
    private readonly fixture: Fixture,
    private readonly encoder: InferenceSession,
    private readonly decoder: InferenceSession,
  ) {}

  static async open(
    fixture: Fixture,
    files: ReadonlyMap<string, Uint8Array>,
    suffix: string,
    way: Way,
  ): Promise<Engine> {
    const ort = await ortOf(way);
    const open = (name: string) =>
      ort.InferenceSession.create(files.get(`onnx/${name}${suffix}.onnx`) ?? new Uint8Array(), {
        executionProviders: [way === 'wasm' ? 'wasm' : 'cpu'],
        graphOptimizationLevel: way === 'unoptimised' ? 'disabled' : 'all',
        intraOpNumThreads: 1,
      });
    return new Engine(ort, fixture, await open('encoder_model'), await open('decoder_model_merged'));
  }

  async encode(): Promise<Tensor> {
    const { input_ids: ids, attention_mask: mask } = this.fixture.reference;
    const outputs = await this.encoder.run({ input_ids: this.int64(ids), attention_mask: this.int64(mask) });
    const states = outputs.last_hidden_state;
    if (!states) throw new Error('no states');
    return states as Tensor;
  }

  /** A cache for the two prompts, `length` positions of nines that must not matter where they do not count. */
  cache(length: number): Cache {
    const { numHeads, dKv } = this.fixture.config;
    const nines = new Float32Array(2 * numHeads * length * dKv).fill(9);
    const names = this.decoder.inputNames.filter((name) => name.startsWith('past_key_values.'));
    return Object.fromEntries(
      names.map((name) => [name, new this.ort.Tensor('float32', nines, [2, numHeads, length, dKv])]),
    );
  }

  async step(tokens: Rows, states: Tensor, past: Cache, useCache: boolean) {
    const { logits, ...present } = await this.decoder.run({
      input_ids: this.int64(tokens),
      encoder_hidden_states: states,
      encoder_attention_mask: this.int64(this.fixture.reference.attention_mask),
      use_cache_branch: new this.ort.Tensor('bool', [useCache], [1]),
      ...past,
    });
    const renamed = Object.entries(present).map(([name, value]) => [
      name.replace('present', 'past_key_values'),
      value,
    ]);
    return { logits: logits?.data as Float32Array, past: Object.fromEntries(renamed) as Cache };
  }

  private int64(rows: Rows): Tensor {
    return new this.ort.Tensor('int64', BigInt64Array.from(rows.flat(), BigInt), [
      rows.length,
      rows[0]?.length ?? 0,
    ]);
  }
}

describe.each(['t5-1.0', 't5-1.1'] as const)('exported graphs of %s', (shape) => {
  let fixture: Fixture;
  let files: ReadonlyMap<string, Uint8Array>;
  beforeAll(async () => {
    fixture = await loadFixture(read, shape);
    const { config, weights } = fixture;
    const folder = { config, weights, tokenizerJson: {}, tokenizerConfig: {}, hash: '', replay: undefined };
    files = unwrap(exportedFiles(folder, ['fp32', 'q8']));
  });

  it("give PyTorch's states and logits for a padded batch and several tokens at once", async () => {
    const { config, reference } = fixture;
    const engine = await Engine.open(fixture, files, '', 'native');
    const states = await engine.encode();
    // The second prompt ends after eight of twelve places; what stands on padding is nobody's.
    const kept = (12 + 8) * config.dModel;
    const given = (states.data as Float32Array).subarray(0, kept);
    expect(relativeError(given, fixture.tensor('encoder_states').subarray(0, kept))).toBeLessThan(TOLERANCE);

    // The first offer of each persona, shifted right; the reference holds four offers of seven tokens each.
    const tokens = reference.offer_labels.map(([labels = []]) => [
      config.decoderStartTokenId,
      ...labels.slice(0, 6),
    ]);
    const { logits } = await engine.step(tokens, states, engine.cache(0), false);
    const offer = 7 * config.vocabSize;
    const expected = fixture.tensor('logits');
    for (const persona of [0, 1]) {
      const ours = logits.subarray(persona * offer, (persona + 1) * offer);
      const theirs = expected.subarray(4 * persona * offer, (4 * persona + 1) * offer);
      expect(relativeError(ours, theirs)).toBeLessThan(TOLERANCE);
    }
  });

  it.each([
    ['fp32', ''],
    ['q8', '_quantized'],
  ])('%s: the same in one go and token by token, however they are run', async (_, suffix) => {
    const { config, reference } = fixture;
    const tokens = reference.greedy.map((row) => [config.decoderStartTokenId, ...row.slice(0, 5)]);
    let known: { states: Float32Array; logits: Float32Array } | undefined;
    for (const way of ['unoptimised', 'native', 'wasm'] as const) {
      const engine = await Engine.open(fixture, files, suffix, way);
      const states = await engine.encode();
      // Optimum hands over a placeholder of one position for an empty past, transformers.js none.
      const whole = await engine.step(tokens, states, engine.cache(1), false);
      known ??= { states: states.data as Float32Array, logits: whole.logits };
      expect(relativeError(states.data as Float32Array, known.states)).toBeLessThan(TOLERANCE);
      expect(relativeError(whole.logits, known.logits)).toBeLessThan(TOLERANCE);

      let past = engine.cache(0);
      for (let i = 0; i < 6; i += 1) {
        const column = tokens.map((row) => row.slice(i, i + 1));
        const step = await engine.step(column, states, past, i > 0);
        past = step.past;
        for (const b of [0, 1]) {
          const at = (row: number) => [row * config.vocabSize, (row + 1) * config.vocabSize] as const;
          const ours = step.logits.subarray(...at(b));
          expect(relativeError(ours, known.logits.subarray(...at(6 * b + i)))).toBeLessThan(TOLERANCE);
        }
      }
      expect(past['past_key_values.0.decoder.key']?.dims).toEqual([2, config.numHeads, 6, config.dKv]);
      expect(past['past_key_values.0.encoder.value']?.dims).toEqual([2, config.numHeads, 12, config.dKv]);
    }
  });
});
