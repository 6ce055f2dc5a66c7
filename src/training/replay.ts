import * as v from 'valibot';
import { parsePersona } from '../domain/persona.ts';
import type { TextExample } from './example-tokens.ts';

const Replay = v.array(
  v.object({
    persona: v.unknown(),
    accepted: v.array(v.pipe(v.string(), v.maxLength(400))),
    rejected: v.array(v.pipe(v.string(), v.maxLength(400))),
  }),
);

/** The examples of a model's replay.json; none where it has no such file, or one that cannot be used. */
export function readReplay(json: unknown): readonly TextExample[] {
  const parsed = v.safeParse(Replay, json);
  if (!parsed.success) return [];
  return parsed.output.flatMap(({ persona, accepted, rejected }) => {
    const read = parsePersona(persona);
    return read.ok ? [{ persona: read.value, accepted, rejected }] : [];
  });
}
