import type { CampaignChannel } from './campaign.ts';
import type { Contender, ExploredList } from './contenders.ts';
import type { OfferDecision, RefusedContender } from './decide-offer.ts';
import type { Exploration } from './explorer.ts';

/** The first entry of a run: by what it was made. */
export interface StartedBody {
  readonly kind: 'started';
  readonly runId: string;
  readonly campaignId: string;
  readonly at: number;
  readonly planHash: string;
  readonly policyHash: string;
  readonly members: number;
  /** How the run explores, with all that its choices were made from; absent where nothing is explored. */
  readonly exploration?: Exploration;
}

/** Somebody of the audience who gets nothing, to compare with. */
export interface HeldOutBody {
  readonly kind: 'held-out';
  readonly customerId: string;
  readonly segment: string;
}

/** One decision with everything it was made from beside the inputs of the run. */
export interface DecidedBody {
  readonly kind: 'decided';
  /** Names the offer to one person in one run. */
  readonly offerId: string;
  readonly customerId: string;
  readonly segment: string;
  readonly channel: CampaignChannel;
  /** sha256 of the profile as it was. */
  readonly profileHash: string;
  /** Those that were tried, in their order; the first may have been put there to learn from it. */
  readonly contenders: readonly Contender[];
  /** How the first of them was chosen; absent where nothing is explored. */
  readonly exploration?: ExploredList;
  readonly untried: number;
  readonly source: OfferDecision['source'];
  readonly rewardId: string | null;
  /** With its slots open. */
  readonly text: string | null;
  readonly origin: OfferDecision['origin'];
  readonly refused: readonly RefusedContender[];
  /** What the copywriter gave for each contender that was tried, so that a replay needs no model. */
  readonly copies: readonly (string | null)[];
  /** Cost set aside in the ledger; 0 where nothing was. */
  readonly cents: number;
  readonly at: number;
  /** sha256 of the whole decision with its audit, every rule in it. */
  readonly decisionHash: string;
}

export interface FinishedBody {
  readonly kind: 'finished';
  readonly offers: number;
  readonly fallbacks: number;
  readonly none: number;
  readonly heldOut: number;
  readonly cents: number;
}

export type RunBody = StartedBody | HeldOutBody | DecidedBody | FinishedBody;
