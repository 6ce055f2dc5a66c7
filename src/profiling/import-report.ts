import type { Failure } from '../domain/result.ts';
import type { Refusals } from './refusal.ts';
import type { EncodingReport } from './text-encoding.ts';

/** What became of the rows of a file. */
export interface ImportReport {
  /** Rows below the header, blank lines aside. */
  readonly rows: number;
  /** Rows that are in the result. */
  readonly kept: number;
  /** Rows that are not, each with line and reason. */
  readonly refused: Refusals;
  /** Single values that were left out of rows that were kept. */
  readonly leftOut: Refusals;
  readonly encoding: EncodingReport;
  /** What a person should know of the whole file, such as that it mixes encodings. */
  readonly notices: readonly Failure[];
}

/** A file as it was understood, by the kind of its rows. Nothing is kept anywhere else. */
export interface Imported<T> {
  readonly data: T;
  readonly report: ImportReport;
}
