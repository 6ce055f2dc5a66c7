import { type Review, type ReviewBody, type ReviewedOffer, startReview } from '../campaigns/review.ts';
import type { LogEntry } from '../campaigns/run-log.ts';
import type { RunBody } from '../campaigns/run-record.ts';
import { type Result, success } from '../domain/result.ts';
import { emptyLedger } from '../guardrails/policy/ledger.ts';
import type { StoredRun } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import { OfferBook, type OfferReview } from './agent-campaign-book.ts';
import type { ReviewCounts } from './agent-campaign-contract.ts';
import {
  type AnyEntry,
  NOT_REVIEWED,
  type RunMaterial,
  readLog,
  readMaterial,
} from './agent-campaign-run-parts.ts';

/** A stored run in memory: everything that can be asked of it. */
export interface LoadedRun {
  readonly run: StoredRun;
  readonly material: RunMaterial;
  /** The whole log, reviews behind the decisions. */
  readonly entries: readonly AnyEntry[];
  readonly book: OfferBook;
  readonly offers: Review['offers'];
  readonly reviews: ReadonlyMap<string, OfferReview>;
}

/** The run that was looked at last; read again when its log has grown elsewhere. */
export class RunShelf {
  #held: LoadedRun | undefined;

  /** Fails with `run-unknown`, `run-damaged`. */
  async load(storage: Storage, id: string): Promise<Result<LoadedRun>> {
    const run = await storage.campaigns.run(id);
    if (!run.ok) return run;
    const held = this.#held;
    if (held?.run.id === id && held.run.log.hash === run.value.log.hash) {
      this.#held = { ...held, run: run.value };
      return success(this.#held);
    }
    const material = await readMaterial(storage, run.value);
    if (!material.ok) return material;
    const log = await readLog(storage, run.value);
    if (!log.ok) return log;
    this.#held = loadedRun(run.value, material.value, log.value.entries);
    return success(this.#held);
  }

  /** Saves reading a log that was just written. */
  grown(
    before: LoadedRun,
    run: StoredRun,
    entries: readonly AnyEntry[],
    offers: Review['offers'],
  ): LoadedRun {
    const all = [...before.entries, ...entries];
    this.#held = { ...before, run, entries: all, offers, reviews: reviewsOf(offers) };
    return this.#held;
  }

  forget(): void {
    this.#held = undefined;
  }
}

function loadedRun(run: StoredRun, material: RunMaterial, entries: readonly AnyEntry[]): LoadedRun {
  const { plan, ledger } = material;
  const own = entries.filter(isOfRun);
  const profiles = plan.members.map(({ profile }) => profile);
  const book = new OfferBook(plan, own, profiles, ledger);
  const bodies = entries.flatMap((entry) => (isOfRun(entry) ? [] : [entry.body as ReviewBody]));
  // Only the offers are looked at; what counts towards caps lies elsewhere.
  const offers = reviewed(startReview(own, emptyLedger(plan.policy.policy)).offers, bodies);
  return { run, material, entries, book, offers, reviews: reviewsOf(offers) };
}

/** The offers with all that was said about them, in its order. */
function reviewed(offers: Review['offers'], bodies: readonly ReviewBody[]): readonly ReviewedOffer[] {
  const changes = new Map<string, Partial<OfferReview>>();
  for (const { kind, offerId, text } of bodies) {
    const change = kind === 'edited' ? { text: text ?? '', edited: true } : { status: kind };
    changes.set(offerId, { ...changes.get(offerId), ...change });
  }
  return offers.map((offer) => ({ ...offer, ...changes.get(offer.decided.offerId) }));
}

export function countReviews(offers: Review['offers']): ReviewCounts {
  const counts: Record<keyof ReviewCounts, number> = { ...NOT_REVIEWED };
  for (const { status } of offers) counts[status] += 1;
  return counts;
}

function reviewsOf(offers: Review['offers']): ReadonlyMap<string, OfferReview> {
  return new Map(offers.map((offer) => [offer.decided.offerId, offer]));
}

const OWN: readonly string[] = ['started', 'held-out', 'decided', 'finished'] satisfies RunBody['kind'][];

export function isOfRun(entry: AnyEntry): entry is LogEntry<RunBody> {
  return OWN.includes(entry.body.kind);
}
