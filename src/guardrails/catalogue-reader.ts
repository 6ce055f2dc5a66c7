import type { CatalogueTerms, OfferCatalogue } from '../domain/offer-catalogue.ts';
import { headWord, isPlural } from '../domain/plural.ts';
import { blanked, type Found, firstPhrase, namePattern, phrasesOf } from './catalogue-phrases.ts';
import { type Mentions, mentionReader } from './mentions.ts';
import { readNumbers, type TextNumber } from './read-numbers.ts';
import { textWords } from './text-words.ts';

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

/** People whom a text addresses by what they follow. */
export interface StatedAudience {
  readonly interest: string;
  /** In lower case: `fitness fans`. */
  readonly words: string;
  /** Whether the catalogue lists the interest for the product that the text names. */
  readonly served: boolean;
}

/** A product that is more than one, with an article that says it is one. */
export interface ArticledPlural {
  /** In lower case: `a hiking boots`. */
  readonly words: string;
  /** In lower case. */
  readonly product: string;
}

/** What a text says, as far as it uses the catalogue's words. */
export interface CatalogueReading {
  /** The text in lower case with single spaces, to which all places refer. */
  readonly text: string;
  readonly product?: string;
  readonly benefit?: StatedTerm;
  readonly condition?: StatedTerm;
  /** Empty where the text names no product, or the catalogue no audiences. */
  readonly audiences: readonly StatedAudience[];
  /** Numbers in the names of the product and of what comes with it. */
  readonly inNames: readonly NumberFact[];
}

export interface CatalogueReader {
  /** Words that offers are made of, in lower case; undefined where the catalogue does not tell them. */
  readonly words: ReadonlySet<string> | undefined;
  /** Whether the catalogue tells whom a product is for. */
  readonly knowsAudiences: boolean;
  /** Whether the catalogue tells what a product is good for. */
  readonly knowsPurposes: boolean;
  /** Whether the catalogue tells which products serve which goals. */
  readonly knowsAims: boolean;
  /** Whether the catalogue lists the product, by its name in any case, for the goal. */
  serves(product: string, goal: string): boolean;
  /** The interests for which the catalogue lists the product, by its name in any case; none where it tells no audiences. */
  interests(product: string): readonly string[];
  read(text: string): CatalogueReading;
  /** Everything the text mentions, not only the first of each. */
  mentions(text: string): Mentions;
  /** Each once. */
  articledPlurals(text: string): readonly ArticledPlural[];
}

/**
 * A reader of texts for one catalogue: the first benefit, product and condition that a text names, the longest where
 * several start at one place. Words that have been read as a benefit are no product any more (`a free yoga mat with a
 * gym membership`).
 */
export function catalogueReader(catalogue: OfferCatalogue): CatalogueReader {
  const benefits = phrasesOf(catalogue.benefits, catalogue.items);
  const conditions = phrasesOf(catalogue.conditions, {});
  const terms = new Map(
    catalogue.products.map(([name, at]) => [name.toLowerCase(), catalogue.terms[at]] as const),
  );
  const names = catalogue.products.map(([name]) => name);
  const audiences = audienceReader(catalogue);
  const product = namePattern(names);
  const followed = Object.entries(catalogue.audiences ?? {}).map(
    ([interest, { products }]) =>
      [interest, new Set(products.map((at) => names[at]?.toLowerCase()))] as const,
  );
  const aimed = new Map(
    Object.entries(catalogue.aims ?? {}).map(([goal, { products }]) => [
      goal,
      new Set(products.map((at) => names[at]?.toLowerCase())),
    ]),
  );
  return {
    words: wordsOf(catalogue),
    mentions: mentionReader(catalogue),
    articledPlurals: articleReader(names),
    knowsAudiences: catalogue.audiences !== undefined,
    knowsPurposes: catalogue.purposes !== undefined,
    knowsAims: catalogue.aims !== undefined && catalogue.goals !== undefined,
    serves: (product, goal) => aimed.get(goal)?.has(product.toLowerCase()) === true,
    interests: (product) =>
      followed.flatMap(([interest, served]) => (served.has(product.toLowerCase()) ? [interest] : [])),
    read(original) {
      const text = original.toLowerCase().replace(/\s+/g, ' ');
      const benefit = firstPhrase(text, benefits);
      const afterBenefit = blanked(text, benefit);
      const named = product?.exec(afterBenefit);
      const own = named ? terms.get(named[0]) : undefined;
      const afterProduct = blanked(afterBenefit, named ? { words: named[0], index: named.index } : undefined);
      const condition = firstPhrase(afterProduct, conditions);
      return {
        text,
        ...(named && { product: named[0] }),
        ...(benefit && { benefit: stated(benefit, catalogue.benefits, own?.benefits) }),
        ...(condition && { condition: stated(condition, catalogue.conditions, own?.conditions) }),
        audiences: named ? audiences(afterProduct, named[0]) : [],
        inNames: [named?.[0] ?? '', benefit?.item ?? ''].flatMap((name) => readNumbers(name)),
      };
    },
  };
}

/** A name with a capital may be a brand that only ends like a plural: `an Adidas`. */
const BRAND = /^\p{Lu}/u;

function articleReader(names: readonly string[]): CatalogueReader['articledPlurals'] {
  const plurals = names.filter((name) => isPlural(name) && !BRAND.test(headWord(name)));
  // All names, so that `a running shoes rental` is not read as running shoes where that is a product as well.
  const pattern = namePattern(
    names.flatMap((name) => [`a ${name}`, `an ${name}`]),
    'g',
  );
  const wrong = new Map(
    plurals.flatMap((name) => ['a', 'an'].map((article) => [`${article} ${name}`.toLowerCase(), name])),
  );
  if (pattern === undefined || wrong.size === 0) return () => [];
  return (text) => {
    const said = [...text.toLowerCase().replace(/\s+/g, ' ').matchAll(pattern)].map(([words]) => words);
    return [...new Set(said)].flatMap((words) => {
      const product = wrong.get(words)?.toLowerCase();
      return product === undefined ? [] : [{ words, product }];
    });
  };
}

/** All words of the catalogue; those of its own list are what the phrases and names do not have. */
function wordsOf({
  words,
  benefits,
  conditions,
  items,
  products,
  audiences = {},
}: OfferCatalogue): ReadonlySet<string> | undefined {
  if (words === undefined) return undefined;
  const phrases = [benefits, conditions, items].flatMap((each) =>
    Object.values(each).flatMap((ways) => ways.map((way) => way.replace(/\{\$?\w+\}/g, ' '))),
  );
  const names = [
    ...products.map(([name]) => name),
    ...Object.values(audiences).flatMap((each) => each.names),
  ];
  return new Set([...words.split(' '), ...[...phrases, ...names].flatMap(textWords)]);
}

function audienceReader({
  audiences = {},
  products,
}: OfferCatalogue): (text: string, product: string) => readonly StatedAudience[] {
  const known = new Map(
    Object.entries(audiences).flatMap(([interest, { names, products: places }]) => {
      const served = new Set(places.map((at) => products[at]?.[0].toLowerCase()));
      return names.map((name) => [name.toLowerCase(), { interest, served }] as const);
    }),
  );
  const pattern = namePattern([...known.keys()], 'g');
  if (pattern === undefined) return () => [];
  return (text, product) =>
    [...text.matchAll(pattern)].flatMap(([words]) => {
      const found = known.get(words);
      return found === undefined
        ? []
        : [{ interest: found.interest, words, served: found.served.has(product) }];
    });
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
