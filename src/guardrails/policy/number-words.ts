/** A number written in English words. */
export interface NumberWords {
  readonly start: number;
  readonly end: number;
  /** NaN where the words make no number: `one fifty`. */
  readonly value: number;
}

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SMALL = new Map<string, number>([
  ...UNITS.map((word, i) => [word, i] as const),
  ...TENS.map((word, i) => [word, (i + 2) * 10] as const),
  ['fourty', 40],
]);
const SCALES = new Map([
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
]);

const WORD = `(?:${[...SMALL.keys()].sort((a, b) => b.length - a.length).join('|')}|${[...SCALES.keys()].join('|')})`;
/** Digits take part where a word of scale follows: `1 hundred and fifty`. */
const FIRST = `(?:${WORD}|\\d+(?:\\.\\d+)?(?=[ -]?(?:hundred|thousand|million|billion)))`;
const RUN = new RegExp(
  `(?<![\\p{L}\\p{N}.,])(?:an? (?=hundred|thousand|million|billion))?${FIRST}(?:(?:[ ,-]+(?:and[ -]+)?|(?<=\\d))${WORD})*(?: point(?: ${WORD})+)?(?!\\p{L})`,
  'giu',
);

const ANY = new RegExp(WORD, 'iu');

/** Whether a number word may stand in the text. */
export function mayHoldNumberWords(plain: string): boolean {
  return ANY.test(plain);
}

/**
 * The numbers written in English words: `one hundred and fifty`, `twenty-five`, `two point five`, `1 million`. A
 * `one` or `two` alone is found as well; whether it counts is for the caller to say.
 */
export function readNumberWords(plain: string): readonly NumberWords[] {
  return [...plain.matchAll(RUN)].map(({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
    value: wordsValue(run.toLowerCase()),
  }));
}

function wordsValue(run: string): number {
  const [whole = '', decimals] = run.split(' point ');
  const value = wholeOf(
    whole.split(/(?<=\d)(?=[a-z])|[ ,-]+/).filter((word) => !/^(?:and|an?|)$/.test(word)),
  );
  if (decimals === undefined) return value;
  const digits = decimals.split(/[ ,-]+/).map((word) => SMALL.get(word) ?? Number.NaN);
  return digits.every((digit) => digit < 10) ? Number(`${value}.${digits.join('')}`) : Number.NaN;
}

function wholeOf(words: readonly string[]): number {
  let total = 0;
  let part = 0;
  // The next word has to be smaller than this: after `fifty` a digit may follow, after `five` only a scale.
  let room = 100;
  for (const word of words) {
    const scale = SCALES.get(word);
    if (scale === 100) {
      if (part >= 100) return Number.NaN;
      part = (part || 1) * 100;
      room = 100;
    } else if (scale !== undefined) {
      total += (part || 1) * scale;
      part = 0;
      room = 100;
    } else {
      const small = SMALL.get(word) ?? Number(word);
      if (!(SMALL.has(word) ? small < room : part === 0)) return Number.NaN;
      part += small;
      room = small >= 20 && small % 10 === 0 ? 10 : 0;
    }
  }
  return total + part;
}
