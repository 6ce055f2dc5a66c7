import type { DecoderStepper } from '../../src/generation/decode.ts';

/** A language model of order one: the logits of the next token depend on the last token only. */
export class MarkovStepper implements DecoderStepper {
  readonly fed: number[][] = [];
  disposed = false;
  readonly #table: readonly (readonly number[])[];

  /** @param table [vocab, vocab]: row = last token, logits of the next. */
  constructor(table: readonly (readonly number[])[]) {
    this.#table = table;
  }

  async step(tokens: Int32Array): Promise<{ logits: Float32Array }> {
    this.fed.push([...tokens]);
    return { logits: Float32Array.from([...tokens].flatMap((token) => this.#table[token] ?? [])) };
  }

  dispose(): void {
    this.disposed = true;
  }
}

/** The probabilities of logits, computed plainly in double precision. */
export function softmax(logits: ArrayLike<number>, temperature = 1): number[] {
  const values = Array.from(logits, (logit) => logit / temperature);
  const max = Math.max(...values);
  const weights = values.map((value) => Math.exp(value - max));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}

/** Pearson's statistic of counts against probabilities; entries of no probability must have no count. */
export function chiSquare(counts: readonly number[], probabilities: readonly number[]): number {
  const total = counts.reduce((a, b) => a + b, 0);
  return counts.reduce((sum, count, i) => {
    const expected = (probabilities[i] ?? 0) * total;
    if (expected === 0) return count === 0 ? sum : Number.POSITIVE_INFINITY;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}
