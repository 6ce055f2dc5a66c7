import type { OfferCatalogue } from '../domain/offer-catalogue.ts';
import {
  blanked,
  type Found,
  firstPhrase,
  namePattern,
  type Phrase,
  phrasesOf,
} from './catalogue-phrases.ts';

/** All that a text speaks of in a catalogue's words; kinds and names as the catalogue has them, products in lower case. */
export interface Mentions {
  readonly products: readonly string[];
  readonly benefits: readonly string[];
  readonly conditions: readonly string[];
  /** Interests whose followers are addressed. */
  readonly audiences: readonly string[];
  /** Products, in lower case, whose purpose is told: `for steady stretching` is the yoga mat's. */
  readonly purposes: readonly string[];
  /** Beginnings of purposes that go on otherwise: `for a cart` of no fresh ideas. */
  readonly brokenPurposes: readonly string[];
  readonly goals: readonly string[];
  /** Goals that something is said to be for, not only to leave money toward. */
  readonly aims: readonly string[];
  readonly places: readonly string[];
}

/** Reads mentions; what was read as one thing is no other (`a free yoga mat` is no yoga mat, `online course` no place). */
export function mentionReader(catalogue: OfferCatalogue): (text: string) => Mentions {
  const benefits = phrasesOf(catalogue.benefits, catalogue.items);
  const conditions = phrasesOf(catalogue.conditions, {});
  const { audiences = {}, purposes = [], goals = {}, aims = {}, places = {} } = catalogue;
  const products = named(catalogue.products.map(([name]) => [name, name.toLowerCase()]));
  const people = named(Object.entries(audiences).flatMap(([interest, { names }]) => pairs(names, interest)));
  const uses = named(purposes.map((purpose, i) => [purpose, catalogue.products[i]?.[0].toLowerCase() ?? '']));
  const begun = named(purposes.flatMap(beginning).map((words) => [words, words]));
  const objects = named(Object.entries(goals).flatMap(([goal, names]) => pairs(names, goal)));
  const uttered = named(
    Object.entries(goals).flatMap(([goal, names]) =>
      names.map((name) => [name, aims[goal]?.names.includes(name) === true ? goal : NO_AIM] as const),
    ),
  );
  const spots = named(Object.entries(places).flatMap(([place, names]) => pairs(names, place)));
  const read = (original: string): Mentions => {
    const given = every(original.toLowerCase().replace(/\s+/g, ' '), benefits);
    const sold = products(given.rest);
    const asked = every(sold.rest, conditions);
    const good = uses(asked.rest);
    const wanted = objects(good.rest);
    return {
      products: sold.found,
      benefits: given.found,
      conditions: asked.found,
      purposes: good.found,
      brokenPurposes: begun(wanted.rest).found,
      audiences: people(good.rest).found,
      goals: wanted.found,
      aims: uttered(good.rest).found.filter((goal) => goal !== NO_AIM),
      places: spots(good.rest).found,
    };
  };
  // Several rules ask about one text after the other.
  let last: { readonly text: string; readonly mentions: Mentions } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, mentions: read(text) };
    return last.mentions;
  };
}

/** The first words of a purpose, by which it is known; none where it has no more than these. */
function beginning(purpose: string): readonly string[] {
  const words = purpose.toLowerCase().split(' ');
  return words.length > BEGINNING ? [words.slice(0, BEGINNING).join(' ')] : [];
}

const BEGINNING = 3;

/** Stands for words that name a goal without saying that anything serves it: `your savings`. */
const NO_AIM = '';

interface Read {
  /** Each once. */
  readonly found: readonly string[];
  /** The text without it. */
  readonly rest: string;
}

function every(text: string, table: readonly Phrase[]): Read {
  const found = new Set<string>();
  let rest = text;
  for (let next = firstPhrase(rest, table); next !== undefined; next = firstPhrase(rest, table)) {
    found.add(next.kind);
    rest = blanked(rest, next);
  }
  return { found: [...found], rest };
}

/** @param names each with what it stands for. */
function named(names: readonly (readonly [name: string, meaning: string])[]): (text: string) => Read {
  const meanings = new Map(names.map(([name, meaning]) => [name.toLowerCase(), meaning]));
  const pattern = namePattern([...meanings.keys()], 'g');
  if (pattern === undefined) return (rest) => ({ found: [], rest });
  return (text) => {
    const found = new Set<string>();
    let rest = text;
    for (const { 0: words, index } of text.matchAll(pattern)) {
      found.add(meanings.get(words) ?? words);
      rest = blanked(rest, { words, index } satisfies Pick<Found, 'words' | 'index'>);
    }
    return { found: [...found], rest };
  };
}

function pairs(names: readonly string[], meaning: string): (readonly [string, string])[] {
  return names.map((name) => [name, meaning] as const);
}
