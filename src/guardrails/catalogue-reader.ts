import type { CatalogueTerms, OfferCatalogue } from '../domain/offer-catalogue.ts';
import { readNumbers, type TextNumber } from './read-numbers.ts';

/** A number in its unit: `20%`, `$20` and `20 points` are three different facts. */
export type NumberFact = Pick<TextNumber, 'value' | 'unit'>;

/** A benefit or condition as a text words it. */
export interface StatedTerm {
  readonly kind: string;
  /** In lower case. */
  readonly words: string;
  /** Where the words start in {@link CatalogueReading.text}. */
  readonly index: number;
  /** What the catalogue lets the product state here; undefined where it has no such term. */
  readonly allowed: readonly NumberFact[] | undefined;
}

/** What a text says, as far as it uses the catalogue's words. */
export interface CatalogueReading {
  /** The text in lower case with single spaces, to which all places refer. */
  readonly text: string;
  readonly product?: string;
  readonly benefit?: StatedTerm;
  readonly condition?: StatedTerm;
  /** Numbers in the names of the product and of what comes with it. */
  readonly inNames: readonly NumberFact[];
}

export interface CatalogueReader {
  read(text: string): CatalogueReading;
}

interface Phrase {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly length: number;
}

interface Found {
  readonly kind: string;
  readonly words: string;
  readonly index: number;
  readonly item: string | undefined;
}

const NUMBER = '\\d[\\d,]*(?:\\.\\d+)?';
const BEFORE = '(?<![\\w$.])';
const AFTER = '(?![\\w%])';

/**
 * A reader of texts for one catalogue: the first benefit, product and condition that a text names, the longest where
 * several start at one place. Words that have been read as a benefit are no product any more (`a free yoga mat with a
 * gym membership`).
 */
export function catalogueReader(catalogue: OfferCatalogue): CatalogueReader {
  const benefits = phrases(catalogue.benefits, catalogue.items);
  const conditions = phrases(catalogue.conditions, {});
  const terms = new Map(
    catalogue.products.map(([name, at]) => [name.toLowerCase(), catalogue.terms[at]] as const),
  );
  const names = catalogue.products.map(([name]) => name);
  const product = names.length === 0 ? undefined : new RegExp(`${BEFORE}(?:${anyOf(names)})${AFTER}`);
  return {
    read(original) {
      const text = original.toLowerCase().replace(/\s+/g, ' ');
      const benefit = first(text, benefits);
      const afterBenefit = blanked(text, benefit);
      const named = product?.exec(afterBenefit);
      const own = named ? terms.get(named[0]) : undefined;
      const afterProduct = blanked(afterBenefit, named ? { words: named[0], index: named.index } : undefined);
      const condition = first(afterProduct, conditions);
      return {
        text,
        ...(named && { product: named[0] }),
        ...(benefit && { benefit: stated(benefit, catalogue.benefits, own?.benefits) }),
        ...(condition && { condition: stated(condition, catalogue.conditions, own?.conditions) }),
        inNames: [named?.[0] ?? '', benefit?.item ?? ''].flatMap((name) => readNumbers(name)),
      };
    },
  };
}

function phrases(
  byKind: Readonly<Record<string, readonly string[]>>,
  items: Readonly<Record<string, readonly string[]>>,
): readonly Phrase[] {
  return Object.entries(byKind)
    .flatMap(([kind, texts]) =>
      texts.map((text) => {
        const source = escaped(text.toLowerCase())
          .replace(escaped('{n}'), NUMBER)
          .replace(escaped('{$n}'), `\\$${NUMBER}`)
          .replace(escaped('{item}'), `(${anyOf(items[kind] ?? [])})`);
        return { kind, pattern: new RegExp(`${BEFORE}${source}${AFTER}`), length: text.length };
      }),
    )
    .sort((a, b) => b.length - a.length);
}

function first(text: string, table: readonly Phrase[]): Found | undefined {
  let best: Found | undefined;
  for (const { kind, pattern } of table) {
    const match = pattern.exec(text);
    if (match === null || (best !== undefined && match.index >= best.index)) continue;
    best = { kind, words: match[0], index: match.index, item: match[1] };
  }
  return best;
}

function blanked(text: string, found: Pick<Found, 'words' | 'index'> | undefined): string {
  if (found === undefined) return text;
  const end = found.index + found.words.length;
  return text.slice(0, found.index) + '§'.repeat(found.words.length) + text.slice(end);
}

/** What was found, with the facts that the terms allow in the units of the words that state them. */
function stated(
  { kind, words, index }: Found,
  ways: Readonly<Record<string, readonly string[]>>,
  terms: CatalogueTerms['benefits'] | undefined,
): StatedTerm {
  const units = new Set((ways[kind] ?? []).flatMap(unitOf));
  const allowed = terms?.[kind]?.flatMap((value) => [...units].map((unit) => ({ value, unit })));
  return { kind, words, index, allowed };
}

function unitOf(phrase: string): readonly TextNumber['unit'][] {
  if (phrase.includes('{$n}')) return ['dollar'];
  if (/\{n\}\s?(?:%|percent\b)/.test(phrase)) return ['percent'];
  return phrase.includes('{n}') ? ['plain'] : [];
}

function anyOf(names: readonly string[]): string {
  return [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => escaped(name.toLowerCase()))
    .join('|');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
