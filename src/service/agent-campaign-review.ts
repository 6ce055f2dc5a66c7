import {
  approve,
  edit,
  markSent,
  offersByRule,
  type Review,
  type ReviewChange,
  refuse,
} from '../campaigns/review.ts';
import { appendEntries } from '../campaigns/run-log.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { emptyLedger, type Ledger } from '../guardrails/policy/ledger.ts';
import type { Storage } from '../storage/storage.ts';
import type { CampaignService, OfferSelection, ReviewOutcome } from './agent-campaign-contract.ts';
import { countReviews, type LoadedRun, type RunShelf } from './agent-campaign-run-book.ts';
import { aboutOf, packLog } from './agent-campaign-run-parts.ts';
import type { AgentDesk } from './agent-desk.ts';

type ReviewMethods = Pick<
  CampaignService,
  'countByRule' | 'approveOffers' | 'refuseOffers' | 'editOffer' | 'markSent'
>;

/** A change that another tab was faster than is tried again so often. */
const TRIES = 5;
const LONGEST_NAME = 100;

/** What a person says about the offers of a run; every word of it goes into the run's log. */
export function createReview(desk: AgentDesk, shelf: RunShelf): ReviewMethods {
  return {
    countByRule: (runId, rule) =>
      desk.stored(async (storage) => {
        const loaded = await shelf.load(storage, runId);
        if (!loaded.ok) return loaded;
        return success(offersByRule({ offers: loaded.value.offers, ledger: NO_LEDGER }, rule).length);
      }),

    approveOffers: ({ runId, select, by }) =>
      change(desk, shelf, runId, (review) =>
        approve(review, idsOf(review, select), who(desk, by), ruleOf(select)),
      ),

    refuseOffers: ({ runId, select, by }) =>
      change(desk, shelf, runId, (review) =>
        refuse(review, idsOf(review, select), who(desk, by), ruleOf(select)),
      ),

    async editOffer(runId, offerId, text, by) {
      const changed = await change(desk, shelf, runId, (review, { material, book }) => {
        const offer = review.offers.find(({ decided }) => decided.offerId === offerId);
        const row = offer === undefined ? undefined : book.row(offer.decided.customerId);
        const members = material.plan.members.filter(({ profile }) => profile === row?.profile);
        return edit(review, offerId, text, { ...material.plan, members }, who(desk, by));
      });
      if (!changed.ok) return changed;
      return desk.stored(async (storage) => {
        const loaded = await shelf.load(storage, runId);
        if (!loaded.ok) return loaded;
        const { book, reviews, offers } = loaded.value;
        const offer = offers.find(({ decided }) => decided.offerId === offerId);
        const row = offer === undefined ? undefined : book.row(offer.decided.customerId);
        if (row === undefined) return failure('offer-unknown', `The run has no offer "${offerId}".`, offerId);
        return success(book.listed(row, reviews));
      });
    },

    markSent: (runId, by) =>
      change(desk, shelf, runId, (review) => {
        const ids = review.offers
          .filter(({ status }) => status === 'approved')
          .map(({ decided }) => decided.offerId);
        return ids.length === 0 ? nothingApproved(runId) : markSent(review, ids, who(desk, by));
      }),
  };
}

export function nothingApproved(runId: string): Result<never> {
  return failure(
    'nothing-approved',
    'No offer of this run is approved yet. Approve those that may go out, one by one or all at once.',
    runId,
  );
}

const NO_LEDGER = emptyLedger({});

/**
 * Changes a finished run's offers, its log and what counts towards caps together, or none of them. Where another tab was
 * faster, the change is made again from what is there now.
 */
async function change(
  desk: AgentDesk,
  shelf: RunShelf,
  runId: string,
  make: (review: Review, run: LoadedRun) => Result<ReviewChange>,
): Promise<Result<ReviewOutcome>> {
  return desk.stored(async (storage) => {
    for (let tried = 1; ; tried += 1) {
      const done = await changeOnce(storage, shelf, runId, make);
      const type = done.ok ? undefined : done.failures[0]?.type;
      if ((type !== 'ledger-changed' && type !== 'run-elsewhere') || tried === TRIES) return done;
    }
  });
}

async function changeOnce(
  storage: Storage,
  shelf: RunShelf,
  runId: string,
  make: (review: Review, run: LoadedRun) => Result<ReviewChange>,
): Promise<Result<ReviewOutcome>> {
  const loaded = await shelf.load(storage, runId);
  if (!loaded.ok) return loaded;
  const { run, offers, material } = loaded.value;
  if (run.status !== 'finished') return notFinished(runId);
  const stored = await storage.campaigns.ledger();
  if (!stored.ok) return stored;
  const ledger = (stored.value?.ledger as Ledger | undefined) ?? emptyLedger(material.plan.policy.policy);
  const changed = make({ offers, ledger }, loaded.value);
  if (!changed.ok) return changed;
  const { review, bodies } = changed.value;
  const about = aboutOf(run);
  if (!about.ok) return about;
  const counts = countReviews(review.offers);
  if (bodies.length === 0) return success({ changed: 0, review: counts });
  const { entries, head } = await appendEntries(run.log, bodies);
  const written = await storage.campaigns.changeRun({
    id: runId,
    after: run.log.entries,
    from: ['finished'],
    about: { ...about.value, review: counts },
    append: { data: await packLog({ entries, written: [] }), ...head },
    ...(review.ledger !== ledger && {
      ledger: { after: stored.value?.revision ?? 0, ledger: review.ledger },
    }),
  });
  if (!written.ok) return written;
  shelf.grown(loaded.value, written.value, entries, review.offers);
  return success({ changed: bodies.length, review: counts });
}

export function notFinished(runId: string): Result<never> {
  return failure('run-unfinished', 'This run is not finished. Go on with it first.', runId);
}

function idsOf(review: Review, select: OfferSelection): readonly string[] {
  return 'rule' in select ? offersByRule(review, select.rule) : select.ids;
}

function ruleOf(select: OfferSelection) {
  return 'rule' in select ? select.rule : undefined;
}

function who(desk: AgentDesk, by: string) {
  return { by: by.trim().slice(0, LONGEST_NAME) || 'somebody at this page', at: desk.now() };
}
