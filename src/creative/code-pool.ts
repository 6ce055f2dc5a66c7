import { type Failure, failure, type Result, success } from '../domain/result.ts';

/** Codes to hand out, each once. A plain value: store it after each change. */
export interface CodePool {
  readonly codes: readonly string[];
  /** How many of them, from the front, are handed out. */
  readonly used: number;
}

export const EMPTY_POOL: CodePool = { codes: [], used: 0 };

/** What tills and links take. A leading `=`, `+`, `-` or `@` would run as a formula in a spreadsheet. */
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}_.\-/]*$/u;
const LONGEST = 40;

/** What a list holds: codes that can be taken over, and a failure for each line that cannot, with the line as its path. */
export interface CodeList {
  readonly codes: readonly string[];
  readonly refused: readonly Failure[];
}

/** The title of a column of codes, in a table with or without other columns. */
const TITLE = /^(?:(?:coupon|voucher|promo|promotion|discount)[\s_-]*)?codes?$/i;

/**
 * Reads a list, one code a line, or a table with a column called `code`. Two codes that differ only in case or hyphens
 * are the same one, since a till does not tell them apart; those of `pool` count as taken.
 */
export function readCodes(list: string, pool: CodePool = EMPTY_POOL): CodeList {
  const seen = new Map<string, string>(
    pool.codes.map((code) => [comparableCode(code), 'already in the pool']),
  );
  const codes: string[] = [];
  const refused: Failure[] = [];
  const lines = list.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  const column = cellsOf(lines[0] ?? '').findIndex((cell) => TITLE.test(cell));
  for (const [index, line] of lines.entries()) {
    if (index === 0 && column >= 0) continue;
    const place = `line ${index + 1}`;
    const code = column >= 0 ? (cellsOf(line)[column] ?? '') : unquoted(line);
    const earlier = seen.get(comparableCode(code));
    const refuse = (type: string, message: string) =>
      refused.push({ type, message: `${place}: ${message}`, path: place });
    if (code === '') refuse('code-blank', 'there is no code; remove the line.');
    else if ([...code].length > LONGEST)
      refuse('code-too-long', `the code has more than ${LONGEST} characters.`);
    else if (!CODE.test(code)) {
      refuse(
        'code-invalid',
        `"${code.slice(0, LONGEST)}" holds more than letters, digits and - _ . / or does not begin with one.`,
      );
    } else if (earlier !== undefined) refuse('code-duplicate', `"${code}" is ${earlier}.`);
    else {
      seen.set(comparableCode(code), `the code of ${place} again`);
      codes.push(code);
    }
  }
  return { codes, refused };
}

/**
 * The pool with the codes of a list as {@link readCodes} reads it.
 * @returns its failures where there are any, and `codes-empty` for no code at all; then nothing is taken over.
 */
export function importCodes(list: string, pool: CodePool = EMPTY_POOL): Result<CodePool> {
  const { codes, refused } = readCodes(list, pool);
  if (refused.length > 0) return { ok: false, failures: refused };
  if (codes.length === 0) return failure('codes-empty', 'The list holds no code; write one a line.');
  return success({ codes: [...pool.codes, ...codes], used: pool.used });
}

/** The next codes, and the pool without them. Fails with `codes-short` where fewer are left, and then takes none. */
export function takeCodes(
  pool: CodePool,
  count: number,
): Result<{ readonly codes: readonly string[]; readonly pool: CodePool }> {
  const left = codesLeft(pool);
  if (count > left) {
    return failure(
      'codes-short',
      `${count} codes are needed, but only ${left} are left. Import or generate more.`,
    );
  }
  const end = pool.used + Math.max(0, count);
  return success({ codes: pool.codes.slice(pool.used, end), pool: { codes: pool.codes, used: end } });
}

export function codesLeft({ codes, used }: CodePool): number {
  return codes.length - used;
}

/** A code as tills compare it: without regard to case and hyphens. */
export function comparableCode(code: string): string {
  return code.normalize('NFKC').toUpperCase().replaceAll('-', '');
}

function cellsOf(line: string): readonly string[] {
  return line.split(/[,;\t]/).map(unquoted);
}

function unquoted(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1');
}
