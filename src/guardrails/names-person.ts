import type { Persona } from '../domain/persona.ts';
import type { OfferCheck } from './rule.ts';
import { WORD_NAMES } from './word-names.ts';

const WORD_ENDS = '(?![\\p{L}\\p{N}])';
/** Verbs after which the word before them is somebody. */
const DOING = '(?:can|deserves|earns|enjoys|gets|has|is|likes|loves|pays|receives|saves|wins)';
/** Longer words that a headline leaves small. */
const SMALL = new Set(['from', 'into', 'than', 'that', 'when', 'with', 'your']);
const GREETING = '(?:dear|hello|hey|hi|thanks|welcome)';

/**
 * Whether the text names the person: by the whole name, or by a part of three letters or more. Names may be
 * words as well: `a rose collection` does not name Rose, nor does `Art Classes` name an Art who likes art.
 */
export function namesPerson({ text, persona, record }: OfferCheck): boolean {
  const name = persona.name.trim();
  if (name === '') return false;
  const own = [record?.product, record?.benefitItem].flatMap((phrase) => (phrase ? [escaped(phrase)] : []));
  const rest = own.length === 0 ? text : text.replace(new RegExp(own.join('|'), 'giu'), ' ');
  const parts = name.split(/[\s,]+/u).filter((part) => part === name || [...part].length >= 3);
  const isWord = (part: string) => WORD_NAMES.has(part.toLowerCase()) || isTopic(part, persona);
  const whole = new RegExp(word(name), 'iu').test(rest);
  if (whole && (parts.length > 1 || !isWord(name))) return true;
  return parts.some((part) =>
    isWord(part) ? speaksOf(part, text, rest, persona) : new RegExp(word(part), 'u').test(rest),
  );
}

/** Whether a name that is a word too is meant as the name. */
function speaksOf(part: string, text: string, rest: string, persona: Persona): boolean {
  if (isSpokenTo(part, text, persona)) return true;
  const capital = new RegExp(word(part), 'u');
  if (!capital.test(rest)) return false;
  if (isTopic(part, persona) || new RegExp(word(part.toLowerCase()), 'u').test(text)) return false;
  const asSomebody = new RegExp(
    `${word(part)}(?:\\s*:|\\s+${DOING}${WORD_ENDS})|\\b(?:for|to|with)\\s+${word(part)}\\s*(?:[,.!?:;]|$)`,
    'iu',
  );
  if (asSomebody.test(rest)) return true;
  // A capital tells names from words only where words have none.
  return !isHeadline(rest, part) && capital.test(rest.replace(/(^|[.!?]\s+)[\p{L}\p{N}]+/gu, '$1'));
}

/** `Rose, save`, `Dear Rose`, `save, Rose!`, `Rose's`; not the beginning of a list of what the person likes. */
function isSpokenTo(part: string, text: string, persona: Persona): boolean {
  const listed = topics(persona).flatMap((topic) => topic.match(/[\p{L}\p{N}]+/gu)?.slice(0, 1) ?? []);
  const inList = listed.length === 0 ? '' : `(?!\\s*(?:${listed.join('|')})${WORD_ENDS})`;
  const anyCase = new RegExp(
    `(?:^|[.!?]\\s+)(?:${GREETING},?\\s+)?${word(part)}\\s*[,!]${inList}|(?<!\\p{L})dear\\s+${word(part)}`,
    'iu',
  );
  const asWritten = new RegExp(`,\\s*${word(part)}\\s*[.!?]?$|${word(part)}['’]s${WORD_ENDS}`, 'u');
  return anyCase.test(text) || asWritten.test(text);
}

/** A word of what the person likes or aims at. */
function isTopic(part: string, persona: Persona): boolean {
  return new RegExp(word(part), 'iu').test(topics(persona).join(' · '));
}

function topics({ interests, financialGoals }: Persona): readonly string[] {
  return [...interests, ...financialGoals];
}

/** Every longer word but the first and the name itself has a capital: `Save 20% on Rose Tents with Poles`. */
function isHeadline(text: string, name: string): boolean {
  const words = text.match(/[\p{L}\p{N}'’]+/gu) ?? [];
  const telling = words.slice(1).filter((one) => [...one].length >= 4 && one !== name && !SMALL.has(one));
  return telling.length > 0 && telling.every((one) => /^[\p{Lu}\p{N}]/u.test(one));
}

function word(text: string): string {
  return `(?<![\\p{L}\\p{N}])${escaped(text)}${WORD_ENDS}`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
