import type { Failure, Result } from '../domain/result.ts';
import { createBreathe } from './breathe.ts';
import type { ByteSource } from './byte-source.ts';
import { type CustomerData, CustomerSink } from './customer-sink.ts';
import { type ImportPlan, swappedOrder, withDateFormat } from './import-plan.ts';
import type { Imported } from './import-report.ts';
import { caught, ImportStop } from './import-stop.ts';
import { checkMapping, type Mapping } from './mapping.ts';
import { type ReadProgress, readRows } from './read-rows.ts';
import type { Refusal } from './refusal.ts';
import { type ResponseData, ResponseSink } from './response-sink.ts';
import { ROLE_NAMES } from './roles.ts';
import { RowReader } from './row-reader.ts';
import { runPausing } from './run-steps.ts';
import type { EncodingReport } from './text-encoding.ts';
import { type TransactionData, TransactionSink } from './transaction-sink.ts';

export type ImportedData = CustomerData | TransactionData | ResponseData;

export interface ImportOptions {
  /** The present, in milliseconds since 1970; dates after it are refused. */
  readonly now: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

export type Sink = CustomerSink | TransactionSink | ResponseSink;

/** What takes the rows of a file of this kind. */
export function createSink(mapping: Mapping, reader: RowReader): Sink {
  switch (mapping.kind) {
    case 'customers':
      return new CustomerSink(reader);
    case 'transactions':
      return new TransactionSink(reader, mapping.currency);
    case 'responses':
      return new ResponseSink(reader);
  }
}

/**
 * Reads a whole file under a plan. The result holds everything or, after a failure or a cancel, nothing: no row is
 * stored on the way. Bad rows are left out and reported; the file fails where no row is good, where amounts are in
 * several currencies, and where it is empty, no text, or too wide.
 *
 * Where the sample left open whether day or month comes first and a later row decides against the guess, a Blob is
 * read again the other way round; another source fails with `date-order`.
 */
export async function importFile(
  source: ByteSource,
  plan: ImportPlan,
  options: ImportOptions,
): Promise<Result<Imported<ImportedData>>> {
  const checked = checkMapping(plan.mapping);
  if (!checked.ok) return checked;
  return caught(async () => {
    const notices: Failure[] = [];
    const first = await readOnce(source, plan, options);
    const wrong = contradiction(plan, first.sink.reader);
    if (wrong === undefined) return finish(first, options, notices);
    const message = `Line ${wrong.line} has "${wrong.value}" in "${wrong.name}", so the dates are ${wrong.format}, against the guess from the first rows.`;
    if (!(source instanceof Blob)) {
      throw new ImportStop('date-order', `${message} Choose that format and import again.`, wrong.name);
    }
    notices.push({ type: 'date-order', message: `${message} They were read so.`, path: wrong.name });
    return finish(await readOnce(source, wrong.plan, options), options, notices);
  });
}

interface Reading {
  readonly sink: Sink;
  readonly encoding: EncodingReport;
}

async function readOnce(source: ByteSource, plan: ImportPlan, options: ImportOptions): Promise<Reading> {
  const sink = createSink(plan.mapping, new RowReader(plan, options.now));
  const encoding = await readRows(
    source,
    {
      row: (cells, line) => sink.row(cells, line),
      refuse: (refused: Refusal) => {
        sink.reader.rows++;
        sink.reader.refused.add(refused);
      },
    },
    {
      delimiter: plan.delimiter.value,
      quote: plan.byHand.quote,
      encoding: plan.byHand.encoding,
      breathe: createBreathe(options.signal),
      onProgress: options.onProgress,
    },
  );
  return { sink, encoding };
}

function contradiction(plan: ImportPlan, reader: RowReader) {
  for (const role of ROLE_NAMES) {
    for (const { watch, index, name } of reader.all(role)) {
      const found = watch?.contradiction;
      const format = swappedOrder(plan.columns[index]?.dateFormat);
      if (found === undefined || format === undefined) continue;
      return { ...found, name, format, plan: withDateFormat(plan, index, format) };
    }
  }
  return undefined;
}

async function finish(
  { sink, encoding }: Reading,
  { now, signal }: ImportOptions,
  notices: Failure[],
): Promise<Imported<ImportedData>> {
  const { reader, kept } = sink;
  const steps: Generator<void, ImportedData> = sink.finish(now);
  const data = await runPausing(steps, createBreathe(signal));
  if (kept === 0) stopAtNothing(reader);
  if (encoding.mixedLines.length > 0) {
    const lines = encoding.mixedLines.slice(0, 10).join(', ');
    const more = encoding.mixedLines.length > 10 ? ' and more' : '';
    const message = `The file mixes encodings: line ${lines}${more} is in Windows-1252, the rest in UTF-8. Each line was read in its own; look at the names there, or export the file again in UTF-8.`;
    notices.push({ type: 'mixed-encodings', message, path: `line ${encoding.mixedLines[0]}` });
  }
  if (data.kind === 'transactions' && data.returns > 0) {
    const message = `${data.returns} rows have a negative amount; they count as returns and lower what the customer spent.`;
    notices.push({ type: 'negative-amounts', message });
  }
  return {
    data,
    report: {
      rows: reader.rows,
      kept,
      refused: reader.refused.result(),
      leftOut: reader.leftOut.result(),
      encoding,
      notices,
    },
  };
}

function stopAtNothing(reader: RowReader): never {
  const [first] = reader.refused.result().first;
  const reason = first === undefined ? 'It has no rows below the header.' : `The first: ${first.message}`;
  throw new ImportStop(
    'nothing-read',
    `None of the ${reader.rows} rows could be read, so nothing was imported. ${reason} Check what the columns mean.`,
    first?.path,
  );
}
