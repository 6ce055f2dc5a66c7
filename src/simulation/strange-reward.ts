import { pick, type Random, randomInt } from '../domain/random.ts';
import { BENEFITS } from './benefits.ts';
import { PRODUCTS, productNamed } from './catalogue.ts';
import { titleCase, withArticle } from './grammar.ts';
import type { OfferRecord } from './offer-record.ts';
import type { Product } from './product.ts';

// Rewards that no catalogue has. A model that has only ever written about one catalogue's products and sizes learns them
// by heart; from these it learns to copy what the brief says.

const CONSONANTS = [...'bcdfghjklmnprstvz'];
const VOWELS = [...'aeiou'];
/** Of the made-up names, those that begin with a word that is none. */
const INVENTED_SHARE = 0.4;

/**
 * A product's name with another one's last word and a word before it that it never had: `lumaro blender`, `camping mug`.
 * It names no product of the catalogue, and so none that is held back for the test.
 */
export function strangeName(product: string, random: Random): string {
  const { number } = productNamed(product);
  const alike = PRODUCTS.filter((other) => other.number === number);
  for (;;) {
    const name = drawnName(product, alike, random);
    if (!namesProduct(name)) return name;
  }
}

/** Whether a product's whole name stands in it. */
function namesProduct(name: string): boolean {
  return PRODUCTS.some((product) => ` ${name} `.toLowerCase().includes(` ${product.name.toLowerCase()} `));
}

function drawnName(product: string, alike: readonly Product[], random: Random): string {
  const last = pick(random, alike).name.split(' ').at(-1) ?? product;
  if (random.next() < INVENTED_SHARE) return `${inventedWord(random)} ${last}`;
  const words = PRODUCTS.flatMap(({ name }) => name.split(' ').slice(0, -1));
  const [one, other] = [pick(random, words), pick(random, words)];
  return [...new Set(random.next() < 0.5 ? [one, last] : [one, other, last])].join(' ');
}

/** Two or three syllables; half of them with a capital, as a brand's name has. */
function inventedWord(random: Random): string {
  const syllables = Array.from(
    { length: 2 + randomInt(random, 2) },
    () => pick(random, CONSONANTS) + pick(random, VOWELS),
  );
  const word = syllables.join('') + (random.next() < 0.5 ? pick(random, CONSONANTS) : '');
  return random.next() < 0.5 ? word : titleCase(word);
}

/** The record with a size of its benefit that the catalogue need not have; the same where the benefit has no size. */
export function strangelySized(record: OfferRecord, random: Random): OfferRecord {
  if (record.benefitKind === 'none' || record.benefitSize < 2) return record;
  const largest = Math.max(...Object.values(BENEFITS[record.benefitKind].sizes).flat());
  // Shares end below a hundred; the rest may be half as large again.
  const most = largest <= 100 ? Math.min(95, Math.round(1.5 * largest)) : Math.round(1.5 * largest);
  return { ...record, benefitSize: 2 + randomInt(random, most - 1) };
}

/**
 * A text about a product under another name, in the text's own case and with the article that the name wants.
 *
 * @returns undefined where the text praises the product for what it is good for, or does not name it as it stands.
 */
export function renamed(text: string, product: string, name: string): string | undefined {
  const { hook, number } = productNamed(product);
  const lower = text.toLowerCase();
  if (lower.includes(hook.toLowerCase())) return undefined;
  const article = number === 'one' ? '(?:(an?) )?' : '';
  const pattern = new RegExp(`(?<![\\w-])${article}(${escaped(product)})(?![\\w-])`, 'gi');
  let found = false;
  const changed = text.replace(pattern, (match: string, ...groups: string[]) => {
    found = true;
    const before = number === 'one' ? groups[0] : undefined;
    const own = (number === 'one' ? groups[1] : groups[0]) ?? '';
    const cased = asIn(own, name);
    if (!before) return match.replace(own, cased);
    const [wanted = 'a'] = withArticle(cased).split(' ');
    return `${/^A/.test(before) ? wanted.replace('a', 'A') : wanted} ${cased}`;
  });
  return found ? changed : undefined;
}

/** In headlines names have capitals throughout, at the start of a sentence one. */
function asIn(own: string, name: string): string {
  const last = own.split(' ').at(-1) ?? own;
  if (own.includes(' ') ? /^\p{Lu}/u.test(last) : false) return titleCase(name);
  return /^\p{Lu}/u.test(own) ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
