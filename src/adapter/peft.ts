// Adapters in the format of Hugging Face PEFT 0.21 (`PeftModel.save_pretrained`): adapter_config.json and
// adapter_model.safetensors with `base_model.model.<module>.lora_A.weight` [rank, in] and `lora_B.weight`
// [out, rank]. Python loads what is written here, and the other way round.
import { type Failure, failure, type Result, success } from '../domain/result.ts';
import type { T5Config } from '../t5/config.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import { parseJson } from '../t5/read-json.ts';
import { readSafetensors, type SafeTensor, writeSafetensors } from '../t5/safetensors.ts';
import { float32Tensor, tensorToFloat32 } from '../t5/tensor-values.ts';
import { type Adapter, type AdapterTensor, adaptable, leafOf, loraTargets } from './lora.ts';
import { peftConfigFile, readPeftOptions } from './peft-options.ts';

export interface PeftFiles {
  readonly 'adapter_config.json': Uint8Array<ArrayBuffer>;
  readonly 'adapter_model.safetensors': Uint8Array<ArrayBuffer>;
}

export interface BaseModel {
  readonly id: string;
  /** sha256 of its weight file, hex. */
  readonly hash: string;
}

const tensorFile = 'adapter_model.safetensors';
const prefix = 'base_model.model.';
const hashKey = 'offersmith_base_sha256';

/** The two files of a PEFT adapter; the base model's hash goes into the tensor file's metadata. */
export function writePeft({ lora, tensors }: Adapter, base: BaseModel): PeftFiles {
  const { rank } = lora;
  const stored = new Map<string, SafeTensor>();
  for (const { name, a, b } of tensors) {
    const [inputs, outputs] = [a.length / rank, b.length / rank];
    stored.set(`${prefix}${name}.lora_A.weight`, float32Tensor([rank, inputs], transpose(a, inputs, rank)));
    stored.set(`${prefix}${name}.lora_B.weight`, float32Tensor([outputs, rank], transpose(b, rank, outputs)));
  }
  const options = {
    base_model_name_or_path: base.id,
    bias: 'none',
    fan_in_fan_out: false,
    inference_mode: true,
    init_lora_weights: true,
    lora_alpha: lora.alpha,
    lora_dropout: 0,
    modules_to_save: null,
    peft_type: 'LORA',
    r: rank,
    target_modules: lora.targetModules,
    task_type: 'SEQ_2_SEQ_LM',
  };
  return {
    'adapter_config.json': new TextEncoder().encode(`${JSON.stringify(options, null, 2)}\n`),
    'adapter_model.safetensors': writeSafetensors(stored, { format: 'pt', [hashKey]: base.hash }),
  };
}

/**
 * Reads a PEFT adapter for a model of this config.
 *
 * @param baseHash the model's hash; an adapter that names another one is refused, one that names none is not.
 * @returns `adapter-invalid` for damaged files, `adapter-unsupported` for options beyond plain LoRA,
 *   `adapter-mismatch` where it belongs to another model.
 */
export function readPeft(
  files: Readonly<Record<keyof PeftFiles, Uint8Array>>,
  config: T5Config,
  baseHash?: string,
): Result<Adapter> {
  const json = parseJson(files[peftConfigFile], peftConfigFile);
  if (!json.ok) return asInvalid(json.failures);
  const options = readPeftOptions(json.value);
  if (!options.ok) return options;
  const file = readSafetensors(files[tensorFile], tensorFile);
  if (!file.ok) return asInvalid(file.failures);
  const { tensors, metadata } = file.value;
  const trainedFor = metadata[hashKey];
  if (baseHash !== undefined && trainedFor !== undefined && trainedFor !== baseHash) {
    return failure(
      'adapter-mismatch',
      `The adapter was trained for the model ${trainedFor.slice(0, 12)}…, not for ${baseHash.slice(0, 12)}…. Load the model that it belongs to.`,
      tensorFile,
    );
  }
  const targetModules = readTargets(tensors, config);
  if (!targetModules.ok) return targetModules;
  const lora = { ...options.value, targetModules: targetModules.value };
  const failures: Failure[] = [];
  const adapterTensors: AdapterTensor[] = [];
  for (const target of loraTargets(config, lora)) {
    const a = readMatrix(tensors, `${prefix}${target.name}.lora_A.weight`, lora.rank, target.in);
    const b = readMatrix(tensors, `${prefix}${target.name}.lora_B.weight`, target.out, lora.rank);
    if (a.ok && b.ok) adapterTensors.push({ name: target.name, a: a.value, b: b.value });
    else for (const matrix of [a, b]) if (!matrix.ok) failures.push(...matrix.failures);
  }
  return failures.length > 0 ? { ok: false, failures } : success({ lora, tensors: adapterTensors });
}

/** The adapted kinds of module, as the tensors name them: target_modules itself may be a pattern. */
function readTargets(tensors: ReadonlyMap<string, SafeTensor>, config: T5Config): Result<readonly string[]> {
  const modules = expectedT5Tensors(config);
  const leaves = new Set<string>();
  for (const key of tensors.keys()) {
    const name = /^base_model\.model\.(.+)\.lora_[AB]\.weight$/.exec(key)?.[1];
    if (name === undefined) {
      return failure(
        'adapter-unsupported',
        `The adapter holds ${key}, which is not part of a LoRA.`,
        path(key),
      );
    }
    if (!modules.has(`${name}.weight`)) {
      return failure(
        'adapter-mismatch',
        `The adapter changes ${name}, which this model does not have. Load the model that it belongs to.`,
        path(key),
      );
    }
    if (!adaptable.has(leafOf(name))) {
      return failure('adapter-unsupported', `Adapters of ${name} are not supported.`, path(key));
    }
    leaves.add(leafOf(name));
  }
  if (leaves.size === 0) return failure('adapter-invalid', `${tensorFile} holds no tensors.`, tensorFile);
  return success([...leaves].sort());
}

/** A stored matrix [rows, columns], turned to [columns, rows]. */
function readMatrix(
  tensors: ReadonlyMap<string, SafeTensor>,
  key: string,
  rows: number,
  columns: number,
): Result<Float32Array> {
  const tensor = tensors.get(key);
  if (tensor === undefined) {
    return failure(
      'adapter-mismatch',
      `The adapter lacks ${key}: it changes only some blocks, or belongs to a smaller model.`,
      path(key),
    );
  }
  if (tensor.shape.length !== 2 || tensor.shape[0] !== rows || tensor.shape[1] !== columns) {
    return failure(
      'adapter-mismatch',
      `${key} has the shape [${tensor.shape.join(', ')}] where this model needs [${rows}, ${columns}]. Load the model that the adapter belongs to.`,
      path(key),
    );
  }
  const values = tensorToFloat32(tensor);
  if (!values.every(Number.isFinite)) {
    return failure('adapter-invalid', `${key} holds values that are not finite numbers.`, path(key));
  }
  return success(transpose(values, rows, columns));
}

/** [rows, columns] → [columns, rows] */
function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      out[column * rows + row] = values[row * columns + column] as number;
    }
  }
  return out;
}

function asInvalid(failures: readonly Failure[]): Result<never> {
  return { ok: false, failures: failures.map((f) => ({ ...f, type: 'adapter-invalid' })) };
}

function path(key: string): string {
  return `${tensorFile}#${key}`;
}
