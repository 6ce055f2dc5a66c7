import type { Verdict } from '../domain/feedback.ts';
import type { Persona } from '../domain/persona.ts';
import type { Result } from '../domain/result.ts';

/** An offer that the person has already answered. */
export interface PastOffer {
  readonly text: string;
  readonly verdict: Verdict;
}

/** What a judge is given (SLM4Offer, section 5.2): the persona, past offers with their answers, and new offers. */
export interface JudgeRequest {
  readonly persona: Persona;
  readonly history: readonly PastOffer[];
  readonly offers: readonly string[];
  readonly signal?: AbortSignal;
}

export interface OfferVerdict {
  readonly verdict: Verdict;
  /** In a few words, for a person; empty where the judge gave none. */
  readonly reason: string;
  /** Probability of acceptance, 0 to 1, where the judge states one. */
  readonly probability?: number;
}

/** Whoever says of offers whether a person would accept them: a simulated customer, a language model. */
export interface Judge {
  /** Shown with the results: which judge said so matters as much as what it said. */
  readonly name: string;
  /**
   * @returns one verdict for each offer, in their order; or a failure, `cancelled` where the signal stopped it.
   */
  judge(request: JudgeRequest): Promise<Result<readonly OfferVerdict[]>>;
}
