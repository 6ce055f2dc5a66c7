/** Where a file's bytes come from. A Blob (a File, too) can be read more than once, the others only once. */
export type ByteSource = Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** A block small enough to be split into rows without holding the thread for long. */
const LARGEST_BLOCK = 64 * 1024;

/** The size in bytes, where the source knows it. */
export function byteLength(source: ByteSource): number | undefined {
  return source instanceof Blob ? source.size : undefined;
}

/** The bytes in blocks of at most 64 KiB; leaving the loop early releases the source. */
export async function* readBlocks(source: ByteSource): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunksOf(source)) {
    for (let start = 0; start < chunk.length; start += LARGEST_BLOCK) {
      yield chunk.subarray(start, start + LARGEST_BLOCK);
    }
  }
}

/** Not every browser iterates over a stream by itself. */
async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  if (!(source instanceof Blob) && Symbol.asyncIterator in source) {
    yield* source as AsyncIterable<Uint8Array>;
    return;
  }
  const reader = (source instanceof Blob ? source.stream() : source).getReader();
  // The disk works on the next chunk while this one is split into rows.
  let next = reader.read();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = reader.read();
      // Whoever leaves early never awaits it.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
