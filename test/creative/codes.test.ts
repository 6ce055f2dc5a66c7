import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codesLeft, EMPTY_POOL, importCodes, readCodes, takeCodes } from '../../src/creative/code-pool.ts';
import {
  CODE_ALPHABET,
  checkSign,
  groupCode,
  isValidCode,
  normaliseCode,
} from '../../src/creative/coupon-code.ts';
import { cryptoRandom, generateCodes } from '../../src/creative/generate-codes.ts';
import { createRandom } from '../../src/domain/random.ts';

const signs = [...CODE_ALPHABET];

describe('the check sign', () => {
  test('the alphabet has no look-alikes, no vowels, and a prime number of signs', () => {
    expect(new Set(signs).size).toBe(23);
    for (const pair of ['0OQD', '1IL', '5S', '2Z', '8B', '6G', 'UV', 'AEIOU']) {
      expect(signs.filter((sign) => pair.includes(sign)).length).toBeLessThanOrEqual(1);
    }
  });

  test('is the one sign that makes the sum 1 (ISO 7064, pure systems)', () => {
    for (const payload of ['2', 'BCD', '79XY2', 'WWWWWWWWW']) {
      const right = signs.filter((sign) => {
        const values = [...payload, sign].map((each) => CODE_ALPHABET.indexOf(each));
        // Horner's rule from the left, as the standard computes it: P ← (P + a) · r.
        const sum = values.slice(0, -1).reduce((p, a) => ((p + a) * 5) % 23, 0) + (values.at(-1) ?? 0);
        return sum % 23 === 1;
      });
      expect(right).toEqual([checkSign(payload)]);
    }
    expect(checkSign('O')).toBeUndefined();
  });

  test('finds every wrong sign and every two that changed places, in 200 codes of 10', () => {
    const made = generateCodes(200, 10, createRandom(1));
    if (!made.ok) throw new Error(made.failures[0]?.message);
    let wrong = 0;
    let swapped = 0;
    for (const code of made.value) {
      expect(isValidCode(code)).toBe(true);
      for (let i = 0; i < code.length; i++) {
        for (const sign of signs.filter((each) => each !== code[i])) {
          wrong += 1;
          expect(isValidCode(code.slice(0, i) + sign + code.slice(i + 1))).toBe(false);
        }
        for (let j = i + 1; j < code.length; j++) {
          if (code[i] === code[j]) continue;
          swapped += 1;
          const turned = [...code];
          [turned[i], turned[j]] = [code[j] ?? '', code[i] ?? ''];
          expect(isValidCode(turned.join(''))).toBe(false);
        }
      }
    }
    expect(wrong).toBe(200 * 10 * 22);
    expect(swapped).toBeGreaterThan(200 * 40);
  });

  test('finds them in the longest codes too', () => {
    const made = generateCodes(20, 22, createRandom(2));
    for (const code of made.ok ? made.value : []) {
      for (let i = 0; i < 22; i++) {
        for (let j = i + 1; j < 22; j++) {
          const turned = [...code];
          [turned[i], turned[j]] = [code[j] ?? '', code[i] ?? ''];
          expect(isValidCode(turned.join(''))).toBe(code[i] === code[j]);
        }
      }
    }
    expect(made.ok && made.value.length).toBe(20);
  });

  test('what people write for a code is the code', () => {
    expect(normaliseCode(' b5x2-v6k9 ')).toBe('B5X2V6K9');
    expect(normaliseCode('8SXZ-UGK9')).toBe('B5X2V6K9');
    expect(groupCode('B5X2V6K9')).toBe('B5X2-V6K9');
    expect(groupCode('B5X2V6K9PT')).toBe('B5X2-V6K9-PT');
    expect(groupCode('B5X2V6K9P')).toBe('B5X-2V6-K9P');
    expect(groupCode('HIKE')).toBe('HIKE');
    expect(groupCode('SPRING-27')).toBe('SPRING-27');
  });
});

