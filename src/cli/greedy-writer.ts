import { initialAdapter } from '../adapter/initial-adapter.ts';
import { createRandom } from '../domain/random.ts';
import { mostLikelyToken } from '../generation/sampling.ts';
import { T5Generator } from '../generation/t5-generator.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { DEFAULT_LORA } from '../service/engine.ts';
import type { T5Config } from '../t5/config.ts';
import type { WeightLayout } from '../t5/embedded-weights.ts';
import type { Weights } from '../t5/weights.ts';

/** What greedy writing made of one prompt. */
export interface GreedyText {
  /** Without the end token. */
  readonly tokens: readonly number[];
  /** Of the first token: [vocab]. */
  readonly firstLogits: Float32Array;
}

export interface GreedyWriter {
  write(prompt: Int32Array): Promise<GreedyText>;
  dispose(): Promise<void>;
}

/** Tokens after which a text is cut off. */
export const LONGEST_TEXT = 40;

/** Writes the likeliest token each time, with nothing of the sampler in between. */
export async function greedyWriter(
  runtime: Runtime,
  config: T5Config,
  weights: Weights,
  layout: WeightLayout,
): Promise<GreedyWriter> {
  const generator = await T5Generator.create(runtime, config, weights, DEFAULT_LORA, layout);
  const adapter = generator.loadAdapter(initialAdapter(config, DEFAULT_LORA, createRandom(1)));
  return {
    async write(ids) {
      const prompt = await generator.encode(ids, adapter);
      const stepper = generator.start(prompt, adapter, 1);
      try {
        const tokens: number[] = [];
        let firstLogits = new Float32Array();
        let token = config.decoderStartTokenId;
        while (tokens.length < LONGEST_TEXT) {
          const { logits } = await stepper.step(Int32Array.of(token));
          // A copy, since the array is the runtime's.
          if (tokens.length === 0) firstLogits = logits.slice();
          token = mostLikelyToken(logits);
          if (token === config.eosTokenId) break;
          tokens.push(token);
        }
        return { tokens, firstLogits };
      } finally {
        stepper.dispose();
        prompt.dispose();
      }
    },
    async dispose() {
      adapter.dispose();
      await generator.dispose();
    },
  };
}
