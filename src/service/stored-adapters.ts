import type { Adapter } from '../adapter/lora.ts';
import { loraTargets } from '../adapter/lora.ts';
import type { StoredAdapter, StoredTensor } from '../storage/schema.ts';
import type { T5Config } from '../t5/config.ts';

/** An adapter as storage keeps it: A [in, rank] and B [rank, out] of each projection, and PEFT's settings. */
export function toStored(adapter: Adapter, config: T5Config): Pick<StoredAdapter, 'tensors' | 'config'> {
  const { lora } = adapter;
  const targets = new Map(loraTargets(config, lora).map((target) => [target.name, target]));
  const tensors = adapter.tensors.flatMap(({ name, a, b }): StoredTensor[] => {
    const target = targets.get(name);
    if (!target) throw new Error(`the model has no projection ${name}`);
    return [
      { name: `${name}.a`, shape: [target.in, lora.rank], data: a },
      { name: `${name}.b`, shape: [lora.rank, target.out], data: b },
    ];
  });
  const { rank, alpha, targetModules } = lora;
  return { tensors, config: { r: rank, lora_alpha: alpha, target_modules: [...targetModules] } };
}

/** The reverse; undefined where what was stored does not fit the model, such as after the model changed. */
export function fromStored(stored: StoredAdapter, config: T5Config): Adapter | undefined {
  const { r, lora_alpha: alpha, target_modules: modules } = stored.config;
  if (typeof r !== 'number' || typeof alpha !== 'number' || !Array.isArray(modules)) return undefined;
  const lora = { rank: r, alpha, targetModules: modules.map(String) };
  const byName = new Map(stored.tensors.map((tensor) => [tensor.name, tensor.data]));
  const tensors: Adapter['tensors'][number][] = [];
  for (const target of loraTargets(config, lora)) {
    const a = byName.get(`${target.name}.a`);
    const b = byName.get(`${target.name}.b`);
    if (a?.length !== target.in * r || b?.length !== r * target.out) return undefined;
    tensors.push({ name: target.name, a, b });
  }
  return { lora, tensors };
}
