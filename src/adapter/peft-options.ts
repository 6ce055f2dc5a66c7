import * as v from 'valibot';
import { type Failure, failure, type Result, success } from '../domain/result.ts';

export const peftConfigFile = 'adapter_config.json';

/** Settings that do not change what a trained adapter computes, or that the tensors themselves answer. */
const harmless: ReadonlySet<string> = new Set([
  'auto_mapping',
  'base_model_name_or_path',
  'exclude_modules',
  'inference_mode',
  'layers_pattern',
  'layers_to_transform',
  'lora_alpha',
  'lora_dropout',
  'megatron_core',
  'peft_type',
  'peft_version',
  'qalora_group_size',
  'r',
  'revision',
  'runtime_config',
  'target_modules',
  'task_type',
]);

/** Settings that are harmless with these values only; initialisers such as PiSSA also change the base model. */
const allowed: Readonly<Record<string, readonly unknown[]>> = {
  bias: ['none'],
  init_lora_weights: [true, false, 'gaussian', 'eva'],
};

const Numbers = v.object({
  r: v.pipe(v.number(), v.integer(), v.minValue(1)),
  lora_alpha: v.pipe(v.number(), v.gtValue(0), v.finite()),
});

/**
 * Reads rank and alpha of a PEFT LoRA's adapter_config.json.
 *
 * @returns `adapter-unsupported` for other methods than LoRA and for each option that would change what the
 *   adapter computes, unknown ones included; `adapter-invalid` for numbers that make no sense.
 */
export function readPeftOptions(json: unknown): Result<{ readonly rank: number; readonly alpha: number }> {
  if (typeof json !== 'object' || json === null) {
    return failure('adapter-invalid', `${peftConfigFile} holds no adapter description.`, peftConfigFile);
  }
  const options = json as Readonly<Record<string, unknown>>;
  if (options.peft_type !== 'LORA') {
    return failure(
      'adapter-unsupported',
      `The adapter is of the type ${String(options.peft_type)}; only LORA can be used.`,
      `${peftConfigFile}#peft_type`,
    );
  }
  const failures: Failure[] = Object.entries(options)
    .filter(([name, value]) => !harmless.has(name) && !isOff(value) && !allowed[name]?.includes(value))
    .map(([name, value]) => ({
      type: 'adapter-unsupported',
      message: `The adapter was trained with ${name} = ${JSON.stringify(value)}, which is not supported. Train it again without this option.`,
      path: `${peftConfigFile}#${name}`,
    }));
  if (failures.length > 0) return { ok: false, failures };
  const numbers = v.safeParse(Numbers, options);
  if (!numbers.success) {
    return failure(
      'adapter-invalid',
      `r or lora_alpha in ${peftConfigFile} is missing or not a sensible number.`,
      peftConfigFile,
    );
  }
  return success({ rank: numbers.output.r, alpha: numbers.output.lora_alpha });
}

function isOff(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === null || value === undefined || value === false;
}
