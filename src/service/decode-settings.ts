import type { DecodeOptions } from '../generation/decode.ts';
import type { T5Config } from '../t5/config.ts';

/** How texts are drawn where a request asks for nothing else. */
export function decodeSettings(
  config: T5Config,
): Omit<DecodeOptions, 'count' | 'seed' | 'signal' | 'onTokens'> {
  return {
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
  };
}
