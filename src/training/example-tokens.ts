import type { Persona } from '../domain/persona.ts';
import { type Random, shuffled } from '../domain/random.ts';
import { personaPrompt } from '../t5/prompt.ts';
import type { TextTokenizer } from '../t5/tokenizer.ts';
import type { TokenisedExample } from './batch.ts';

export interface TextExample {
  readonly persona: Persona;
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
}

/** A persona with its judged offers as token ids. */
export function tokenise(example: TextExample, tokenizer: TextTokenizer): TokenisedExample {
  const encode = (text: string) => tokenizer.encode(text).ids;
  return {
    prompt: encode(personaPrompt(example.persona)),
    accepted: example.accepted.map(encode),
    rejected: example.rejected.map(encode),
  };
}

/** The same example told in another order: what a person likes has none, and neither have the offers. */
export function reordered(example: TextExample, random: Random): TextExample {
  return {
    persona: reorderedPersona(example.persona, random),
    accepted: shuffled(random, example.accepted),
    rejected: shuffled(random, example.rejected),
  };
}

/** The same person told in another order. */
export function reorderedPersona(persona: Persona, random: Random): Persona {
  return {
    ...persona,
    interests: shuffled(random, persona.interests),
    financialGoals: shuffled(random, persona.financialGoals),
  };
}
