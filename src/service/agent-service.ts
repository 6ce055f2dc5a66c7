import { nextTask } from '../domain/next-task.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { runPausing } from '../domain/steps.ts';
import { packSteps } from '../storage/packed-records.ts';
import type { CustomerSet } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import type { CampaignService } from './agent-campaign-contract.ts';
import { createCampaignService } from './agent-campaign-service.ts';
import type {
  AgentService,
  CustomerOverview,
  ImportOutcome,
  ImportProgress,
  ImportRequest,
} from './agent-contract.ts';
import { customerDetails, factsOf, findCustomers, loadCustomers } from './agent-customers.ts';
import { AgentDesk, type AgentServiceOptions, keptOverview, type PackedBase } from './agent-desk.ts';
import { type CustomerBase, importCustomers } from './agent-import.ts';
import { inspect, revise } from './agent-inspection.ts';
import type { KeptOverview } from './agent-overview.ts';
import { keptFiles, PARTS_FORMAT, packFile, partOf } from './agent-parts.ts';
import { Jobs } from './jobs.ts';

export type { AgentServiceOptions } from './agent-desk.ts';

/** The customers behind the page: imported, understood, kept, and looked through; and what campaigns make of them. */
export function createAgentService(options: AgentServiceOptions): AgentService & CampaignService {
  const jobs = new Jobs();
  const desk = new AgentDesk(options);
  const { now } = desk;
  const campaigns = createCampaignService(desk);

  /** Nothing is kept on the way: one transaction at the end replaces what was there. */
  function importFiles(
    request: ImportRequest,
    onProgress: (progress: ImportProgress) => void,
  ): Promise<Result<ImportOutcome>> {
    return jobs.run(request.jobId, (signal) =>
      desk.stored(async (storage) => {
        if (request.files.length === 0) return failure('no-files', 'No file was chosen. Choose one first.');
        const kept = request.mode === 'add' ? await keptFiles(storage) : success([]);
        if (!kept.ok) return kept;
        const base = await importCustomers(request, kept.value, {
          now: now(),
          signal,
          onProgress: atIntervals(onProgress, () => performance.now()),
        });
        if (!base.ok) return base;
        onProgress({ stage: 'saving', share: 0 });
        const parts = await runPausing(partsOf(base.value));
        // A cancel that came meanwhile is heard before anything is written.
        await nextTask();
        if (signal.aborted) return cancelled();
        const set = await desk.during(async () => {
          const saved = await storage.customers.save(base.value.profiles.length, parts);
          if (!saved.ok) return saved;
          desk.hold(
            await loadCustomers({
              revision: saved.value.revision,
              about: factsOf(base.value.overview),
              profiles: base.value.profiles,
              assignments: base.value.assignments,
              segments: base.value.overview.segments,
            }),
          );
          return saved;
        });
        if (!set.ok) return set;
        const files = base.value.files.slice(-request.files.length).map(({ about }) => about);
        return success({ files, overview: complete(base.value.overview, set.value, storage) });
      }),
    );
  }

  async function readOverview(storage: Storage): Promise<Result<CustomerOverview | undefined>> {
    const set = await storage.customers.current();
    if (!set.ok || set.value === undefined) return set.ok ? success(undefined) : set;
    const overview = await keptOverview(storage);
    return overview.ok ? success(complete(overview.value, set.value, storage)) : overview;
  }

  return {
    ...campaigns.service,
    inspect: (file, byHand) => inspect(file, now(), byHand),
    revise: async (plan, change) => revise(plan, change, now()),
    importFiles,
    async cancel(jobId) {
      jobs.cancel(jobId);
      campaigns.cancel(jobId);
    },
    overview: () => desk.stored(readOverview),
    async customers(query) {
      const all = await desk.customers();
      return all.ok ? success(findCustomers(all.value, query)) : all;
    },
    async customer(id) {
      const all = await desk.customers();
      return all.ok ? customerDetails(all.value, id) : all;
    },
    eraseCustomers: () =>
      jobs.run('erase', () =>
        desk.stored(async (storage) => {
          const erased = await storage.customers.erase();
          if (!erased.ok) return erased;
          desk.hold(undefined);
          return success(erased.value?.customers ?? 0);
        }),
      ),
  };
}

function* partsOf({
  files,
  profiles,
  assignments,
  model,
  overview,
}: CustomerBase): Generator<void, Record<string, unknown>> {
  const packed: Record<string, unknown> = {};
  for (const file of files) packed[partOf[file.about.kind]] = yield* packFile(file);
  const base: PackedBase = { format: PARTS_FORMAT, profiles: yield* packSteps(profiles), assignments };
  return {
    ...packed,
    base,
    overview: { format: PARTS_FORMAT, overview },
    'segment-model': model,
  };
}

function complete(overview: KeptOverview, set: CustomerSet, { persistent }: Storage): CustomerOverview {
  return { ...overview, revision: set.revision, savedAt: set.savedAt, persistent };
}

function cancelled(): Result<never> {
  return failure('cancelled', 'The import was cancelled. Nothing of it was kept.');
}

/** A page that draws each of thousands of reports has time for nothing else. */
const REPORT_MS = 50;

function atIntervals(
  report: (progress: ImportProgress) => void,
  now: () => number,
): (progress: ImportProgress) => void {
  let last: { readonly at: number; readonly stage: string } | undefined;
  return (progress) => {
    if (last?.stage === progress.stage && now() - last.at < REPORT_MS && progress.share < 1) return;
    last = { at: now(), stage: progress.stage };
    report(progress);
  };
}
