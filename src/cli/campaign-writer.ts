import path from 'node:path';
import { initialAdapter } from '../adapter/initial-adapter.ts';
import type { WriteCopy } from '../creative/compose-copy.ts';
import { createRandom } from '../domain/random.ts';
import { type Result, success } from '../domain/result.ts';
import { decodeCandidates } from '../generation/decode.ts';
import { T5Generator } from '../generation/t5-generator.ts';
import { openNodeRuntime } from '../runtime/node-runtime.ts';
import { DEFAULT_LORA } from '../service/engine.ts';
import { rewardPrompt } from '../t5/prompt.ts';
import { createTokenizer } from '../t5/tokenizer.ts';
import { shippedModel } from './shipped-model.ts';

/** Drafts for one brief and attempt. */
const DRAFTS = 4;

/** The shipped model as a writer of copy; the same seed gives the same drafts. Dispose of it when done. */
export async function openCopywriter(
  seed: number,
): Promise<Result<{ readonly write: WriteCopy; dispose(): Promise<void> }>> {
  const model = await shippedModel(path.join(import.meta.dirname, '../../models'));
  if (!model.ok) return model;
  const { config, weights, tokenizerJson, tokenizerConfig } = model.value;
  const tokenizer = createTokenizer(tokenizerJson, tokenizerConfig, config);
  if (!tokenizer.ok) return tokenizer;
  const runtime = await openNodeRuntime('cpu');
  if (!runtime.ok) return runtime;
  const generator = await T5Generator.create(runtime.value, config, weights, DEFAULT_LORA);
  const adapter = generator.loadAdapter(initialAdapter(config, DEFAULT_LORA, createRandom(1)));
  return success({
    async write(brief, attempt) {
      const { ids } = tokenizer.value.encode(rewardPrompt(brief));
      const prompt = await generator.encode(ids, adapter);
      const stepper = generator.start(prompt, adapter, DRAFTS);
      try {
        const decoded = await decodeCandidates(stepper, {
          count: DRAFTS,
          seed: seed + attempt,
          maxTokens: 48,
          startTokenId: config.decoderStartTokenId,
          eosTokenId: config.eosTokenId,
          padTokenId: config.padTokenId,
          temperature: 0.6,
          topK: 40,
          topP: 0.9,
          repetitionPenalty: 1,
          noRepeatNgram: 5,
          suppressTokens: [config.padTokenId],
        });
        if (!decoded.ok) return [];
        return decoded.value
          .filter(({ finished }) => finished)
          .map(({ tokens }) => tokenizer.value.decode(tokens));
      } finally {
        stepper.dispose();
        prompt.dispose();
      }
    },
    async dispose() {
      adapter.dispose();
      await generator.dispose();
    },
  });
}
