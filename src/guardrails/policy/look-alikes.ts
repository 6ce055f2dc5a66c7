/**
 * Letters of other scripts that look like Latin ones, each beside the letter that it is read as; after the data of
 * Unicode Technical Standard 39, small capitals and letters that only resemble one included.
 */
const PAIRS: readonly (readonly [others: string, latin: string])[] = [
  // Cyrillic
  ['АВЕЅІЈКМНОРСТУХԚԜҺГИП', 'ABESIJKMHOPCTYXQWHRUN'],
  ['авеѕіјкмнорстухԛԝһԁӏѵгипґ', 'abesijkmhopctyxqwhdlvrunr'],
  // Greek
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺ', 'ABEZHIKMNOPTYXCM'],
  ['αβεηικνορτυχωγςσϲϳ', 'abenikvoptuxwycocj'],
  // Armenian
  ['օոսհցզյլՕՍ', 'onuhgqjlOU'],
  // Cherokee
  ['ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃᎩ', 'ABCDEHJKLMPRSTVWZY'],
  // Latin itself
  ['ıɩɑɡƖ', 'iiagl'],
];

const LATIN: ReadonlyMap<string, string> = new Map(
  PAIRS.flatMap(([others, latin]) => [...others].map((letter, i) => [letter, latin.charAt(i)] as const)),
);
const SOME = new RegExp(`[${[...LATIN.keys()].join('')}]`, 'u');
const EACH = new RegExp(SOME.source, 'gu');
const ONLY = new RegExp(`^(?:${SOME.source}|\\P{L})+$`, 'u');
const WORDS = /[\p{L}\p{N}]+/gu;
/** Shorter ones are words of their own: `у` and `о` are Russian prepositions. */
const SHORTEST = 3;

/**
 * The text with look-alikes as the Latin letters that they pass for: `еnds`, with a Cyrillic `е`, becomes `ends`. Only
 * in words that have Latin letters as well, or nothing but look-alikes; words of another language stay as they are.
 * Expects a text without marks that stand apart.
 */
export function withoutLookAlikes(text: string): string {
  if (!SOME.test(text)) return text;
  return text.replace(WORDS, (word) => {
    const poses = /\p{Script=Latin}/u.test(word) || (word.length >= SHORTEST && ONLY.test(word));
    return poses ? word.replace(EACH, (letter) => LATIN.get(letter) ?? letter) : word;
  });
}
