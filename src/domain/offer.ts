/** One guardrail finding; an offer with any finding is refused. */
export interface Issue {
  /** Stable name of the rule that was broken, such as `discount-out-of-range`. */
  readonly type: string;
  readonly message: string;
}

export type Decision = 'offer' | 'refuse';

/** What led to the decision, kept with the offer so that it can be explained and replayed. */
export interface Audit {
  /** Every rule that was applied, in order. */
  readonly rules: readonly string[];
  /** Rules that could not be applied, such as one that needs a catalogue where none came with the model; absent where all were. */
  readonly skipped?: readonly string[];
  /** What the rules found; empty when the offer was let through. */
  readonly issues: readonly Issue[];
  readonly seed: number;
  readonly modelHash: string;
  /** Version of the adapter that wrote it; 0 is the model as shipped. */
  readonly adapterVersion: number;
  /** Offers that were drawn to choose from; with the seed and the verdicts before it, enough to write it again. */
  readonly drawn: number;
  /** Verdicts by which the drawn ones were ranked. */
  readonly judged: number;
}

/** A candidate as it leaves the model and the guardrails. */
export interface ScoredOffer {
  readonly text: string;
  /** Cosine similarity of persona and offer embeddings, −1 to 1. */
  readonly score: number;
  readonly decision: Decision;
  readonly audit: Audit;
}

/** An offer that was shown to a person, as it is stored. */
export interface Offer extends ScoredOffer {
  readonly id: string;
  readonly personaId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly modelId: string;
  /** Among those written together, 0 for the best; offers stored by earlier versions have none. */
  readonly place?: number;
}
