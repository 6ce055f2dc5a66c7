import { fitAdapter } from '../adapter/fit-adapter.ts';
import { type Adapter, type LoraConfig, loraTargets } from '../adapter/lora.ts';
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

/**
 * The reverse, in the shape `lora` that the graphs were built for; undefined where what was stored is damaged or
 * does not fit the model, such as after the model changed.
 */
export function fromStored(stored: StoredAdapter, config: T5Config, lora: LoraConfig): Adapter | undefined {
  const { r, lora_alpha: alpha, target_modules: modules } = stored.config;
  if (typeof r !== 'number' || typeof alpha !== 'number' || !Array.isArray(modules)) return undefined;
  const own = { rank: r, alpha, targetModules: modules.map(String) };
  // Asked before `loraTargets`, which throws for a module that the model does not have.
  if (!own.targetModules.every((name) => lora.targetModules.includes(name))) return undefined;
  const byName = new Map(stored.tensors.map((tensor) => [tensor.name, tensor.data]));
  const tensors: Adapter['tensors'][number][] = [];
  for (const target of loraTargets(config, own)) {
    const a = byName.get(`${target.name}.a`);
    const b = byName.get(`${target.name}.b`);
    if (a?.length !== target.in * r || b?.length !== r * target.out) return undefined;
    if (!a.every(Number.isFinite) || !b.every(Number.isFinite)) return undefined;
    tensors.push({ name: target.name, a, b });
  }
  const fitted = fitAdapter({ lora: own, tensors }, config, lora);
  return fitted.ok ? fitted.value : undefined;
}
