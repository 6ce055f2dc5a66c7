/**
 * Which rows were seen before, by 53 bits of their text: two different rows among two million are taken for one with
 * a probability of about 2·10⁻⁴. Open addressing in one typed array, 16 to 32 bytes a row.
 */
export class RowSet {
  #slots = new Float64Array(4096);
  #size = 0;

  /** @returns whether the row is new. */
  add(row: string): boolean {
    if (2 * this.#size >= this.#slots.length) this.#grow();
    const added = insert(this.#slots, hash53(row));
    if (added) this.#size++;
    return added;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Float64Array(2 * old.length);
    for (const key of old) if (key !== 0) insert(this.#slots, key);
  }
}

function insert(slots: Float64Array, key: number): boolean {
  const mask = slots.length - 1;
  for (let at = (key % 4294967296) & mask; ; at = (at + 1) & mask) {
    const found = slots[at];
    if (found === key) return false;
    if (found === 0) {
      slots[at] = key;
      return true;
    }
  }
}

/** cyrb53 (bryc, public domain); never 0, which marks an empty slot. */
function hash53(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0) || 1;
}
