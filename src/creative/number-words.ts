/** Reads numbers that are spelt out: `twenty-five`, `one hundred and twenty`, `a dozen`, `two and a half thousand` as far as needed. */

const SMALL: Readonly<Record<string, number>> = Object.fromEntries(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen`
    .split(/\s+/)
    .map((word, value) => [word, value]),
);

const TENS: Readonly<Record<string, number>> = Object.fromEntries(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, (index + 2) * 10]),
);

const SCALES: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1000,
  million: 1_000_000,
  dozen: 12,
};

const WORD = [...Object.keys(SMALL), ...Object.keys(TENS), 'fourty', ...Object.keys(SCALES)].join('|');
const PHRASE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:an?\\s+(?=(?:${Object.keys(SCALES).join('|')})(?!\\p{L})))?(?:${WORD})s?(?:(?:\\s+and\\s+|[\\s-]+)(?:${WORD})s?)*(?![\\p{L}\\p{N}])`,
  'giu',
);

/** After a lone `one`, that it counts and does not mean somebody: `one month`, `one point`. */
const COUNTED =
  /^[\s-]+(?:free|bonus|extra|full|whole)?\s*(?:%|per|points?|pts|dollars?|euros?|pounds?|days?|weeks?|months?|years?|hours?|minutes?)/iu;

/** The text with spelt-out numbers in digits. A lone `one` stays, unless a unit follows it. */
export function digitsForWords(text: string): string {
  return text.replace(PHRASE, (phrase, offset: number) => {
    const words = phrase.toLowerCase().split(/[\s-]+/u);
    if (
      words.length === 1 &&
      /^ones?$/.test(words[0] ?? '') &&
      !COUNTED.test(text.slice(offset + phrase.length))
    ) {
      return phrase;
    }
    return String(spelt(words));
  });
}

/** The value of a row of number words; `and` adds nothing. */
function spelt(words: readonly string[]): number {
  let total = 0;
  let group = 0;
  for (const written of words) {
    const known = written in SMALL || written in TENS || written in SCALES;
    const word = known ? written : written.replace(/s$/, '');
    const scale = SCALES[word];
    if (scale !== undefined) {
      group = Math.max(group, 1) * scale;
      if (scale >= 1000) {
        total += group;
        group = 0;
      }
    } else group += SMALL[word] ?? TENS[word === 'fourty' ? 'forty' : word] ?? 0;
  }
  return total + group;
}
