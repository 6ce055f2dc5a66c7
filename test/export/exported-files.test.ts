import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AutoModelForSeq2SeqLM, env, pipeline, Tensor } from '@huggingface/transformers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialAdapter } from '../../src/adapter/initial-adapter.ts';
import { createRandom } from '../../src/domain/random.ts';
import { type ExportDtype, exportedFiles } from '../../src/export/exported-files.ts';
import { greedyTokens } from '../../src/generation/greedy.ts';
import { T5Generator } from '../../src/generation/t5-generator.ts';
import { openNodeRuntime } from '../../src/runtime/node-runtime.ts';
import { subfolder } from '../../src/t5/file-source.ts';
import { loadModelFolder, type ModelFolder } from '../../src/t5/model-folder.ts';
import { nodeSource } from '../../src/t5/node-source.ts';
import { personaPrompt } from '../../src/t5/prompt.ts';
import { quantiseWeights } from '../../src/t5/quantise.ts';
import { createTokenizer } from '../../src/t5/tokenizer.ts';
import { floatWeight, readWeights, weightsOf } from '../../src/t5/weights.ts';
import { keepsFloat16 } from '../../src/training/model-files.ts';
import { tinyExamples, tinyModels } from '../support/tiny-model.ts';
import { loadFixture, unwrap } from '../t5/fixture.ts';

const LORA = { rank: 4, alpha: 4, targetModules: ['q', 'v'] } as const;
const DTYPES: readonly ExportDtype[] = ['fp32', 'q8'];
let models = '';

beforeAll(async () => {
  models = await mkdtemp(path.join(tmpdir(), 'exported-'));
  env.allowRemoteModels = false;
  env.localModelPath = `${models}/`;
});
afterAll(() => rm(models, { recursive: true }));

async function writeFolder(name: string, model: ModelFolder): Promise<string> {
  const folder = path.join(models, name);
  for (const [file, bytes] of unwrap(exportedFiles(model, DTYPES))) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), bytes);
  }
  return folder;
}

/** What our own engine writes. */
async function written(
  { config, weights }: Pick<ModelFolder, 'config' | 'weights'>,
  prompts: readonly Int32Array[],
  limit: number,
): Promise<number[][]> {
  const runtime = unwrap(await openNodeRuntime('cpu', 1));
  const generator = await T5Generator.create(runtime, config, weights, LORA);
  const adapter = generator.loadAdapter(initialAdapter(config, LORA, createRandom(1)));
  const texts: number[][] = [];
  for (const ids of prompts) texts.push(await greedyTokens(generator, adapter, ids, limit));
  await runtime.dispose();
  return texts;
}

/** What is written up to the end: transformers.js goes on with the rows of a batch that have ended. */
function untilEnd(tokens: readonly number[], end: number): readonly number[] {
  const at = tokens.indexOf(end);
  return at < 0 ? tokens : tokens.slice(0, at);
}

describe.each(['t5-1.0', 't5-1.1'] as const)('transformers.js with an exported %s', (shape) => {
  it("writes PyTorch's greedy text in float32 and ours in 8 bits, alone and in a padded batch", async () => {
    const { config, weights, reference } = await loadFixture(
      async (file) => new Uint8Array(await readFile(new URL(`../fixtures/${file}`, import.meta.url))),
      shape,
    );
    const rest = { tokenizerJson: {}, tokenizerConfig: {}, hash: '', replay: undefined };
    await writeFolder(shape, { config, weights, ...rest });
    const limit = reference.greedy[0]?.length ?? 0;
    const lengths = reference.attention_mask.map((row) => row.filter((kept) => kept === 1).length);
    const prompts = reference.input_ids.map((row, b) => Int32Array.from(row.slice(0, lengths[b])));
    const quantised = unwrap(readWeights(quantiseWeights(weights, { bits: 8, skip: keepsFloat16 })));
    const expected = {
      fp32: reference.greedy.map((row) => untilEnd(row, config.eosTokenId)),
      q8: await written({ config, weights: quantised }, prompts, limit),
    };
    expect(await written({ config, weights }, prompts, limit)).toEqual(expected.fp32);

    for (const dtype of ['fp32', 'q8'] as const) {
      const model = await AutoModelForSeq2SeqLM.from_pretrained(shape, { dtype, device: 'cpu' });
      const generate = async (ids: readonly number[][], mask: readonly number[][]) => {
        const dims = [ids.length, ids[0]?.length ?? 0];
        const tensor = (rows: readonly number[][]) =>
          new Tensor('int64', BigInt64Array.from(rows.flat(), BigInt), dims);
        const output = await model.generate({
          inputs: tensor(ids),
          attention_mask: tensor(mask),
          max_new_tokens: limit,
        } as Parameters<typeof model.generate>[0]);
        const rows = (output as Tensor).tolist() as bigint[][];
        return rows.map((row) => untilEnd(row.slice(1).map(Number), config.eosTokenId));
      };
      expect(await generate(reference.input_ids, reference.attention_mask)).toEqual(expected[dtype]);
      for (const [b, ids] of prompts.entries()) {
        expect(await generate([[...ids]], [[...ids].map(() => 1)])).toEqual([expected[dtype][b]]);
      }
      await model.dispose();
    }
  });
});

