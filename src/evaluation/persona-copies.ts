import type { Persona } from '../domain/persona.ts';
import { personaCopy } from '../guardrails/persona-copy.ts';
import { personalIdentifier } from '../guardrails/personal-identifier.ts';
import { personaPrompt } from '../t5/prompt.ts';
import { normaliseText } from './novelty.ts';

/** What a text repeats of the persona: its description, or its name, exact income or age. */
export type PersonaCopyKind = 'description' | 'identifier';

/**
 * What the text gives back of the persona verbatim. An untrained T5 answers with the persona itself (SLM4Offer,
 * section 6). `description`: one labelled part of the prompt or of the paper's form (`payment: Credit Card`,
 * `"Age": 30`), or what the guardrail against copies finds. `identifier`: what the guardrail against personal
 * identifiers finds.
 */
export function personaCopies(text: string, persona: Persona): readonly PersonaCopyKind[] {
  const { name, age, gender } = persona;
  const plain = normaliseText(text).replaceAll('"', '');
  const labelled = [
    ...personaPrompt(persona).split(' | '),
    `name: ${name}`,
    `age: ${age}`,
    `gender: ${gender}`,
  ];
  const described =
    labelled.some((part) => holdsPhrase(plain, normaliseText(part))) ||
    personaCopy({ text, persona }).length > 0;
  const identified = personalIdentifier({ text, persona }).length > 0;
  return [...(described ? (['description'] as const) : []), ...(identified ? (['identifier'] as const) : [])];
}

/** Share of offers that repeat anything of the persona they were written for, 0 to 1; 0 where there are none. */
export function personaCopyRate(
  offers: readonly { readonly text: string; readonly persona: Persona }[],
): number {
  const copies = offers.filter(({ text, persona }) => personaCopies(text, persona).length > 0).length;
  return offers.length === 0 ? 0 : copies / offers.length;
}

/** As whole words: `age: 3` does not stand in `package: 30`. */
function holdsPhrase(text: string, phrase: string): boolean {
  const at = text.indexOf(phrase);
  if (at < 0) return false;
  const inWord = /[\p{L}\p{N}]/u;
  const after = at + phrase.length;
  return (
    !(inWord.test(text.charAt(at - 1)) || inWord.test(text.charAt(after))) ||
    holdsPhrase(text.slice(at + 1), phrase)
  );
}
