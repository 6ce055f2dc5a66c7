/**
 * Reads a stream to its end, into one buffer.
 *
 * @param expectedBytes where it is right, nothing is copied; where it is wrong, the buffer grows or is cut.
 * @param onBytes called with the number of bytes that have just arrived.
 * @returns a part of the buffer; throws what the stream throws, which is cancelled where there is no room for it.
 */
export async function collectStream(
  stream: ReadableStream<Uint8Array>,
  expectedBytes: number = 1 << 16,
  onBytes?: (count: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  try {
    let buffer = new Uint8Array(expectedBytes);
    let length = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (length + part.value.length > buffer.length) {
        const grown = new Uint8Array(Math.max(2 * buffer.length, length + part.value.length));
        grown.set(buffer.subarray(0, length));
        buffer = grown;
      }
      buffer.set(part.value, length);
      length += part.value.length;
      onBytes?.(part.value.length);
    }
    return length === buffer.length ? buffer : buffer.subarray(0, length);
  } catch (error) {
    await reader.cancel(error).catch(() => undefined);
    throw error;
  }
}
