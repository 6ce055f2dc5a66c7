import type { OfferEmbedding } from '../t5/config.ts';
import type { PreferenceKind } from './losses.ts';
import type { BatchSizes } from './training-graph.ts';

/** Token ids of a persona's prompt and of its offers, each with its end token. */
export interface TokenisedExample {
  readonly prompt: Int32Array;
  readonly accepted: readonly Int32Array[];
  readonly rejected: readonly Int32Array[];
}

export interface BatchOptions {
  readonly padTokenId: number;
  readonly decoderStartTokenId: number;
  /** Other personas' offers count as negatives as well. */
  readonly inBatchNegatives?: boolean;
}

/** The numbers of a batch, as the training graph names them. */
export interface Batch {
  readonly prompt_ids: Int32Array;
  readonly prompt_mask: Float32Array;
  readonly offer_ids: Int32Array;
  readonly offer_mask: Float32Array;
  readonly labels: Int32Array;
  readonly label_weights: Float32Array;
  /** Labels of rejected offers as well, for a preference loss and for an encoder that reads the offers. */
  readonly all_labels: Int32Array;
  readonly positive_weights: Float32Array;
  readonly negative_mask: Float32Array;
  /** What the model before training gave each offer, [personas, offers]; only DPO needs it. */
  readonly reference_log_likelihoods?: Float32Array;
}

/** What decides which of a batch's tensors a training graph takes. */
export interface BatchUse {
  readonly sizes: BatchSizes;
  readonly preference?: PreferenceKind;
  readonly config?: { readonly offerEmbedding?: OfferEmbedding };
}

/** Shapes of the tensors of a batch that a training graph takes. */
export function batchShapes({
  sizes,
  preference,
  config,
}: BatchUse): Readonly<Partial<Record<keyof Batch, readonly number[]>>> {
  const { batch: B, promptLength: S, accepted: A, rejected: R, offerLength: T } = sizes;
  const K = A + R;
  return {
    prompt_ids: [B * S],
    prompt_mask: [B, S],
    offer_ids: [B * K * T],
    offer_mask: [B * K, T],
    ...(preference === undefined && { labels: [B * A * T] }),
    ...((preference !== undefined || config?.offerEmbedding === 'encoder-mean') && {
      all_labels: [B * K * T],
    }),
    label_weights: [B * A * T, 1],
    positive_weights: [B, B * K],
    negative_mask: [B, B * K],
    ...(preference === 'dpo' && { reference_log_likelihoods: [B, K] }),
  };
}

/**
 * Pads examples to the fixed sizes of a graph. Texts that are too long are cut, prompts before their end token; offers beyond the sizes are
 * left out, and places without one are masked. Fewer examples than `sizes.batch` leave empty rows.
 */
export function makeBatch(
  examples: readonly TokenisedExample[],
  sizes: BatchSizes,
  options: BatchOptions,
): Batch {
  const { batch: B, promptLength: S, accepted: A, rejected: R, offerLength: T } = sizes;
  if (examples.length > B) throw new RangeError(`${examples.length} examples for a batch of ${B}`);
  const K = A + R;
  const { padTokenId: pad } = options;
  const out = {
    prompt_ids: new Int32Array(B * S).fill(pad),
    prompt_mask: new Float32Array(B * S),
    offer_ids: new Int32Array(B * K * T).fill(pad),
    offer_mask: new Float32Array(B * K * T),
    labels: new Int32Array(B * A * T).fill(pad),
    label_weights: new Float32Array(B * A * T),
    all_labels: new Int32Array(B * K * T).fill(pad),
    positive_weights: new Float32Array(B * B * K),
    negative_mask: new Float32Array(B * B * K),
  };
  examples.forEach((example, b) => {
    const prompt = cutPrompt(example.prompt, S);
    out.prompt_ids.set(prompt, b * S);
    out.prompt_mask.fill(1, b * S, b * S + prompt.length);
    const accepted = example.accepted.slice(0, A);
    const rejected = example.rejected.slice(0, R);
    accepted.forEach((offer, k) => {
      const row = b * K + k;
      putOffer(out, row, offer, T, options.decoderStartTokenId);
      const labels = offer.subarray(0, T);
      out.labels.set(labels, (b * A + k) * T);
      out.label_weights.fill(1, (b * A + k) * T, (b * A + k) * T + labels.length);
      out.positive_weights[b * B * K + row] = 1;
    });
    rejected.forEach((offer, k) => {
      const row = b * K + A + k;
      putOffer(out, row, offer, T, options.decoderStartTokenId);
      out.negative_mask[b * B * K + row] = 1;
    });
  });
  if (options.inBatchNegatives) markOthers(out, examples, sizes);
  dropLonePositives(out, B, K);
  normalise(out.label_weights);
  normalise(out.positive_weights);
  return out;
}

/** As the tokenizer cuts a prompt for writing, so that a person lies at one place in both. */
function cutPrompt(ids: Int32Array, length: number): Int32Array {
  if (ids.length <= length) return ids;
  const cut = ids.slice(0, length);
  cut.set(ids.subarray(-1), length - 1);
  return cut;
}

function putOffer(
  out: Pick<Batch, 'offer_ids' | 'offer_mask' | 'all_labels'>,
  row: number,
  offer: Int32Array,
  length: number,
  start: number,
): void {
  const labels = offer.subarray(0, length);
  out.offer_ids[row * length] = start;
  out.offer_ids.set(labels.subarray(0, length - 1), row * length + 1);
  out.all_labels.set(labels, row * length);
  out.offer_mask.fill(1, row * length, row * length + labels.length);
}

function markOthers(
  out: { readonly negative_mask: Float32Array },
  examples: readonly TokenisedExample[],
  { batch: B, accepted: A, rejected: R }: BatchSizes,
): void {
  const K = A + R;
  examples.forEach((_, b) => {
    examples.forEach((other, c) => {
      if (b === c) return;
      for (let k = 0; k < K; k += 1) {
        const there = k < A ? k < other.accepted.length : k - A < other.rejected.length;
        if (there) out.negative_mask[b * B * K + c * K + k] = 1;
      }
    });
  });
}

/** A positive without any negative teaches nothing, and has no denominator in the paper's form. */
function dropLonePositives(
  out: { readonly positive_weights: Float32Array; readonly negative_mask: Float32Array },
  B: number,
  K: number,
): void {
  for (let b = 0; b < B; b += 1) {
    const row = out.negative_mask.subarray(b * B * K, (b + 1) * B * K);
    if (!row.includes(1)) out.positive_weights.fill(0, b * B * K, (b + 1) * B * K);
  }
}

function normalise(weights: Float32Array): void {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum > 0)
    weights.forEach((weight, i) => {
      weights[i] = weight / sum;
    });
}
