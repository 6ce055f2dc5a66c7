import { failed, idle, passed, type RuleResult } from './audit.ts';
import { type OfferFacts, sameName } from './offer-facts.ts';
import { firstPhrase } from './plain-text.ts';
import type { PolicyRule } from './policy-rule.ts';

/** Words with a letter or digit, as `text-length` counts them. */
export function countWords(text: string): number {
  return wordsOf(text).length;
}

/** The text keeps the policy's lengths, its list of blocked words and its list of slots. */
export const textForm: PolicyRule = (facts) => [
  words(facts),
  longestWord(facts),
  characters(facts),
  blockedWords(facts),
  slots(facts),
];

function words({ candidate, policy }: OfferFacts): RuleResult {
  const count = countWords(candidate.text);
  const { fewestWords, mostWords } = policy.text;
  const limit = `${fewestWords} to ${mostWords}`;
  return count >= fewestWords && count <= mostWords
    ? passed('text-words', count, limit, `The text has ${count} words.`)
    : failed('text-words', count, limit, `The text has ${count} words; the policy allows ${limit}.`);
}

function longestWord({ candidate, policy }: OfferFacts): RuleResult {
  const limit = policy.text.longestWord;
  const longest = Math.max(0, ...wordsOf(candidate.text).map((word) => [...word].length));
  return longest <= limit
    ? passed('text-word-length', longest, limit, `The longest word has ${longest} characters.`)
    : failed(
        'text-word-length',
        longest,
        limit,
        `The longest word has ${longest} characters; the policy allows ${limit}.`,
      );
}

function characters({ candidate, context, policy }: OfferFacts): RuleResult {
  const rule = 'text-characters';
  const { channel } = context;
  const own = policy.text.channelCharacters.filter(
    (each) => channel !== undefined && sameName(each.channel, channel),
  );
  const limit = Math.min(policy.text.mostCharacters, ...own.map((each) => each.mostCharacters));
  const count = [...candidate.text].length;
  const where = own.length > 0 ? ` by ${channel}` : '';
  return count <= limit
    ? passed(rule, count, limit, `The text has ${count} characters.`)
    : failed(rule, count, limit, `The text has ${count} characters; the policy allows ${limit}${where}.`);
}

function blockedWords({ folded, policy }: OfferFacts): RuleResult {
  const rule = 'blocked-words';
  const list = policy.text.blockedWords;
  if (list.length === 0) return idle(rule, 'The policy blocks no words.');
  const found = firstPhrase(folded, list);
  const limit = `none of ${list.length}`;
  return found === undefined
    ? passed(rule, null, limit, 'The text has none of the blocked words.')
    : failed(rule, found, limit, `The text says "${found}", which the policy blocks.`);
}

function slots({ candidate, policy }: OfferFacts): RuleResult {
  const rule = 'slots';
  const known = policy.text.slots;
  const limit = known.length === 0 ? 'no slots' : known.map((name) => `{${name}}`).join(', ');
  const braces = candidate.text.match(/\{[^{}]*\}|[{}]/gu) ?? [];
  if (braces.length === 0) return idle(rule, 'The text has no slots.', limit);
  const wrong = braces.find((brace) => !known.some((name) => brace === `{${name}}`));
  return wrong === undefined
    ? passed(rule, braces.join(' '), limit, 'Every slot of the text is approved.')
    : failed(rule, wrong, limit, `The text has "${wrong}", which is no approved slot.`);
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
}
