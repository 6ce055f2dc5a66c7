import { RunSummary } from '../campaigns/dry-run.ts';
import { runCampaign, startRun } from '../campaigns/run-campaign.ts';
import type { LogEntry } from '../campaigns/run-log.ts';
import type { RunBody } from '../campaigns/run-record.ts';
import type { WriteCopy } from '../creative/compose-copy.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Ledger } from '../guardrails/policy/ledger.ts';
import { OfferBook } from './agent-campaign-book.ts';
import type { CampaignPreview } from './agent-campaign-contract.ts';
import type { ReadDraft } from './agent-campaign-draft.ts';
import { currentLedger } from './agent-campaign-inputs.ts';
import {
  type CampaignDesk,
  type PlannedCampaign,
  type PlanWork,
  planFor,
  previewOf,
} from './agent-campaign-plan.ts';
import { isWritingStopped, RememberedWriter, type Written } from './agent-campaign-writer.ts';

/** A dry run as it is kept in memory: to be looked through, and to be run as it was shown. */
export interface DryRunSession {
  readonly planned: PlannedCampaign;
  readonly ledger: Ledger;
  /** Revision of what had been handed out. */
  readonly ledgerRevision: number;
  readonly book: OfferBook;
  readonly preview: CampaignPreview;
  /** What the model wrote; undefined where templates served. */
  readonly written: readonly Written[] | undefined;
}

/** Works out what a run would do; nothing is kept anywhere. Fails as `planFor` does, and with `cancelled`. */
export async function makeDryRun(
  campaigns: CampaignDesk,
  draft: ReadDraft,
  dryRunId: string,
  work: PlanWork,
  write?: WriteCopy,
): Promise<Result<DryRunSession>> {
  const planned = await planFor(campaigns, draft, work);
  if (!planned.ok) return planned;
  const { plan } = planned.value;
  const before = await campaigns.desk.stored((storage) => currentLedger(storage, plan.policy));
  if (!before.ok) return before;
  const { ledger, revision } = before.value;
  const started = startRun(plan, dryRunId, ledger);
  if (!started.ok) return started;

  const { signal, onProgress } = work;
  const writer = write === undefined ? undefined : new RememberedWriter(write);
  const summary = new RunSummary(plan, 0);
  const entries: LogEntry<RunBody>[] = [];
  const of = plan.members.length;
  const options = { signal, ...(writer && { write: writer.writing(signal), batch: 10 }) };
  try {
    for await (const step of runCampaign(plan, started.value, options)) {
      summary.add(step);
      for (const entry of step.entries) entries.push(entry);
      onProgress({ stage: 'deciding', share: step.state.next / of, done: step.state.next, of });
    }
  } catch (error) {
    if (!isWritingStopped(error)) throw error;
  }
  if (signal.aborted) return cancelled();
  onProgress({ stage: 'forecasting', share: 0 });
  const finished = await summary.finish(signal);
  if (!finished.ok) return finished;
  const { previews: _, ...told } = finished.value;
  const { members } = plan;
  const book = new OfferBook(
    plan,
    entries,
    members.map(({ profile }) => profile),
    ledger,
  );
  return success({
    planned: planned.value,
    ledger,
    ledgerRevision: revision,
    book,
    preview: { dryRunId, ...previewOf(planned.value, told) },
    written: writer?.all(),
  });
}

function cancelled(): Result<never> {
  return failure('cancelled', 'The dry run was cancelled. Nothing was changed.');
}
