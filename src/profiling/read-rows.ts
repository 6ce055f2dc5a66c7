import type { Breathe } from './breathe.ts';
import { type ByteSource, byteLength, readBlocks } from './byte-source.ts';
import { TextReader } from './decode-text.ts';
import { ImportStop } from './import-stop.ts';
import { type Delimiter, type Quote, type RowSink, RowSplitter } from './split-rows.ts';
import type { EncodingName, EncodingReport } from './text-encoding.ts';

export interface ReadProgress {
  readonly bytesRead: number;
  /** Absent where the source does not know its size. */
  readonly bytesTotal?: number;
  /** Lines read so far. */
  readonly lines: number;
}

export interface ReadOptions {
  readonly delimiter: Delimiter;
  readonly quote?: Quote | undefined;
  /** Chosen by hand; told by the bytes when left out. */
  readonly encoding?: EncodingName | undefined;
  readonly breathe: Breathe;
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
}

/**
 * Reads a whole file row by row, block by block, with a pause between blocks where one is due.
 * Throws ImportStop for a file that is empty, no text, or too wide, and when it is cancelled.
 */
export async function readRows(
  source: ByteSource,
  sink: RowSink,
  options: ReadOptions,
): Promise<EncodingReport> {
  const reader = new TextReader(undefined, options.encoding);
  const splitter = new RowSplitter(options.delimiter, sink, options.quote);
  const bytesTotal = byteLength(source);
  let bytesRead = 0;
  const report = () =>
    options.onProgress?.({
      bytesRead,
      ...(bytesTotal === undefined ? {} : { bytesTotal }),
      lines: splitter.lines,
    });
  await options.breathe();
  for await (const block of readBlocks(source)) {
    bytesRead += block.length;
    splitter.push(reader.push(block, false), false);
    report();
    await options.breathe();
  }
  if (bytesRead === 0) stopAtEmpty();
  splitter.push(reader.push(new Uint8Array(0), true), true);
  report();
  return reader.report();
}

export function stopAtEmpty(): never {
  throw new ImportStop('empty-file', 'The file is empty; export it again with at least one row.');
}
