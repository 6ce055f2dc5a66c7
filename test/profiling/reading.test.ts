import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { createBreathe } from '../../src/profiling/breathe.ts';
import { readRows } from '../../src/profiling/read-rows.ts';
import type { Refusal } from '../../src/profiling/refusal.ts';
import type { Delimiter } from '../../src/profiling/split-rows.ts';
import { classifyUtf8 } from '../../src/profiling/text-encoding.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, delimiter: Delimiter = ',', size = 7) {
  const rows: { line: number; cells: string[] }[] = [];
  const refused: Refusal[] = [];
  const encoding = await readRows(
    inPieces(bytes, size),
    {
      row: (cells, line) => rows.push({ line, cells: [...cells] }),
      refuse: (one) => refused.push(one),
    },
    { delimiter, breathe: createBreathe() },
  );
  return { rows, refused, encoding };
}

const utf8 = (text: string) => new TextEncoder().encode(text);

function utf16(text: string, little: boolean, mark: boolean): Uint8Array {
  const codes = mark ? `\ufeff${text}` : text;
  const view = new DataView(new ArrayBuffer(2 * codes.length));
  for (let i = 0; i < codes.length; i++) view.setUint16(2 * i, codes.charCodeAt(i), little);
  return new Uint8Array(view.buffer);
}

describe('encodings', () => {
  const text = 'id,name\r\n1,Zoë\r\n2,Łukasz €\r\n';
  const rows = [
    { line: 1, cells: ['id', 'name'] },
    { line: 2, cells: ['1', 'Zoë'] },
    { line: 3, cells: ['2', 'Łukasz €'] },
  ];
  test.each([
    ['utf-8', utf8(text), false],
    ['utf-8', utf8(`\ufeff${text}`), true],
    ['utf-16le', utf16(text, true, true), true],
    ['utf-16be', utf16(text, false, true), true],
    ['utf-16le', utf16(text, true, false), false],
  ])('%s, byte by byte and at once', async (name, bytes, byteOrderMark) => {
    for (const size of name === 'utf-16le' && !byteOrderMark ? [64, 1000] : [1, 2, 5, 1000]) {
      const found = await read(bytes, ',', size);
      expect(found.rows).toEqual(rows);
      expect(found.encoding).toMatchObject({ name, byteOrderMark, mixedLines: [] });
    }
  });

  test('Windows-1252 is what is no UTF-8, and a mixture is told by its lines', async () => {
    const western = Uint8Array.from([0x31, 0x2c, 0x5a, 0x6f, 0xeb, 0x20, 0x80, 0x0a]); // 1,Zoë €
    expect(await read(western)).toMatchObject({
      rows: [{ cells: ['1', 'Zoë €'] }],
      encoding: { name: 'windows-1252', mixedLines: [] },
    });
    const mixed = await read(Uint8Array.from([...utf8('0,Łukasz\n'), ...western, ...utf8('2,Zoë\n')]));
    expect(mixed.rows.map(({ cells }) => cells[1])).toEqual(['Łukasz', 'Zoë €', 'Zoë']);
    expect(mixed.encoding).toMatchObject({ name: 'utf-8', mixedLines: [2] });
  });

  test('UTF-8 is judged as the platform judges it', () => {
    const strict = new TextDecoder('utf-8', { fatal: true });
    const isValid = (bytes: Uint8Array) => {
      try {
        strict.decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    const likely = fc.array(
      fc.constantFrom(0x41, 0x80, 0xa0, 0xbf, 0xc1, 0xc3, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5),
      {
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(likely, (list) => {
        const bytes = Uint8Array.from(list);
        expect(classifyUtf8(bytes, 0, bytes.length) !== 2).toBe(isValid(bytes));
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['a workbook', Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 1, 2]), /Excel/],
    ['zero bytes', Uint8Array.from([0x61, 0, 0, 0, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67]), /zero bytes/],
  ])('%s is refused as no text', async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toMatchObject({ failure: { type: 'not-text', message } });
  });
});

describe('rows', () => {
  test('quoted cells hold delimiters, quotes and line breaks, and lines are still counted', async () => {
    const { rows } = await read(utf8('a,b\n"x, ""y""\nz",2\n\n3,5" pipe\n4,"q"\n'));
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x, "y"\nz', '2'] },
      { line: 5, cells: ['3', '5" pipe'] },
      { line: 6, cells: ['4', 'q'] },
    ]);
  });

  test('a quote that never closes costs its own line only', async () => {
    const lines = [
      'id,name',
      '1,"Ann',
      ...Array.from({ length: 400 }, (_, i) => `${i + 2},n`),
      '500,"Bo, b"',
    ];
    const { rows, refused } = await read(utf8(lines.join('\n')), ',', 100);
    expect(refused).toMatchObject([{ type: 'quote-never-closes', line: 2, value: '"Ann' }]);
    expect(rows.length).toBe(402);
    expect(rows.at(-1)).toEqual({ line: 403, cells: ['500', 'Bo, b'] });
  });

  test('blanks in runs, quotes among them', async () => {
    const { rows } = await read(utf8(' 1   20210101  "New  York"\n2 20210102 x'), 'blanks');
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['1', '20210101', 'New  York'],
      ['2', '20210102', 'x'],
    ]);
  });

  test('any table that papaparse writes is read back, however it is cut into pieces', async () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é', ';') })
      .map((text) => `x${text}`);
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 20 }), async (cells, size) => {
        const { rows, refused } = await read(utf8(Papa.unparse(cells, { newline: '\n' })), ',', size);
        expect(refused).toEqual([]);
        expect(rows.map((row) => row.cells)).toEqual(cells);
      }),
    );
  });

  test('old Macintosh line ends', async () => {
    expect((await read(utf8('a,b\r1,2\r'), ',', 1000)).rows.map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  test('a million columns end the reading, in one line or in many', async () => {
    const wide = utf8(`${'a,'.repeat(1_000_000)}\n`);
    await expect(read(wide, ',', 65536)).rejects.toMatchObject({ failure: { type: 'too-many-columns' } });
    await expect(read(utf8('a,'.repeat(3000)), ',', 65536)).rejects.toMatchObject({
      failure: { type: 'too-many-columns', message: /3,001 columns/ },
    });
    await expect(read(utf8('a'.repeat(1_200_000)), ',', 65536)).rejects.toMatchObject({
      failure: { type: 'line-too-long' },
    });
  });
});
