import { cosine } from '../domain/cosine.ts';
import { gramEigenvalues } from './spectral-alpha.ts';

/** A person's embedding and those of offers that it accepts and rejects; vectors of one length. */
export interface PlacedPerson {
  readonly persona: Float32Array;
  readonly accepted: readonly Float32Array[];
  readonly rejected: readonly Float32Array[];
}

/** What a model's similarity of persona and offer can tell apart, and whether its space has collapsed. */
export interface SimilaritySpace {
  /**
   * Share of pairs of a person's accepted and rejected offers in which the accepted one is nearer to the persona;
   * a half is chance. Rejected offers are plausible, so this is the hard question.
   */
  readonly ownAuc: number;
  /** The same with what the next person accepts in place of what this one rejects: the easy question. */
  readonly othersAuc: number;
  /** Mean cosine of persona and accepted offers, of persona and rejected offers. */
  readonly acceptedCosine: number;
  readonly rejectedCosine: number;
  /** Mean cosine of each persona and the next; 1 where all lie at one place. */
  readonly personaCosine: number;
  /** How many directions the unit vectors spread over, 1 to their length (Roy & Vetterli 2007). */
  readonly personaRank: number;
  readonly offerRank: number;
}

/** @param people two or more, each with offers of both kinds; throws a `RangeError` otherwise. */
export function similaritySpace(people: readonly PlacedPerson[]): SimilaritySpace {
  if (people.length < 2 || people.some((each) => each.accepted.length === 0 || each.rejected.length === 0)) {
    throw new RangeError('similaritySpace wants two people or more, each with accepted and rejected offers');
  }
  const near = (persona: Float32Array, offers: readonly Float32Array[]) =>
    offers.map((offer) => cosine(persona, offer));
  const rows = people.map(({ persona, accepted, rejected }, i) => {
    const next = people[(i + 1) % people.length] as PlacedPerson;
    return {
      accepted: near(persona, accepted),
      rejected: near(persona, rejected),
      others: near(persona, next.accepted),
      next: cosine(persona, next.persona),
    };
  });
  return {
    ownAuc: mean(rows.map(({ accepted, rejected }) => auc(accepted, rejected))),
    othersAuc: mean(rows.map(({ accepted, others }) => auc(accepted, others))),
    acceptedCosine: mean(rows.map(({ accepted }) => mean(accepted))),
    rejectedCosine: mean(rows.map(({ rejected }) => mean(rejected))),
    personaCosine: mean(rows.map(({ next }) => next)),
    personaRank: effectiveRank(people.map(({ persona }) => persona)),
    offerRank: effectiveRank(people.flatMap(({ accepted, rejected }) => [...accepted, ...rejected])),
  };
}

/** Each number's mean over several trainings of a model. */
export function meanSpace(spaces: readonly SimilaritySpace[]): SimilaritySpace {
  const of = (key: keyof SimilaritySpace) => mean(spaces.map((space) => space[key]));
  return {
    ownAuc: of('ownAuc'),
    othersAuc: of('othersAuc'),
    acceptedCosine: of('acceptedCosine'),
    rejectedCosine: of('rejectedCosine'),
    personaCosine: of('personaCosine'),
    personaRank: of('personaRank'),
    offerRank: of('offerRank'),
  };
}

/**
 * exp of the entropy of the singular values of the vectors, each scaled to length 1, as shares of their sum
 * (Roy & Vetterli 2007, "The effective rank"): 1 where all lie on one line, n where n directions are used alike.
 */
export function effectiveRank(vectors: readonly Float32Array[]): number {
  const size = vectors[0]?.length ?? 0;
  const rows = new Float32Array(vectors.length * size);
  for (const [i, vector] of vectors.entries()) {
    const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
    rows.set(
      vector.map((value) => value / norm),
      i * size,
    );
  }
  const singular = gramEigenvalues(rows, vectors.length, size).map(Math.sqrt);
  const total = singular.reduce((sum, value) => sum + value, 0);
  const entropy = singular.reduce((sum, value) => {
    const share = value / total;
    return share > 0 ? sum - share * Math.log(share) : sum;
  }, 0);
  return Math.exp(entropy);
}

/** Share of the pairs in which the first is the larger, a tie counting half: the area under the ROC curve. */
function auc(yes: readonly number[], no: readonly number[]): number {
  return mean(yes.flatMap((a) => no.map((b) => (a > b ? 1 : a === b ? 0.5 : 0))));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
