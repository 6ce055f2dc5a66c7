import type { T5Config } from '../t5/config.ts';
import { type Adapter, type LoraConfig, loraTargets } from './lora.ts';

/** An adapter as one vector, each projection's A [in, rank] and then its B [rank, out], in the order of `loraTargets`. */
export function flattenAdapter(adapter: Adapter): Float32Array {
  const parts = adapter.tensors.flatMap(({ a, b }) => [a, b]);
  const flat = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    flat.set(part, offset);
    offset += part.length;
  }
  return flat;
}

/** The reverse of `flattenAdapter`; the numbers are copied. */
export function unflattenAdapter(flat: Float32Array, config: T5Config, lora: LoraConfig): Adapter {
  let offset = 0;
  const take = (count: number) => {
    offset += count;
    return flat.slice(offset - count, offset);
  };
  const tensors = loraTargets(config, lora).map((target) => ({
    name: target.name,
    a: take(target.in * lora.rank),
    b: take(lora.rank * target.out),
  }));
  if (offset !== flat.length) throw new RangeError(`${flat.length} numbers for an adapter of ${offset}`);
  return { lora, tensors };
}
