/** A way of saying something that a catalogue knows by kind. */
export interface Phrase {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly length: number;
}

/** Words of a text, in lower case, and where they start. */
export interface Found {
  readonly kind: string;
  readonly words: string;
  readonly index: number;
  readonly item: string | undefined;
}

const NUMBER = '\\d[\\d,]*(?:\\.\\d+)?';
const BEFORE = '(?<![\\w$.])';
const AFTER = '(?![\\w%])';

/** What a benefit or condition may be called, longest first: `{n}` is a number, `{$n}` one of dollars, `{item}` a named thing. */
export function phrasesOf(
  byKind: Readonly<Record<string, readonly string[]>>,
  items: Readonly<Record<string, readonly string[]>>,
): readonly Phrase[] {
  return Object.entries(byKind)
    .flatMap(([kind, texts]) =>
      texts.map((text) => {
        const source = escaped(text.toLowerCase())
          .replace(escaped('{n}'), NUMBER)
          .replace(escaped('{$n}'), `\\$${NUMBER}`)
          .replace(escaped('{item}'), `(${oneOf(items[kind] ?? [])})`);
        return { kind, pattern: new RegExp(`${BEFORE}${source}${AFTER}`), length: text.length };
      }),
    )
    .sort((a, b) => b.length - a.length);
}

/** The first of the phrases in the text, the longest where several start at one place. */
export function firstPhrase(text: string, table: readonly Phrase[]): Found | undefined {
  let best: Found | undefined;
  for (const { kind, pattern } of table) {
    const match = pattern.exec(text);
    if (match === null || (best !== undefined && match.index >= best.index)) continue;
    best = { kind, words: match[0], index: match.index, item: match[1] };
  }
  return best;
}

/** The text with what was found taken out, its length kept. */
export function blanked(text: string, found: Pick<Found, 'words' | 'index'> | undefined): string {
  if (found === undefined) return text;
  const end = found.index + found.words.length;
  return text.slice(0, found.index) + '§'.repeat(found.words.length) + text.slice(end);
}

/** Finds any of the names, the longest where several start at one place; undefined where there are none. */
export function namePattern(names: readonly string[], flags = ''): RegExp | undefined {
  return names.length === 0 ? undefined : new RegExp(`${BEFORE}(?:${oneOf(names)})${AFTER}`, flags);
}

function oneOf(names: readonly string[]): string {
  return [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => escaped(name.toLowerCase()))
    .join('|');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
