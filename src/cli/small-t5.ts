import type { T5Config } from '../t5/config.ts';

export interface SmallT5Sizes {
  /** A multiple of 64, the width of a head. */
  readonly width: number;
  readonly feedForward: number;
  readonly encoderLayers: number;
  readonly decoderLayers: number;
  /** 4,096 when left out. */
  readonly vocabulary?: number;
}

/** T5 1.0 with a tied head and the special tokens of our tokenizer. */
export function smallT5({
  width,
  feedForward,
  encoderLayers,
  decoderLayers,
  vocabulary = 4096,
}: SmallT5Sizes): T5Config {
  return {
    vocabSize: vocabulary,
    dModel: width,
    dKv: 64,
    dFf: feedForward,
    numLayers: encoderLayers,
    numDecoderLayers: decoderLayers,
    numHeads: width / 64,
    relativeAttentionNumBuckets: 32,
    relativeAttentionMaxDistance: 128,
    layerNormEpsilon: 1e-6,
    feedForward: 'relu',
    tieWordEmbeddings: true,
    padTokenId: 0,
    eosTokenId: 1,
    decoderStartTokenId: 0,
  };
}
