import type { Verdict } from '../domain/feedback.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Storage } from '../storage/storage.ts';
import type { MapPoint, Nearness } from './contract.ts';
import { meanCosine, project } from './embedding-space.ts';
import type { Engine } from './engine.ts';

/** A person and its offers on a flat map of the embedding space. Fails with `persona-unknown`. */
export async function mapOf(
  engine: Engine,
  db: Storage,
  personaId: string,
): Promise<Result<readonly MapPoint[]>> {
  const persona = await db.persona(personaId);
  if (!persona.ok) return persona;
  const history = await db.history(personaId);
  if (!history.ok) return history;
  const entries = history.value.filter(({ offer }) => offer.decision === 'offer');
  const embedded = await engine.embed(
    persona.value,
    entries.map(({ offer }) => offer.text),
  );
  const places = project([embedded.persona, ...embedded.offers]);
  return success(
    places.map(({ x, y }, i): MapPoint => {
      const entry = entries[i - 1];
      if (!entry) return { kind: 'persona', label: persona.value.name, x, y };
      return { kind: entry.feedback?.verdict ?? 'unjudged', label: entry.offer.text, x, y };
    }),
  );
}

/** How near texts lie to what was accepted and rejected. Fails with `persona-unknown` or `too-little-feedback`. */
export async function nearnessOf(
  engine: Engine,
  db: Storage,
  personaId: string,
  texts: readonly string[],
): Promise<Result<readonly Nearness[]>> {
  const persona = await db.persona(personaId);
  if (!persona.ok) return persona;
  const feedback = await db.feedback(personaId);
  if (!feedback.ok) return feedback;
  const judged = feedback.value;
  const embedded = await engine.embed(persona.value, [...judged.map(({ text }) => text), ...texts]);
  const of = (verdict: Verdict) => embedded.offers.filter((_, i) => judged[i]?.verdict === verdict);
  const accepted = of('accepted');
  const rejected = of('rejected');
  if (accepted.length === 0 || rejected.length === 0) {
    return failure(
      'too-little-feedback',
      'Accept at least one offer and reject at least one: there is nothing to compare with yet.',
    );
  }
  return success(
    embedded.offers.slice(judged.length).map((offer, i) => ({
      text: texts[i] ?? '',
      toAccepted: meanCosine(offer, accepted),
      toRejected: meanCosine(offer, rejected),
    })),
  );
}
