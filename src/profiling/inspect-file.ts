import type { Result } from '../domain/result.ts';
import { createBreathe } from './breathe.ts';
import { type ByteSource, byteLength, readBlocks } from './byte-source.ts';
import { TextReader } from './decode-text.ts';
import { type ColumnGuess, guessColumns } from './guess-columns.ts';
import { DELIMITER_NAMES, guessDelimiter, guessHeader, type HeaderGuess, WRITTEN } from './guess-dialect.ts';
import { caught, ImportStop } from './import-stop.ts';
import type { Mapping } from './mapping.ts';
import type { Guess } from './number-format.ts';
import { proposeMapping } from './propose-mapping.ts';
import { stopAtEmpty } from './read-rows.ts';
import type { Refusal } from './refusal.ts';
import { type FileKind, isKnownName } from './roles.ts';
import { type Delimiter, type Quote, RowSplitter } from './split-rows.ts';
import type { EncodingName, EncodingReport, EncodingStart } from './text-encoding.ts';

/** Rows of the file's beginning, kept for a preview. */
export interface SampleRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What a person says of a file's form; what is absent is guessed. */
export interface FormByHand {
  readonly kind?: FileKind;
  readonly encoding?: EncodingName;
  readonly delimiter?: Delimiter;
  readonly quote?: Quote;
  /** Whether the first row names the columns. */
  readonly header?: boolean;
}

/** What a file looks like, judged by its beginning and, where it can be read twice, by places spread over it. */
export interface Inspection {
  readonly bytes?: number;
  readonly byHand: FormByHand;
  readonly encoding: EncodingReport;
  readonly delimiter: Guess<Delimiter>;
  readonly header: HeaderGuess;
  readonly columns: readonly ColumnGuess[];
  /** The proposal; the person may change it. */
  readonly mapping: Mapping;
  /** The first rows below the header. */
  readonly sample: readonly SampleRow[];
}

const HEAD_BYTES = 256 * 1024;
const PLACES = 8;
const PLACE_BYTES = 16 * 1024;
const PLACE_ROWS = 200;
const HEAD_ROWS = 2000;
const KEPT_ROWS = 50;

/**
 * Looks at a file and guesses its encoding, delimiter, header, the format of each column, and what the columns mean.
 * What is said by hand is taken as it is said. A stream is used up by it. Fails for a file that is empty, no text, of
 * one column, or wider than 2,000 columns.
 */
export function inspectFile(
  source: ByteSource,
  options: FormByHand & { readonly signal?: AbortSignal } = {},
): Promise<Result<Inspection>> {
  return caught(async () => {
    const { signal, ...byHand } = options;
    const { quote } = byHand;
    const breathe = createBreathe(signal);
    await breathe();
    const { text, reader } = await readHead(source, byHand.encoding);
    if (text.trim() === '') stopAtEmpty();
    const delimiter =
      byHand.delimiter === undefined
        ? (guessDelimiter(text, quote) ?? stopAtOneColumn())
        : { value: byHand.delimiter, why: BY_HAND };
    const { rows: head, refused } = splitRows(text, delimiter.value, quote);
    const [bad] = refused;
    if (bad !== undefined && bad.line < (head[0]?.line ?? Number.POSITIVE_INFINITY)) {
      // Without its first line, the header in most files, the columns cannot be told.
      throw new ImportStop(bad.type, bad.message, bad.path);
    }
    await breathe();
    const guessed = guessHeader(
      head.slice(0, 200).map(({ cells }) => cells),
      isKnownName,
    );
    const header =
      byHand.header === undefined ? guessed : { value: byHand.header, skip: guessed.skip, why: BY_HAND };
    const body = head.slice(header.skip + (header.value ? 1 : 0));
    const width = head[header.skip]?.cells.length ?? 0;
    if (width < 2) stopAtOneColumn(delimiter.value);
    if (body.length === 0) {
      throw new ImportStop('no-rows', 'The file has a header and no rows; export it again with its data.');
    }
    const spread = await readSpread(source, reader.start, delimiter.value, width, quote);
    await breathe();
    const names = columnNames(head[header.skip]?.cells ?? [], header.value);
    const columns = guessColumns(names, [...body.map(({ cells }) => cells).slice(0, HEAD_ROWS), ...spread]);
    const bytes = byteLength(source);
    return {
      ...(bytes === undefined ? {} : { bytes }),
      byHand,
      encoding: reader.report(),
      delimiter,
      header,
      columns,
      mapping: proposeMapping(columns, header.value, byHand.kind),
      sample: body.slice(0, KEPT_ROWS),
    };
  });
}

const BY_HAND = 'chosen by hand';

async function readHead(
  source: ByteSource,
  encoding: EncodingName | undefined,
): Promise<{ readonly text: string; readonly reader: TextReader }> {
  const reader = new TextReader(undefined, encoding);
  let bytes = 0;
  let text = '';
  for await (const block of readBlocks(source)) {
    bytes += block.length;
    text += reader.push(block, false);
    if (bytes >= HEAD_BYTES && text !== '') return { text, reader };
  }
  if (bytes === 0) stopAtEmpty();
  return { text: text + reader.push(new Uint8Array(0), true), reader };
}

/** Dates are often in order, so the beginning alone may hold a single day. */
async function readSpread(
  source: ByteSource,
  start: EncodingStart | undefined,
  delimiter: Delimiter,
  width: number,
  quote: Quote | undefined,
): Promise<readonly (readonly string[])[]> {
  if (!(source instanceof Blob) || source.size <= HEAD_BYTES || start === undefined) return [];
  const rows: (readonly string[])[] = [];
  const step = (source.size - HEAD_BYTES - PLACE_BYTES) / (PLACES - 1);
  for (let i = 0; i < PLACES; i++) {
    // Even, for the encodings of two bytes a letter.
    const at = Math.max(HEAD_BYTES, 2 * Math.floor((HEAD_BYTES + i * step) / 2));
    const bytes = new Uint8Array(await source.slice(at, at + PLACE_BYTES).arrayBuffer());
    const text = new TextReader({ ...start, byteOrderMark: false }).push(bytes, false);
    // The first line may begin before the place; a row of another width tells of a quote that opened there.
    const whole = splitRows(text.slice(text.indexOf('\n') + 1), delimiter, quote).rows;
    const fitting = whole.filter(({ cells }) => cells.length === width).slice(0, PLACE_ROWS);
    rows.push(...fitting.map(({ cells }) => cells));
  }
  return rows;
}

function splitRows(text: string, delimiter: Delimiter, quote?: Quote) {
  const rows: SampleRow[] = [];
  const refused: Refusal[] = [];
  const sink = {
    row: (cells: readonly string[], line: number) => rows.push({ cells, line }),
    refuse: (one: Refusal) => refused.push(one),
  };
  const splitter = new RowSplitter(delimiter, sink, quote);
  splitter.push(text, true);
  return { rows, refused };
}

function columnNames(cells: readonly string[], hasHeader: boolean): readonly string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, i) => {
    const name = hasHeader && cell.trim() !== '' ? cell.trim() : `column ${i + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

function stopAtOneColumn(byHand?: Delimiter): never {
  if (byHand !== undefined) {
    throw new ImportStop(
      'one-column',
      `The file has a single column: "${DELIMITER_NAMES[byHand]}" does not part its first row. Choose another separator.`,
    );
  }
  const looked = [...WRITTEN, 'blanks' as const].map((one) => DELIMITER_NAMES[one]).join(', ');
  throw new ImportStop(
    'one-column',
    `The file has a single column: its lines share no delimiter (${looked}). Export it with at least a customer and one more column.`,
  );
}
