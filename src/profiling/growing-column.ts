interface Numbers {
  [index: number]: number;
  set(values: ArrayLike<number>, at: number): void;
}

const CHUNK = 65_536;

/**
 * A column of numbers whose length is not known before, kept in chunks: one array that doubled when full would hold
 * the thread for tens of milliseconds at each copy.
 */
export class GrowingColumn<T extends Numbers & ArrayLike<number>> {
  readonly #chunks: T[] = [];
  #last: T;
  #used = 0;
  readonly #create: (length: number) => T;

  constructor(create: (length: number) => T) {
    this.#create = create;
    this.#last = create(CHUNK);
  }

  push(value: number): void {
    if (this.#used === CHUNK) {
      this.#chunks.push(this.#last);
      this.#last = this.#create(CHUNK);
      this.#used = 0;
    }
    this.#last[this.#used++] = value;
  }

  get length(): number {
    return this.#chunks.length * CHUNK + this.#used;
  }

  /** The values so far, in an array of exactly their number. */
  finish(): T {
    const whole = this.#create(this.length);
    for (const [i, chunk] of this.#chunks.entries()) whole.set(chunk, i * CHUNK);
    const start = this.#chunks.length * CHUNK;
    for (let i = 0; i < this.#used; i++) whole[start + i] = this.#last[i] ?? 0;
    return whole;
  }
}
