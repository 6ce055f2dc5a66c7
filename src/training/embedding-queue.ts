import type { DeviceTensor, Runtime } from '../runtime/runtime.ts';

/** The embeddings of the newest offers of earlier steps, which a training graph with a queue contrasts with. */
export class EmbeddingQueue {
  private readonly rows: Float32Array;
  private readonly mask: Float32Array;
  private next = 0;

  /** @param places how many offers it holds, each an embedding of `width` numbers. */
  constructor(
    private readonly runtime: Runtime,
    private readonly places: number,
    private readonly width: number,
  ) {
    this.rows = new Float32Array(places * width);
    this.mask = new Float32Array(places);
  }

  /** `queue` [places, width] and `queue_mask` [1, places], 1 where there is one. */
  feeds(): Record<string, DeviceTensor> {
    return {
      queue: this.runtime.tensor('float32', [this.places, this.width], this.rows),
      queue_mask: this.runtime.tensor('float32', [1, this.places], this.mask),
    };
  }

  /**
   * Takes in the offers of a step, in place of the oldest.
   *
   * @param embeddings [offers · width]
   * @param offerMask 1 on the tokens of each offer, [offers · length]; a row that begins with 0 is no offer.
   */
  push(embeddings: Float32Array, offerMask: Float32Array): void {
    const offers = embeddings.length / this.width;
    const length = offerMask.length / offers;
    for (let i = 0; i < offers; i += 1) {
      if (offerMask[i * length] !== 1) continue;
      this.rows.set(embeddings.subarray(i * this.width, (i + 1) * this.width), this.next * this.width);
      this.mask[this.next] = 1;
      this.next = (this.next + 1) % this.places;
    }
  }
}
