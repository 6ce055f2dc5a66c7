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

/**
 * The pool with the codes of a list, one a line. Two codes that differ only in case or hyphens are the same one, since
 * a till does not tell them apart.
 * @returns a failure for each refused line, with the line as its path; then nothing is taken over.
 */
export function importCodes(list: string, pool: CodePool = EMPTY_POOL): Result<CodePool> {
  const seen = new Map<string, string>(pool.codes.map((code) => [comparable(code), 'already in the pool']));
  const codes: string[] = [];
  const failures: Failure[] = [];
  const lines = list.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  for (const [index, line] of lines.entries()) {
    const place = `line ${index + 1}`;
    const code = line.trim().replace(/^"(.*)"$/, '$1');
    const earlier = seen.get(comparable(code));
    const refuse = (type: string, message: string) =>
      failures.push({ type, message: `${place}: ${message}`, path: place });
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
      seen.set(comparable(code), `the code of ${place} again`);
      codes.push(code);
    }
  }
  if (failures.length > 0) return { ok: false, failures };
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

function comparable(code: string): string {
  return code.normalize('NFKC').toUpperCase().replaceAll('-', '');
}
