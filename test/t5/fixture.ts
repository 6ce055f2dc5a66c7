import { type Adapter, loraTargets } from '../../src/adapter/lora.ts';
import { readPeft } from '../../src/adapter/peft.ts';
import type { Result } from '../../src/domain/result.ts';
import { parseT5Config, type T5Config } from '../../src/t5/config.ts';
import { loraInputNames } from '../../src/t5/parameters.ts';
import { readSafetensors, type SafeTensor } from '../../src/t5/safetensors.ts';
import { tensorToFloat32 } from '../../src/t5/tensor-values.ts';
import { readWeights, type Weights } from '../../src/t5/weights.ts';

export type ReadFile = (path: string) => Promise<Uint8Array>;

export interface Losses {
  readonly total: number;
  readonly contrastive: number;
  readonly generative: number;
}

/** The small things in reference.json; how they were made is told at the top of make_fixtures.py. */
export interface Reference {
  readonly input_ids: number[][];
  readonly attention_mask: number[][];
  readonly offer_labels: number[][][];
  readonly greedy: number[][];
  readonly adapter_greedy: number[][];
  readonly losses: (Losses & { variant: 'standard' | 'paper' | 'in_batch'; tau: number; lambda: number })[];
  readonly adapter_training: { losses: Losses[]; norms: number[] };
  readonly full_training: { losses: Losses[]; norms: number[] };
}

/** A small random model of PyTorch's, and what PyTorch says about it. */
export interface Fixture {
  readonly config: T5Config;
  readonly weights: Weights;
  readonly adapter: Adapter;
  readonly reference: Reference;
  /** Values of a tensor of reference.safetensors or preference.safetensors. */
  tensor(name: string): Float32Array;
  shape(name: string): readonly number[];
}

export async function loadFixture(read: ReadFile, shape: 't5-1.0' | 't5-1.1'): Promise<Fixture> {
  const folder = `t5/${shape}`;
  const json = async (file: string) => JSON.parse(new TextDecoder().decode(await read(`${folder}/${file}`)));
  const config = unwrap(parseT5Config(await json('config.json')));
  const fileTensors = async (file: string) =>
    unwrap(readSafetensors(await read(`${folder}/${file}`))).tensors;
  const tensors = new Map([
    ...(await fileTensors('reference.safetensors')),
    ...(await fileTensors('preference.safetensors')),
  ]);
  const tensor = (name: string): SafeTensor => {
    const found = tensors.get(name);
    if (!found) throw new Error(`no fixture tensor ${name}`);
    return found;
  };
  return {
    config,
    weights: unwrap(readWeights(await read(`${folder}/model.safetensors`))),
    adapter: unwrap(
      readPeft(
        {
          'adapter_config.json': await read(`${folder}/adapter/adapter_config.json`),
          'adapter_model.safetensors': await read(`${folder}/adapter/adapter_model.safetensors`),
        },
        config,
      ),
    ),
    reference: await json('reference.json'),
    tensor: (name) => tensorToFloat32(tensor(name)),
    shape: (name) => tensor(name).shape,
  };
}

export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failures.map((entry) => entry.message).join('\n'));
  return result.value;
}

/** Largest difference over the largest value: how far `actual` is from `expected`. */
export function relativeError(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let scale = 0;
  for (let i = 0; i < actual.length; i += 1) {
    difference = Math.max(difference, Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? 0)));
    scale = Math.max(scale, Math.abs(expected[i] ?? 0));
    if (Number.isNaN(actual[i])) return Number.NaN;
  }
  return difference / scale;
}

/** Rows × columns → columns × rows. */
export function transposed(x: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(x.length);
  for (let r = 0; r < rows; r += 1) {
    for (let c = 0; c < columns; c += 1) out[c * rows + r] = x[r * columns + c] ?? 0;
  }
  return out;
}

/** The fixture's tensor of each adapter entry, in the layout that our graphs train: A [in, r], B [r, out]. */
export function adapterReference(fixture: Fixture, prefix: string): Map<string, Float32Array> {
  const { rank } = fixture.adapter.lora;
  return new Map(
    loraTargets(fixture.config, fixture.adapter.lora).flatMap((target): [string, Float32Array][] => {
      const names = loraInputNames(target.name);
      const peft = `${prefix}/base_model.model.${target.name}`;
      return [
        [names.a, transposed(fixture.tensor(`${peft}.lora_A.weight`), rank, target.in)],
        [names.b, transposed(fixture.tensor(`${peft}.lora_B.weight`), target.out, rank)],
      ];
    }),
  );
}