describe('generated codes', () => {
  test('are the same for the same seed, all different, and none of those taken', () => {
    const first = generateCodes(500, 8, createRandom(7));
    const again = generateCodes(500, 8, createRandom(7));
    expect(first).toEqual(again);
    if (!first.ok) return;
    expect(new Set(first.value).size).toBe(500);
    const more = generateCodes(500, 8, createRandom(7), new Set(first.value));
    expect(more.ok && more.value.some((code) => first.value.includes(code))).toBe(false);
  });

  test('from the platform’s own randomness use every sign about equally often', () => {
    const made = generateCodes(4000, 10, cryptoRandom());
    const all = (made.ok ? made.value : []).map((code) => code.slice(0, -1)).join('');
    expect(all.length).toBe(36_000);
    const expected = 36_000 / 23;
    const chi2 = signs.reduce(
      (sum, sign) => sum + (all.split(sign).length - 1 - expected) ** 2 / expected,
      0,
    );
    // 22 degrees of freedom: above 60 once in 40,000 runs.
    expect(chi2).toBeLessThan(60);
  });

  test('too short for their number is refused, with the length that does', () => {
    expect(generateCodes(10_000, 6, createRandom(1))).toMatchObject({
      ok: false,
      failures: [{ type: 'codes-too-dense' }],
    });
    expect(generateCodes(1, 5, createRandom(1))).toMatchObject({
      ok: false,
      failures: [{ type: 'code-length' }],
    });
    expect(generateCodes(-1, 8, createRandom(1))).toMatchObject({
      ok: false,
      failures: [{ type: 'code-count' }],
    });
    const short = generateCodes(1_000_000, 7, createRandom(1));
    const length = Number(/Use (\d+) signs/.exec((!short.ok && short.failures[0]?.message) || '')?.[1]);
    expect(generateCodes(1, length, createRandom(1)).ok).toBe(true);
    expect(23 ** (length - 1)).toBeGreaterThan(1e9);
  });
});

describe('an imported list', () => {
  test('is handed out once each, in order, across stored states', () => {
    const pool = importCodes('\uFEFFA-1\r\n"B2"\nC3\n');
    if (!pool.ok) throw new Error(pool.failures[0]?.message);
    const first = takeCodes(pool.value, 2);
    expect(first).toMatchObject({ ok: true, value: { codes: ['A-1', 'B2'] } });
    if (!first.ok) return;
    const stored = JSON.parse(JSON.stringify(first.value.pool));
    expect(codesLeft(stored)).toBe(1);
    expect(takeCodes(stored, 2)).toMatchObject({ ok: false, failures: [{ type: 'codes-short' }] });
    expect(takeCodes(stored, 1)).toMatchObject({ ok: true, value: { codes: ['C3'], pool: { used: 3 } } });
  });

  test('with blanks, doubles or odd signs is refused with each line, and nothing is taken over', () => {
    const result = importCodes('AB1\n\nab-1\n=cmd()\nxy z\nAB2\nAB1');
    expect(!result.ok && result.failures.map(({ type, path }) => `${path} ${type}`)).toEqual([
      'line 2 code-blank',
      'line 3 code-duplicate',
      'line 4 code-invalid',
      'line 5 code-invalid',
      'line 7 code-duplicate',
    ]);
    expect(!result.ok && result.failures[1]?.message).toBe('line 3: "ab-1" is the code of line 1 again.');
    expect(importCodes('')).toMatchObject({ ok: false, failures: [{ type: 'codes-empty' }] });
  });

  test('the good lines can be had apart from the bad ones', () => {
    const { codes, refused } = readCodes('AB1\n=1+1\nAB2\nab-2\n', { codes: ['XY9'], used: 1 });
    expect(codes).toEqual(['AB1', 'AB2']);
    expect(refused.map(({ path, type }) => `${path} ${type}`)).toEqual([
      'line 2 code-invalid',
      'line 4 code-duplicate',
    ]);
  });

  test('a table gives the column called code, and the lines of the file', () => {
    const table = 'id;Coupon code;note\n1;"AB1";x\n2;;y\n3;AB2;z\n';
    expect(readCodes(table)).toMatchObject({
      codes: ['AB1', 'AB2'],
      refused: [{ type: 'code-blank', path: 'line 3' }],
    });
    expect(readCodes('code\r\nAB1\r\n').codes).toEqual(['AB1']);
    // Without a title nobody knows which column it is.
    expect(readCodes('AB1,7\n').refused).toMatchObject([{ type: 'code-invalid' }]);
  });

  test('adds to what is there, without what is there', () => {
    const pool = { codes: ['AB1'], used: 1 };
    expect(importCodes('ab1', pool)).toMatchObject({ ok: false, failures: [{ type: 'code-duplicate' }] });
    expect(importCodes('AB2', pool)).toEqual({ ok: true, value: { codes: ['AB1', 'AB2'], used: 1 } });
  });

  test('no code is ever handed out twice', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5)), (counts) => {
        const made = generateCodes(20, 8, createRandom(3));
        let pool = importCodes((made.ok ? made.value : []).join('\n'), EMPTY_POOL);
        const out: string[] = [];
        for (const count of counts) {
          if (!pool.ok) break;
          const taken = takeCodes(pool.value, count);
          if (!taken.ok) continue;
          out.push(...taken.value.codes);
          pool = { ok: true, value: taken.value.pool };
        }
        expect(new Set(out).size).toBe(out.length);
        expect(pool.ok && codesLeft(pool.value)).toBe(20 - out.length);
      }),
    );
  });
});
