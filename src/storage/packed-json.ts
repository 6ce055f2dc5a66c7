/** A JSON value at rest, compressed: what is logged of 80,000 people repeats itself, and takes a tenth of the room so. */
export interface PackedJson {
  readonly gzip: Uint8Array<ArrayBuffer>;
}

/** Compresses a plain JSON value. Not to be awaited inside a transaction. */
export async function packJson(value: unknown): Promise<PackedJson> {
  const stream = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream('gzip'));
  return { gzip: new Uint8Array(await new Response(stream).arrayBuffer()) };
}

/** Inverse of `packJson`; the type is the caller's word for what was packed. Rejects for what it did not write. */
export async function unpackJson<T>({ gzip }: PackedJson): Promise<T> {
  const stream = new Blob([gzip]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text()) as T;
}
