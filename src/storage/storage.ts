import type { AdapterVersion } from '../domain/adapter-version.ts';
import type { Feedback, Verdict } from '../domain/feedback.ts';
import type { Offer, ScoredOffer } from '../domain/offer.ts';
import type { Persona, StoredPersona } from '../domain/persona.ts';
import type { Result } from '../domain/result.ts';
import type { CampaignStorage } from './campaign-storage.ts';
import type { CouponStorage } from './coupon-storage.ts';
import type { CustomerStorage } from './customer-storage.ts';
import type { RewardStorage } from './reward-storage.ts';
import type { JsonValue, LearningRun, StoredAdapter, StoreName } from './schema.ts';

/** An adapter about to be saved; storage gives it its number and its time. */
export type NewAdapter = Omit<StoredAdapter, 'version' | 'createdAt'>;

/** An offer with what was last said about it. */
export interface JudgedOffer {
  readonly offer: Offer;
  readonly feedback?: Feedback;
}

/**
 * Everything kept on this device. Each method is one transaction: it happens whole or not at all, also when
 * several tabs write. Beside the failures named below, any may fail with `storage-full`, `storage-closed`
 * (another tab took over) or `storage-failed`.
 */
export interface Storage {
  /** False where everything is forgotten when the page is closed. */
  readonly persistent: boolean;

  /** Oldest first. */
  personas(): Promise<Result<readonly StoredPersona[]>>;
  /** Fails with `persona-unknown`. */
  persona(id: string): Promise<Result<StoredPersona>>;
  /** Adds one, or replaces the one of this id; fails with `persona-unknown` when there is none of it. */
  savePersona(persona: Persona, id?: string): Promise<Result<StoredPersona>>;
  /** Removes it with its offers, verdicts and unfinished learning runs. One that is not there is no failure. */
  removePersona(id: string): Promise<Result<void>>;

  /** Keeps offers that were shown. Fails with `persona-unknown`. */
  saveOffers(
    personaId: string,
    modelId: string,
    offers: readonly ScoredOffer[],
  ): Promise<Result<readonly Offer[]>>;
  /** Fails with `offer-unknown`. */
  offer(id: string): Promise<Result<Offer>>;
  /** A persona's offers with their newest verdicts, newest first. */
  history(personaId: string): Promise<Result<readonly JudgedOffer[]>>;

  /** Records what a person says of an offer; the newest verdict counts. Fails with `offer-unknown`. */
  judge(offerId: string, verdict: Verdict): Promise<Result<Feedback>>;
  /** Takes every verdict of an offer back. */
  unjudge(offerId: string): Promise<Result<void>>;
  /** The newest verdict of every judged offer, of one persona or of all, oldest first. */
  feedback(personaId?: string): Promise<Result<readonly Feedback[]>>;

  /** What is known of a model's adapters, or of those of all models, oldest first. */
  adapters(modelId?: string): Promise<Result<readonly AdapterVersion[]>>;
  /** Fails with `adapter-unknown`. */
  adapter(modelId: string, version: number): Promise<Result<StoredAdapter>>;
  /** The adapter in use; none when the model runs as shipped. */
  currentAdapter(modelId: string): Promise<Result<StoredAdapter | undefined>>;
  /**
   * Saves an adapter, makes it current and, where `finishes` names one, ends the learning run behind it, all at
   * once: a crash leaves the old adapter or the new, never a part. Past the number of versions to keep, the
   * oldest go.
   */
  saveAdapter(adapter: NewAdapter, finishes?: string): Promise<Result<AdapterVersion>>;
  /** Makes a version current; 0 is the model as shipped. Fails with `adapter-unknown`. */
  useAdapter(modelId: string, version: number): Promise<Result<void>>;

  /** Runs that began and did not end, oldest first. */
  learningRuns(): Promise<Result<readonly LearningRun[]>>;
  /** Writes how far a run has come; one of the same id is replaced. */
  saveLearningRun(run: LearningRun): Promise<Result<void>>;
  removeLearningRun(id: string): Promise<Result<void>>;

  setting(name: string): Promise<Result<JsonValue | undefined>>;
  saveSetting(name: string, value: JsonValue): Promise<Result<void>>;

  /** The customers that were imported. */
  readonly customers: CustomerStorage;

  /** Codes, the coupons made with them, keys, and which coupons were taken. */
  readonly coupons: CouponStorage;
  /** The rewards that there are to hand out. */
  readonly rewards: RewardStorage;
  /** Campaigns, their runs, and what was handed out. */
  readonly campaigns: CampaignStorage;

  /** Deletes everything and says how many records of each kind there were. */
  eraseEverything(): Promise<Result<Readonly<Record<StoreName, number>>>>;
  /** Lets go of the database; what follows fails with `storage-closed`. */
  close(): void;
}
