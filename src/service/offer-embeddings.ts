import type { DecodedCandidate, DecoderStepper } from '../generation/decode.ts';

/**
 * Passes steps on to a decoder and keeps the states that come with them, so that an offer's embedding costs nothing
 * beyond writing it where it is made of decoder states.
 */
export class OfferEmbeddings implements DecoderStepper {
  /** One entry a step: [candidates · dModel]. */
  private readonly states: Float32Array[] = [];

  constructor(
    private readonly inner: {
      step(tokens: Int32Array): Promise<{ readonly logits: Float32Array; readonly states: Float32Array }>;
      dispose(): void;
    },
    private readonly dModel: number,
  ) {}

  async step(tokens: Int32Array): Promise<{ readonly logits: Float32Array }> {
    const output = await this.inner.step(tokens);
    this.states.push(output.states.slice());
    return output;
  }

  /** Mean over the states that wrote the candidate's tokens, its end included: [dModel]. */
  mean(index: number, candidate: DecodedCandidate): Float32Array {
    const length = candidate.tokens.length + (candidate.finished ? 1 : 0);
    const mean = new Float32Array(this.dModel);
    for (const step of this.states.slice(0, length)) {
      for (let d = 0; d < this.dModel; d += 1) {
        mean[d] = (mean[d] ?? 0) + (step[index * this.dModel + d] ?? 0) / length;
      }
    }
    return mean;
  }

  /** The state that wrote the candidate's last token: [dModel]. */
  last(index: number, candidate: DecodedCandidate): Float32Array {
    const length = candidate.tokens.length + (candidate.finished ? 1 : 0);
    return (
      this.states[length - 1]?.slice(index * this.dModel, (index + 1) * this.dModel) ??
      new Float32Array(this.dModel)
    );
  }

  dispose(): void {
    this.inner.dispose();
  }
}