describe('an exported model of ours', () => {
  it('writes the same text through transformers.js and its own tokenizer, float32 and 8 bits', async () => {
    const model = unwrap(await loadModelFolder(subfolder(await tinyModels({ layers: 2 }), 'tiny')));
    const folder = await writeFolder('tiny', model);
    const prompts = tinyExamples(6).map(({ persona }) => personaPrompt(persona));
    const tokenizer = unwrap(createTokenizer(model.tokenizerJson, model.tokenizerConfig, model.config));
    const tokens = await written(
      model,
      prompts.map((prompt) => tokenizer.encode(prompt).ids),
      20,
    );
    const expected = tokens.map((row) => tokenizer.decode(row));
    expect(new Set(expected).size).toBeGreaterThan(1);
    for (const dtype of DTYPES) {
      const generate = await pipeline('text2text-generation', 'tiny', { dtype, device: 'cpu' });
      const texts: (string | undefined)[] = [];
      for (const prompt of prompts) {
        texts.push((await generate(prompt, { max_new_tokens: 20 }))[0]?.generated_text);
      }
      expect(texts).toEqual(expected);
      await generate.dispose();
    }

    // Read back by us: the very numbers that were packed.
    const again = unwrap(await loadModelFolder(nodeSource(folder)));
    expect(again.config).toEqual(model.config);
    for (const name of model.weights.names()) {
      expect(again.weights.get(name).packed).toBeUndefined();
      expect(again.weights.get(name).float32()).toEqual(model.weights.get(name).float32());
    }
    expect(
      await written(
        again,
        prompts.slice(0, 2).map((prompt) => tokenizer.encode(prompt).ids),
        20,
      ),
    ).toEqual(tokens.slice(0, 2));
  });

  it('holds only the wanted dtype, and names the two tokens where the folder does not', async () => {
    const model = unwrap(await loadModelFolder(subfolder(await tinyModels(), 'tiny')));
    const files = unwrap(exportedFiles({ ...model, tokenizerConfig: {} }, ['q8']));
    expect([...files.keys()].filter((file) => file.endsWith('.onnx'))).toEqual([
      'onnx/encoder_model_quantized.onnx',
      'onnx/decoder_model_merged_quantized.onnx',
    ]);
    const config = JSON.parse(new TextDecoder().decode(files.get('tokenizer_config.json')));
    expect(config).toMatchObject({ pad_token: '<pad>', eos_token: '</s>' });
  });

  it('expands weights of four bits to the same numbers', async () => {
    const model = unwrap(await loadModelFolder(subfolder(await tinyModels(), 'tiny')));
    const weights = unwrap(readWeights(quantiseWeights(model.weights, { bits: 4, skip: keepsFloat16 })));
    await writeFolder('four', { ...model, weights });
    const [prompt = ''] = tinyExamples(1).map(({ persona }) => personaPrompt(persona));
    const tokenizer = unwrap(createTokenizer(model.tokenizerJson, model.tokenizerConfig, model.config));
    const [tokens = []] = await written({ ...model, weights }, [tokenizer.encode(prompt).ids], 20);
    const generate = await pipeline('text2text-generation', 'four', { dtype: 'q8', device: 'cpu' });
    expect((await generate(prompt, { max_new_tokens: 20 }))[0]?.generated_text).toBe(
      tokenizer.decode(tokens),
    );
    await generate.dispose();
  });

  it('says that a weight is too large for 8 bits', async () => {
    const model = unwrap(await loadModelFolder(subfolder(await tinyModels(), 'tiny')));
    const stored = new Map(
      model.weights.names().map((name) => {
        const { shape, float32 } = model.weights.get(name);
        return [name, floatWeight(name, shape, float32())];
      }),
    );
    const name = 'encoder.block.0.layer.0.SelfAttention.q.weight';
    const { shape } = model.weights.get(name);
    stored.set(name, floatWeight(name, shape, new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1e30)));
    const result = exportedFiles({ ...model, weights: weightsOf(stored) }, ['q8']);
    expect(result).toMatchObject({ ok: false, failures: [{ type: 'model-unsupported' }] });
  });
});
