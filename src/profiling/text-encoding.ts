import { ImportStop } from './import-stop.ts';

/** Those that a file's bytes can tell. */
export const TOLD_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
/** Those that only a person knows: their bytes are as good as those of any other. Labels of the WHATWG standard. */
export const OTHER_ENCODINGS = [
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'shift_jis',
  'gb18030',
  'euc-kr',
] as const;
export const ENCODINGS = [...TOLD_ENCODINGS, ...OTHER_ENCODINGS] as const;
export type EncodingName = (typeof ENCODINGS)[number];

/** How a file's bytes became text. */
export interface EncodingReport {
  readonly name: EncodingName;
  readonly byteOrderMark: boolean;
  readonly why: string;
  /** Lines, counted from 1, that are in Windows-1252 within a file otherwise in UTF-8; the first hundred. */
  readonly mixedLines: readonly number[];
}

/** What the first bytes of a file tell: its encoding, and the byte that ends its lines. */
export interface EncodingStart {
  readonly wide?: 'utf-16le' | 'utf-16be';
  /** Chosen by hand; each line is told by its bytes where it is absent. */
  readonly narrow?: Exclude<EncodingName, 'utf-16le' | 'utf-16be'>;
  readonly byHand?: boolean;
  readonly byteOrderMark: boolean;
  /** 10, or 13 where the file comes from an old Macintosh. */
  readonly lineEnd: number;
}

const MARKS: readonly (readonly [readonly number[], string, string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'an Excel workbook or another ZIP archive', 'open it and save it as CSV'],
  [[0x1f, 0x8b], 'compressed with gzip', 'unpack it first'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF', 'export the table as CSV'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook', 'open it and save it as CSV'],
];

/**
 * @param byHand the encoding that a person chose; told by the bytes when left out.
 * @throws ImportStop where the bytes are no text: a workbook, an archive, a picture.
 */
export function detectEncoding(head: Uint8Array, byHand?: EncodingName): EncodingStart {
  for (const [bytes, what, mend] of MARKS) {
    if (bytes.every((byte, i) => head[i] === byte)) {
      throw new ImportStop('not-text', `The file is ${what}, not a text of rows and columns; ${mend}.`);
    }
  }
  const lineEnd = head.includes(13) && !head.includes(10) ? 13 : 10;
  if (byHand !== undefined) return chosenEncoding(head, byHand, lineEnd);
  if (head[0] === 0xff && head[1] === 0xfe) return { wide: 'utf-16le', byteOrderMark: true, lineEnd };
  if (head[0] === 0xfe && head[1] === 0xff) return { wide: 'utf-16be', byteOrderMark: true, lineEnd };
  const byteOrderMark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const sample = head.subarray(0, 1024);
  const zeros = [0, 0];
  for (const [i, byte] of sample.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // Western text in UTF-16 has a zero in nearly every second byte.
  if (odd > sample.length / 4 && even === 0) return { wide: 'utf-16le', byteOrderMark: false, lineEnd };
  if (even > sample.length / 4 && odd === 0) return { wide: 'utf-16be', byteOrderMark: false, lineEnd };
  if (even + odd > 0) {
    throw new ImportStop(
      'not-text',
      'The file holds zero bytes, so it is not a text of rows and columns; export it as CSV.',
    );
  }
  return { byteOrderMark, lineEnd };
}

function chosenEncoding(head: Uint8Array, name: EncodingName, lineEnd: number): EncodingStart {
  const begins = (...bytes: readonly number[]) => bytes.every((byte, i) => head[i] === byte);
  if (name === 'utf-16le') return { wide: name, byHand: true, byteOrderMark: begins(0xff, 0xfe), lineEnd };
  if (name === 'utf-16be') return { wide: name, byHand: true, byteOrderMark: begins(0xfe, 0xff), lineEnd };
  const byteOrderMark = name === 'utf-8' && begins(0xef, 0xbb, 0xbf);
  return { narrow: name, byHand: true, byteOrderMark, lineEnd };
}

/** 0 where all bytes are ASCII, 1 where they are UTF-8 with other characters, 2 where they are no UTF-8. */
export function classifyUtf8(bytes: Uint8Array, start: number, end: number): 0 | 1 | 2 {
  let kind: 0 | 1 = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) continue;
    const length = byte >= 0xf0 && byte < 0xf5 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
    if (length === 0 || byte >= 0xf5 || i + length >= end) return 2;
    for (let j = 1; j <= length; j++) if (((bytes[i + j] ?? 0) & 0xc0) !== 0x80) return 2;
    const second = bytes[i + 1] ?? 0;
    // Overlong forms, halves of surrogate pairs and numbers past U+10FFFF (RFC 3629, section 4).
    if ((byte === 0xe0 && second < 0xa0) || (byte === 0xed && second > 0x9f)) return 2;
    if ((byte === 0xf0 && second < 0x90) || (byte === 0xf4 && second > 0x8f)) return 2;
    i += length;
    kind = 1;
  }
  return kind;
}
