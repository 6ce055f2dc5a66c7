import { failure, type Result, success } from '../domain/result.ts';
import { collectStream } from './collect-stream.ts';

/** Fed to the unpacker at a time, so that it need not hold a second copy of the file. */
const PART = 1 << 20;
/** Header and trailer of an empty file (RFC 1952). */
const SHORTEST = 18;
/** What is packed by more is unpacked into a buffer that grows: a damaged file may tell any size. */
const LIKELY_RATIO = 4;

/**
 * Unpacks a gzip file into one buffer, of the size that stands in its last four bytes.
 *
 * @param file named in the failures.
 * @returns `model-file-truncated` or `model-file-altered` where it is no whole gzip file. Throws a `RangeError` where
 *   there is no memory for it.
 */
export async function unpackGzip(
  packed: Uint8Array<ArrayBuffer>,
  file: string,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  if (packed.length < SHORTEST) return truncated(file);
  const told = new DataView(packed.buffer, packed.byteOffset + packed.length - 4).getUint32(0, true);
  const { readable, writable } = new DecompressionStream('gzip');
  const feeding = feed(writable, packed);
  try {
    const unpacked = await collectStream(readable, Math.min(told, LIKELY_RATIO * packed.length));
    // Not every unpacker minds what follows the end, and the size is told modulo 2³².
    return unpacked.length % 2 ** 32 === told ? success(unpacked) : altered(file);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return (await feeding) === 'ends early' ? truncated(file) : altered(file);
  }
}

/** What is damaged is refused when it is fed in; only the end shows that something is missing. */
async function feed(
  writable: WritableStream<BufferSource>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<'whole' | 'damaged' | 'ends early'> {
  const writer = writable.getWriter();
  try {
    for (let start = 0; start < bytes.length; start += PART) {
      await writer.write(bytes.subarray(start, start + PART));
    }
  } catch {
    return 'damaged';
  }
  return writer.close().then(
    () => 'whole',
    () => 'ends early',
  );
}

function truncated(file: string): Result<never> {
  return failure(
    'model-file-truncated',
    `${file} ends too early, so it cannot be unpacked: it was cut off on its way here. Download or copy it again.`,
    file,
  );
}

function altered(file: string): Result<never> {
  return failure(
    'model-file-altered',
    `${file} cannot be unpacked: its contents are damaged, or it is no gzip file. Download or copy it again.`,
    file,
  );
}
