const SMALL_WORDS = new Set('a an and as at by for from in into of on or over per the to with'.split(' '));

/** Words that start with a vowel letter but a consonant sound, and the other way round. */
const CONSONANT_SOUND = /^(?:uni|use|usu|uti|one|eu|ukulele)/i;
const VOWEL_SOUND = /^(?:hour|heir|honest|herb|8|11\b|18\b)/i;

/** `a` or `an` before the phrase, by the sound it starts with. */
export function withArticle(phrase: string): string {
  const vowel = VOWEL_SOUND.test(phrase) || (/^[aeiou]/i.test(phrase) && !CONSONANT_SOUND.test(phrase));
  return `${vowel ? 'an' : 'a'} ${phrase}`;
}

/** Kept, since to make one takes longer than to write the rest of an offer. */
const NUMBERS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** The number as copy shows it: thousands separated by commas, at most two decimals. */
export function formatNumber(value: number): string {
  return NUMBERS.format(value);
}

/** Upper case at the start of the text and of every sentence in it. */
export function sentenceCase(text: string): string {
  return text.replace(
    /(^|[.?!]\s+)(\p{Ll})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

/** Headline case: every word but the small ones, and always the first of the text and after a colon. */
export function titleCase(text: string): string {
  return text
    .split(' ')
    .map((word, index, words) =>
      index === 0 || words[index - 1]?.endsWith(':') ? capitalise(word) : titleWord(word),
    )
    .join(' ');
}

function titleWord(word: string): string {
  const bare = word.replace(/[^\p{L}-]/gu, '').toLowerCase();
  return SMALL_WORDS.has(bare) ? word : capitalise(word);
}

/** Capitalises each part of a hyphenated word (`Two-for-One`). */
function capitalise(word: string): string {
  return word
    .split('-')
    .map((part, index) =>
      index > 0 && SMALL_WORDS.has(part) ? part : part.replace(/^\p{Ll}/u, (l) => l.toUpperCase()),
    )
    .join('-');
}
