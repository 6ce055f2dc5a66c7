import type { WriteCopy } from '../creative/compose-copy.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Ledger } from '../guardrails/policy/ledger.ts';
import { somebodyRuns, withRunLock } from '../storage/run-lock.ts';
import type { StoredRun } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import { begin, beginningOf } from './agent-campaign-begin.ts';
import type {
  CampaignDraft,
  CampaignProgress,
  CampaignService,
  RunDetails,
  RunOverview,
} from './agent-campaign-contract.ts';
import { readDraft } from './agent-campaign-draft.ts';
import type { DryRunSession } from './agent-campaign-dry-run.ts';
import { changeLedger, withoutRuns } from './agent-campaign-ledger.ts';
import type { CampaignDesk } from './agent-campaign-plan.ts';
import { carryOn } from './agent-campaign-run.ts';
import { runOverview } from './agent-campaign-run-list.ts';
import { readPart } from './agent-campaign-run-parts.ts';
import type { Jobs } from './jobs.ts';

type RunMethods = Pick<
  CampaignService,
  'startRun' | 'resumeRun' | 'cancelRun' | 'runs' | 'run' | 'removeRun'
>;

export interface RunDesk {
  readonly campaigns: CampaignDesk;
  readonly jobs: Jobs;
  /** The dry run that was made last, where it is this one. */
  dryRun(id: string): DryRunSession | undefined;
  /** Lets go of what is held of runs. */
  forget(): void;
}

/** Runs as they are started, taken up again, ended, listed and removed. */
export function createRuns({ campaigns, jobs, dryRun, forget }: RunDesk): RunMethods {
  const { desk } = campaigns;
  /** The run that this worker goes on with, and how to stop it. */
  let active: { readonly id: string; readonly jobId: string; readonly ended: Promise<unknown> } | undefined;

  async function overview(run: StoredRun): Promise<Result<RunOverview>> {
    return runOverview(run, active?.id === run.id || (await somebodyRuns()));
  }

  async function goOn(
    storage: Storage,
    jobId: string,
    id: string,
    signal: AbortSignal,
    onProgress: (progress: CampaignProgress) => void,
    write: WriteCopy | undefined,
  ): Promise<Result<RunOverview>> {
    const going = carryOn(storage, id, { signal, onProgress, write });
    active = { id, jobId, ended: going.catch(() => undefined) };
    try {
      const ended = await going;
      active = undefined;
      return ended.ok ? overview(ended.value) : ended;
    } finally {
      active = undefined;
    }
  }

  return {
    startRun: (request, onProgress, write) =>
      jobs.run(request.jobId, (signal) =>
        desk.stored((storage) =>
          withRunLock(async () => {
            const open = await unfinished(storage);
            if (!open.ok) return open;
            const stored = await storage.campaigns.campaign(request.campaignId);
            if (!stored.ok) return stored;
            const draft = readDraft(stored.value.draft as CampaignDraft, request.campaignId);
            if (!draft.ok) return draft;
            const work = { signal, onProgress };
            const session = request.dryRunId === undefined ? undefined : dryRun(request.dryRunId);
            const beginning = await beginningOf(campaigns, storage, request, session, draft.value, work);
            if (!beginning.ok) return beginning;
            onProgress({ stage: 'saving', share: 0 });
            const begun = await begin(storage, request.campaignId, draft.value, beginning.value, write);
            if (!begun.ok) return begun;
            return goOn(storage, request.jobId, begun.value.id, signal, onProgress, write);
          }),
        ),
      ),

    resumeRun: ({ jobId, runId }, onProgress, write) =>
      jobs.run(jobId, (signal) =>
        desk.stored((storage) =>
          withRunLock(async () => {
            const run = await storage.campaigns.run(runId);
            if (!run.ok) return run;
            if (run.value.status === 'finished') return overview(run.value);
            if (run.value.status === 'cancelled') return cancelledBefore(runId);
            return goOn(storage, jobId, runId, signal, onProgress, write);
          }),
        ),
      ),

    cancelRun: (runId) =>
      desk.stored(async (storage) => {
        if (active?.id === runId) {
          jobs.cancel(active.jobId);
          await active.ended;
        }
        for (;;) {
          const run = await storage.campaigns.run(runId);
          if (!run.ok) return run;
          const { status, log } = run.value;
          if (status === 'cancelled') return overview(run.value);
          if (status === 'finished') return finishedBefore(runId);
          const ended = await storage.campaigns.changeRun({
            id: runId,
            after: log.entries,
            from: ['running', 'paused'],
            status: 'cancelled',
          });
          // A step of another tab came in between.
          if (!ended.ok && ended.failures[0]?.type === 'run-elsewhere') continue;
          return ended.ok ? overview(ended.value) : ended;
        }
      }),

    runs: (campaignId) =>
      desk.stored(async (storage) => {
        const runs = await storage.campaigns.runs(campaignId);
        if (!runs.ok) return runs;
        const alive = await somebodyRuns();
        const listed: RunOverview[] = [];
        for (const run of runs.value) {
          const one = runOverview(run, alive || active?.id === run.id);
          if (one.ok) listed.push(one.value);
        }
        return success(listed);
      }),

    run: (runId) =>
      desk.stored(async (storage): Promise<Result<RunDetails>> => {
        const run = await storage.campaigns.run(runId);
        if (!run.ok) return run;
        const told = await overview(run.value);
        if (!told.ok || !run.value.parts.includes('preview')) return told;
        const preview = await readPart<NonNullable<RunDetails['preview']>>(storage, run.value, 'preview');
        return preview.ok ? success({ ...told.value, preview: preview.value }) : preview;
      }),

    removeRun: (runId) =>
      desk.stored(async (storage) => {
        const run = await storage.campaigns.run(runId);
        if (!run.ok) return run;
        forget();
        const stored = await storage.campaigns.ledger();
        if (!stored.ok) return stored;
        if (stored.value === undefined) return storage.campaigns.removeRuns([runId]);
        return changeLedger(
          storage,
          (present) => withoutRuns(present as Ledger, [runId]),
          (ledger) => storage.campaigns.removeRuns([runId], ledger),
        );
      }),
  };
}

async function unfinished(storage: Storage): Promise<Result<void>> {
  const runs = await storage.campaigns.runs();
  if (!runs.ok) return runs;
  const open = runs.value.find(({ status }) => status === 'running' || status === 'paused');
  if (open === undefined) return success(undefined);
  const message = 'A run is not finished yet. Go on with it or cancel it first; there is one run at a time.';
  return failure('run-unfinished', message, open.id);
}

function cancelledBefore(id: string): Result<never> {
  return failure('run-cancelled', 'This run was cancelled and cannot go on. Start a new one.', id);
}

function finishedBefore(id: string): Result<never> {
  return failure('run-finished', 'This run is finished already. Refuse its offers instead.', id);
}
