import type { Random } from '../domain/random.ts';
import type { T5Config } from '../t5/config.ts';
import { type Adapter, type LoraConfig, loraTargets } from './lora.ts';

/**
 * An adapter that changes nothing yet: B is zero, and A uniform in ±1/√in, which is what PEFT's
 * `kaiming_uniform_(a=√5)` comes to.
 */
export function initialAdapter(config: T5Config, lora: LoraConfig, random: Random): Adapter {
  const tensors = loraTargets(config, lora).map((target) => {
    const bound = 1 / Math.sqrt(target.in);
    return {
      name: target.name,
      a: Float32Array.from({ length: target.in * lora.rank }, () => (2 * random.next() - 1) * bound),
      b: new Float32Array(lora.rank * target.out),
    };
  });
  return { lora, tensors };
}
