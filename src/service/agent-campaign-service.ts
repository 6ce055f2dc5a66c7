import { failure, type Result, success } from '../domain/result.ts';
import type { OfferBook, OfferReview } from './agent-campaign-book.ts';
import type { CampaignProgress, CampaignService, OfferSource } from './agent-campaign-contract.ts';
import { readDraft, UNSAVED_ID } from './agent-campaign-draft.ts';
import { type DryRunSession, makeDryRun } from './agent-campaign-dry-run.ts';
import { createExports } from './agent-campaign-export.ts';
import { createCampaignList } from './agent-campaign-list.ts';
import { createRunLog } from './agent-campaign-log.ts';
import { MatchingCache } from './agent-campaign-matching.ts';
import type { CampaignDesk } from './agent-campaign-plan.ts';
import { createResults } from './agent-campaign-results.ts';
import { createReview } from './agent-campaign-review.ts';
import { RunShelf } from './agent-campaign-run-book.ts';
import { createRuns } from './agent-campaign-runs.ts';
import { createSimulatedResults } from './agent-campaign-simulated.ts';
import type { AgentDesk } from './agent-desk.ts';
import { createRewards } from './agent-rewards.ts';
import { Jobs } from './jobs.ts';

export interface CampaignParts {
  readonly service: CampaignService;
  /** Stops a job of it, if it has one of this name. */
  cancel(jobId: string): void;
}

/** Rewards and campaigns behind the page. */
export function createCampaignService(desk: AgentDesk): CampaignParts {
  // Of its own, so that a model that takes its time does not hold up an import.
  const jobs = new Jobs();
  const rewards = createRewards(desk);
  const campaigns: CampaignDesk = { desk, rewards, matching: new MatchingCache(desk) };
  const shelf = new RunShelf();
  const forget = () => shelf.forget();
  let dryRuns = 0;
  let session: DryRunSession | undefined;

  async function bookOf(
    source: OfferSource,
  ): Promise<Result<{ readonly book: OfferBook; readonly reviews: ReadonlyMap<string, OfferReview> }>> {
    if (source.of === 'run') return desk.stored((storage) => shelf.load(storage, source.id));
    if (session?.preview.dryRunId === source.id) {
      return success({ book: session.book, reviews: new Map<string, OfferReview>() });
    }
    return failure(
      'dry-run-stale',
      'This dry run is not held in memory any more. Make another one.',
      source.id,
    );
  }

  const runs = createRuns({
    campaigns,
    jobs,
    dryRun: (id) => (session?.preview.dryRunId === id ? session : undefined),
    forget,
  });

  return {
    cancel: (jobId) => jobs.cancel(jobId),
    service: {
      ...rewards.methods,
      ...createCampaignList(desk, rewards, forget),
      ...runs,
      ...createReview(desk, shelf),
      ...createRunLog(desk, shelf),
      ...createExports(desk, shelf),
      ...createResults(desk, shelf),
      ...createSimulatedResults(desk, shelf),

      dryRun: ({ jobId, draft, campaignId = UNSAVED_ID }, onProgress, write) =>
        jobs.run(jobId, async (signal) => {
          const read = readDraft(draft, campaignId);
          if (!read.ok) return read;
          dryRuns += 1;
          const id = `dry-run-${dryRuns}`;
          const work = { signal, onProgress: atIntervals(onProgress) };
          const made = await makeDryRun(campaigns, read.value, id, work, write);
          if (!made.ok) return made;
          session = made.value;
          return success(made.value.preview);
        }),
      startRun: (request, onProgress, write) => runs.startRun(request, atIntervals(onProgress), write),
      resumeRun: (request, onProgress, write) => runs.resumeRun(request, atIntervals(onProgress), write),

      async offers(query) {
        const found = await bookOf(query.source);
        return found.ok ? success(found.value.book.find(query, found.value.reviews)) : found;
      },
      async offer(source, customerId) {
        const found = await bookOf(source);
        return found.ok ? found.value.book.details(customerId, found.value.reviews) : found;
      },
    },
  };
}

/** A page that draws each of thousands of reports has time for nothing else. */
const REPORT_MS = 50;

function atIntervals(report: (progress: CampaignProgress) => void): (progress: CampaignProgress) => void {
  let last: { readonly at: number; readonly stage: string } | undefined;
  return (progress) => {
    const now = performance.now();
    if (last?.stage === progress.stage && now - last.at < REPORT_MS && progress.share < 1) return;
    last = { at: now, stage: progress.stage };
    report(progress);
  };
}
