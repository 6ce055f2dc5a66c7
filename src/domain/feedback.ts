export type Verdict = 'accepted' | 'rejected';

/** What a person said about one offer; the newest verdict of an offer counts. */
export interface Feedback {
  readonly id: string;
  readonly offerId: string;
  readonly personaId: string;
  /** The words that were judged, so that learning survives the offer's removal. */
  readonly text: string;
  readonly verdict: Verdict;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly modelId: string;
  readonly adapterVersion: number;
}
