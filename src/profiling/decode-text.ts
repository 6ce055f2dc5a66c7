import { ImportStop } from './import-stop.ts';
import {
  classifyUtf8,
  detectEncoding,
  type EncodingName,
  type EncodingReport,
  type EncodingStart,
} from './text-encoding.ts';

/** No line of a real export comes near it; a file without line ends would fill the memory instead. */
const LONGEST_LINE = 1024 * 1024;
const MOST_MIXED_LINES = 100;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const western = new TextDecoder('windows-1252');
/** Windows-1252 from 80 to 9F (WHATWG Encoding Standard); the five that it leaves open stay as they are. */
const WESTERN_80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Turns blocks of bytes into pieces of whole lines, and reports the encoding when all is read. Each line is read as
 * UTF-8 where it is UTF-8 and as Windows-1252 where it is not, so that a file that mixes both is read right and the
 * odd lines can be named.
 */
export class TextReader {
  #start: EncodingStart | undefined;
  #wide: TextDecoder | undefined;
  /** Of an encoding chosen by hand. */
  #narrow: TextDecoder | undefined;
  readonly #byHand: EncodingName | undefined;
  #bytes = new Uint8Array(0);
  #text = '';
  #lines = 0;
  #firstUtf8 = 0;
  #westernLines = 0;
  readonly #mixed: number[] = [];

  /**
   * @param start what is already known of the file, for pieces from its middle.
   * @param byHand the encoding that a person chose; told by the bytes when left out.
   */
  constructor(start?: EncodingStart, byHand?: EncodingName) {
    this.#start = start;
    this.#byHand = byHand;
  }

  get start(): EncodingStart | undefined {
    return this.#start;
  }

  /** The whole lines that are complete with this block; with `last`, what is left as well. Throws ImportStop. */
  push(block: Uint8Array, last: boolean): string {
    if (this.#start === undefined) {
      // Three bytes tell a byte-order mark; a source may hand out fewer at a time.
      if (this.#bytes.length + block.length < 4 && !last) {
        this.#bytes = joined(this.#bytes, block);
        return '';
      }
      this.#start = detectEncoding(joined(this.#bytes, block), this.#byHand);
    }
    const { wide } = this.#start;
    return wide === undefined
      ? this.#pushNarrow(block, last, this.#start.lineEnd)
      : this.#pushWide(block, last, wide);
  }

  report(): EncodingReport {
    const byteOrderMark = this.#start?.byteOrderMark === true;
    const wide = this.#start?.wide;
    const chosen = wide ?? this.#start?.narrow;
    if (this.#start?.byHand === true && chosen !== undefined) {
      return { name: chosen, byteOrderMark, why: 'chosen by hand', mixedLines: [] };
    }
    if (wide !== undefined) {
      const why = byteOrderMark
        ? 'its byte-order mark says so'
        : 'every second byte of its beginning is a zero';
      return { name: wide, byteOrderMark, why, mixedLines: [] };
    }
    if (this.#westernLines > 0 && this.#firstUtf8 === 0 && !byteOrderMark) {
      const why = `line ${this.#mixed[0]} is no UTF-8, and no line with other letters is`;
      return { name: 'windows-1252', byteOrderMark, why, mixedLines: [] };
    }
    const why = byteOrderMark
      ? 'its byte-order mark says so'
      : this.#firstUtf8 > 0
        ? `line ${this.#firstUtf8} has letters that are UTF-8`
        : 'it holds ASCII letters only';
    return { name: 'utf-8', byteOrderMark, why, mixedLines: [...this.#mixed] };
  }

  #pushWide(block: Uint8Array, last: boolean, name: 'utf-16le' | 'utf-16be'): string {
    this.#wide ??= new TextDecoder(name);
    const bytes = joined(this.#bytes, block);
    this.#bytes = new Uint8Array(0);
    const text = this.#text + this.#wide.decode(bytes, { stream: !last });
    const end = last ? text.length : text.lastIndexOf('\n') + 1;
    this.#text = text.slice(end);
    const whole = plainLineEnds(text.slice(0, end));
    for (let at = whole.indexOf('\n'); at >= 0; at = whole.indexOf('\n', at + 1)) this.#lines++;
    stopAtLongLine(this.#text, this.#lines);
    return whole;
  }

  #pushNarrow(block: Uint8Array, last: boolean, lineEnd: number): string {
    const bytes = joined(this.#bytes, block);
    const end = last ? bytes.length : bytes.lastIndexOf(lineEnd) + 1;
    this.#bytes = bytes.slice(end);
    if (this.#bytes.length > LONGEST_LINE) {
      stopAtLongLine(western.decode(this.#bytes), this.#lines + countByte(bytes, end, lineEnd));
    }
    return plainLineEnds(this.#decode(bytes.subarray(0, end), lineEnd));
  }

  /** Runs of lines in the same encoding are decoded at once. */
  #decode(bytes: Uint8Array, lineEnd: number): string {
    const narrow = this.#start?.narrow;
    if (narrow !== undefined) {
      this.#lines += countByte(bytes, bytes.length, lineEnd);
      if (narrow === 'windows-1252') return decodeRun(bytes, true);
      this.#narrow ??= new TextDecoder(narrow);
      return this.#narrow.decode(bytes);
    }
    let text = '';
    let runStart = 0;
    let runWestern = false;
    for (let start = 0; start < bytes.length; ) {
      const found = bytes.indexOf(lineEnd, start);
      const end = found < 0 ? bytes.length : found + 1;
      this.#lines++;
      const kind = classifyUtf8(bytes, start, end);
      if (kind === 1 && this.#firstUtf8 === 0) this.#firstUtf8 = this.#lines;
      if (kind === 2) {
        this.#westernLines++;
        if (this.#mixed.length < MOST_MIXED_LINES) this.#mixed.push(this.#lines);
      }
      if (kind !== 0 && (kind === 2) !== runWestern) {
        text += decodeRun(bytes.subarray(runStart, start), runWestern);
        runStart = start;
        runWestern = kind === 2;
      }
      start = end;
    }
    return text + decodeRun(bytes.subarray(runStart), runWestern);
  }
}

function decodeRun(bytes: Uint8Array, isWestern: boolean): string {
  if (!isWestern) return utf8.decode(bytes);
  // Node 20 to 22 decode this label as ISO 8859-1, in which 80 to 9F are control characters.
  return western
    .decode(bytes)
    .replace(/[\u0080-\u009f]/g, (one) => WESTERN_80[one.charCodeAt(0) - 0x80] ?? one);
}

function plainLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function countByte(bytes: Uint8Array, end: number, byte: number): number {
  let count = 0;
  for (let i = 0; i < end; i++) if (bytes[i] === byte) count++;
  return count;
}

function stopAtLongLine(line: string, linesBefore: number): void {
  if (line.length <= LONGEST_LINE) return;
  const separators = line.match(/[,;\t|]/g)?.length ?? 0;
  const where = `Line ${linesBefore + 1}`;
  if (separators > 2000) {
    throw new ImportStop(
      'too-many-columns',
      `${where} has more than ${separators.toLocaleString('en')} columns; at most 2,000 are read. Export the columns that matter, or turn rows and columns around.`,
    );
  }
  throw new ImportStop(
    'line-too-long',
    `${where} is longer than 1 MB. Check that the file is a table with one row a line, and export it again.`,
  );
}
