import { mostLikelyToken } from './sampling.ts';
import type { LoadedAdapter, T5Generator } from './t5-generator.ts';

/**
 * The likeliest token at each step, with no penalty or rule in the way: what to compare engines by.
 *
 * @param ids the prompt's tokens, its end included.
 * @returns at most `maxTokens` tokens, the end token left out.
 */
export async function greedyTokens(
  generator: T5Generator,
  adapter: LoadedAdapter,
  ids: Int32Array,
  maxTokens: number,
): Promise<number[]> {
  const { decoderStartTokenId, eosTokenId } = generator.config;
  const prompt = await generator.encode(ids, adapter);
  const stepper = generator.start(prompt, adapter, 1);
  const tokens: number[] = [];
  let token = decoderStartTokenId;
  while (tokens.length < maxTokens) {
    const { logits } = await stepper.step(Int32Array.of(token));
    token = mostLikelyToken(logits);
    if (token === eosTokenId) break;
    tokens.push(token);
  }
  stepper.dispose();
  prompt.dispose();
  return tokens;
}
