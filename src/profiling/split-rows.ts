import Papa from 'papaparse';
import { ImportStop } from './import-stop.ts';
import { type Refusal, refusal } from './refusal.ts';

/** What may separate the cells of a row; `blanks` stands for runs of spaces and tabs. The last three only by hand. */
export const DELIMITERS = [',', ';', '\t', '|', 'blanks', ':', '^', '~'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** What stands around a cell that holds the delimiter or a line end; with `none`, quotes are letters like any other. */
export const QUOTES = ['"', "'", 'none'] as const;
export type Quote = (typeof QUOTES)[number];

/** More columns than any export that describes customers; past them the reading stops with a clear message. */
export const MOST_COLUMNS = 2000;
/** A quoted cell may hold line breaks; one that runs on past this was never closed. */
const LONGEST_RECORD_LINES = 200;
const LONGEST_RECORD = 64 * 1024;
const BATCH = 500;

export interface RowSink {
  /** One row as it stands, cells untrimmed. Blank lines are left out. */
  row(cells: readonly string[], line: number): void;
  refuse(refused: Refusal): void;
}

/**
 * Splits whole lines into rows. A line without a quote is split at the delimiter; the others go through papaparse,
 * joined with the lines that follow while a quote stays open. Where it never closes, the line it opens in is refused
 * and reading goes on with the next, so that one stray quote does not swallow the rest of the file.
 */
export class RowSplitter {
  #open: string[] = [];
  #openLength = 0;
  #batch: string[] = [];
  #line = 1;
  readonly #delimiter: Delimiter;
  readonly #quote: Quote;
  readonly #sink: RowSink;

  constructor(delimiter: Delimiter, sink: RowSink, quote: Quote = '"') {
    this.#delimiter = delimiter;
    this.#quote = quote;
    this.#sink = sink;
  }

  /** Lines that were read so far. */
  get lines(): number {
    return this.#line - 1;
  }

  /** @param text whole lines; with `last`, nothing follows. Throws ImportStop at more than 2,000 columns. */
  push(text: string, last: boolean): void {
    const lines = text.split('\n');
    // The piece ends with a line end, unless the file's last line has none.
    if (lines.at(-1) === '') lines.pop();
    for (const line of lines) this.#take(line);
    if (!last) return;
    while (this.#open.length > 0) this.#giveUp();
    this.#flush();
  }

  #take(line: string): void {
    if (this.#open.length > 0) {
      this.#extend(line);
    } else if (!this.#holdsQuote(line)) {
      this.#flush();
      this.#emit(this.#split(line), this.#line++);
    } else if (isBalanced(line, this.#quote) || this.#parse(line) !== undefined) {
      this.#batch.push(line);
      if (this.#batch.length >= BATCH) this.#flush();
    } else {
      this.#flush();
      this.#open = [line];
      this.#openLength = line.length;
    }
  }

  #extend(line: string): void {
    this.#open.push(line);
    this.#openLength += line.length + 1;
    if (this.#holdsQuote(line) && !isBalanced(line, this.#quote)) {
      const cells = this.#parse(this.#open.join('\n'));
      if (cells === undefined) {
        this.#giveUp();
      } else {
        this.#emit(cells, this.#line);
        this.#line += this.#open.length;
        this.#open = [];
      }
    } else if (this.#open.length > LONGEST_RECORD_LINES || this.#openLength > LONGEST_RECORD) {
      this.#giveUp();
    }
  }

  /** Refuses the line in which the quote opens and takes the lines after it again, one by one. */
  #giveUp(): void {
    const [first = '', ...rest] = this.#open;
    this.#open = [];
    this.#sink.refuse(
      refusal(
        'quote-never-closes',
        `Line ${this.#line} opens a quote that is never closed, so the row was left out. Close the quote, or write ${this.#quote.repeat(2)} for a quote within a cell.`,
        this.#line,
        undefined,
        first.slice(Math.max(0, first.indexOf(this.#quote))),
      ),
    );
    this.#line++;
    for (const line of rest) this.#take(line);
  }

  /** Lines with quotes that are rows by themselves are parsed together, which is much faster. */
  #flush(): void {
    if (this.#batch.length === 0) return;
    const batch = this.#batch;
    this.#batch = [];
    const rows = this.#delimiter === 'blanks' ? undefined : this.#parseMany(batch);
    for (const [i, line] of batch.entries()) {
      const cells = rows === undefined ? this.#parse(line) : rows[i];
      if (cells === undefined) {
        const message = `Line ${this.#line} has a quote in the middle of a quoted cell, so the row was left out. Write ${this.#quote.repeat(2)} for a quote within a cell.`;
        this.#sink.refuse(refusal('quote-misplaced', message, this.#line, undefined, line));
      } else {
        this.#emit(cells, this.#line);
      }
      this.#line++;
    }
  }

  #parseMany(lines: readonly string[]): string[][] | undefined {
    const { data, errors } = papa(lines.join('\n'), this.#delimiter, this.#quote);
    return errors.length === 0 && data.length === lines.length ? data : undefined;
  }

  /** The cells of one record, or undefined where its quotes do not add up. */
  #parse(record: string): string[] | undefined {
    if (this.#delimiter === 'blanks') return splitQuotedBlanks(record, this.#quote);
    const { data, errors } = papa(record, this.#delimiter, this.#quote);
    return errors.length === 0 && data.length === 1 ? data[0] : undefined;
  }

  #holdsQuote(line: string): boolean {
    return this.#quote !== 'none' && line.includes(this.#quote);
  }

  #split(line: string): string[] {
    if (this.#delimiter !== 'blanks') return line.split(this.#delimiter);
    const trimmed = line.trim();
    return trimmed === '' ? [] : trimmed.split(/[ \t]+/);
  }

  #emit(cells: string[], line: number): void {
    if (cells.length > MOST_COLUMNS) {
      throw new ImportStop(
        'too-many-columns',
        `Line ${line} has ${cells.length.toLocaleString('en')} columns; at most 2,000 are read. Export the columns that matter, or turn rows and columns around.`,
        `line ${line}`,
      );
    }
    if (cells.some((cell) => cell !== '' && cell.trim() !== '')) this.#sink.row(cells, line);
  }
}

function papa(text: string, delimiter: string, quoteChar: string): Papa.ParseResult<string[]> {
  return Papa.parse<string[]>(text, { delimiter, newline: '\n', quoteChar });
}

/** Whether a line holds an even number of quotes. */
function isBalanced(line: string, quote: string): boolean {
  let even = true;
  for (let at = line.indexOf(quote); at >= 0; at = line.indexOf(quote, at + 1)) even = !even;
  return even;
}

/** Cells between blanks, by the quote that may stand around them. */
const QUOTED_BLANKS: Readonly<Record<string, RegExp>> = {
  '"': /[ \t]*(?:"((?:[^"]|"")*)"(?=[ \t]|$)|([^ \t"][^ \t]*))/y,
  "'": /[ \t]*(?:'((?:[^']|'')*)'(?=[ \t]|$)|([^ \t'][^ \t]*))/y,
};

/** Papaparse knows no runs of blanks. */
function splitQuotedBlanks(record: string, quote: Quote): string[] | undefined {
  const cells: string[] = [];
  const cell = QUOTED_BLANKS[quote];
  if (cell === undefined) return undefined;
  cell.lastIndex = 0;
  const text = record.trimEnd();
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (found === null) return undefined;
    cells.push(found[1]?.replaceAll(quote.repeat(2), quote) ?? found[2] ?? '');
  }
  return cells;
}
