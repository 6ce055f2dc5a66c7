import type { CustomerProfile } from '../domain/customer.ts';
import { nextTask } from '../domain/next-task.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { type PackedRecords, packRecords, unpackRecords } from '../storage/packed-records.ts';
import type { CustomerSet } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import type {
  AgentService,
  CustomerOverview,
  ImportOutcome,
  ImportProgress,
  ImportRequest,
} from './agent-contract.ts';
import { customerDetails, findCustomers, type LoadedCustomers, loadCustomers } from './agent-customers.ts';
import { type CustomerBase, importCustomers } from './agent-import.ts';
import { inspect, revise } from './agent-inspection.ts';
import type { KeptOverview } from './agent-overview.ts';
import {
  isOfThisFormat,
  otherVersion,
  PARTS_FORMAT,
  packFile,
  partOf,
  type ReadFile,
  unpackFile,
} from './agent-parts.ts';
import { Jobs } from './jobs.ts';

export interface AgentServiceOptions {
  /** Opened when it is first needed; falls back to memory by itself where nothing can be kept. */
  readonly openStorage: () => Promise<Result<Storage>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The part that holds profiles and segments, beside the files that they come from. */
interface PackedBase {
  readonly format: typeof PARTS_FORMAT;
  readonly profiles: PackedRecords;
  readonly assignments: Int32Array;
}

/** The customers behind the page: imported, understood, kept, and looked through. */
export function createAgentService({ openStorage, now }: AgentServiceOptions): AgentService {
  const jobs = new Jobs();
  let opened: Promise<Result<Storage>> | undefined;
  let loaded: LoadedCustomers | undefined;

  async function stored<T>(use: (storage: Storage) => Promise<Result<T>>): Promise<Result<T>> {
    opened ??= openStorage().then((result) => {
      // A failure is not kept, so that a later call can succeed.
      if (!result.ok) opened = undefined;
      return result;
    });
    const result = await opened;
    if (!result.ok) return result;
    const answer = await use(result.value);
    // Another version took the database over and may be gone again.
    if (!answer.ok && answer.failures.some(({ type }) => type === 'storage-closed')) opened = undefined;
    return answer;
  }

  /** Nothing is kept on the way: one transaction at the end replaces what was there. */
  function importFiles(
    request: ImportRequest,
    onProgress: (progress: ImportProgress) => void,
  ): Promise<Result<ImportOutcome>> {
    return jobs.run(request.jobId, (signal) =>
      stored(async (storage) => {
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
        const parts = partsOf(base.value);
        // A cancel that came meanwhile is heard before anything is written.
        await nextTask();
        if (signal.aborted) return cancelled();
        const set = await storage.customers.save(base.value.profiles.length, parts);
        if (!set.ok) return set;
        loaded = loadCustomers({
          revision: set.value.revision,
          profiles: base.value.profiles,
          assignments: base.value.assignments,
          segments: base.value.overview.segments,
        });
        const files = base.value.files.slice(-request.files.length).map(({ about }) => about);
        return success({ files, overview: complete(base.value.overview, set.value, storage) });
      }),
    );
  }

  async function readOverview(storage: Storage): Promise<Result<CustomerOverview | undefined>> {
    const set = await storage.customers.current();
    if (!set.ok || set.value === undefined) return set.ok ? success(undefined) : set;
    const part = await storage.customers.part('overview');
    if (!part.ok) return part;
    if (!isOfThisFormat(part.value)) return otherVersion();
    return success(
      complete((part.value as { readonly overview: KeptOverview }).overview, set.value, storage),
    );
  }

  /** What is kept, in memory; read again when another tab has imported or erased meanwhile. */
  async function customers(): Promise<Result<LoadedCustomers>> {
    return stored(async (storage) => {
      const set = await storage.customers.current();
      if (!set.ok) return set;
      if (set.value === undefined) {
        loaded = undefined;
        return failure('no-customers', 'No customers are kept here any more. Import them again.');
      }
      if (loaded?.revision === set.value.revision) return success(loaded);
      const [overview, base] = [await readOverview(storage), await storage.customers.part('base')];
      if (!overview.ok) return overview;
      if (!base.ok) return base;
      if (!isOfThisFormat(base.value) || overview.value === undefined) return otherVersion();
      const { profiles, assignments } = base.value as PackedBase;
      loaded = loadCustomers({
        revision: set.value.revision,
        profiles: unpackRecords<CustomerProfile>(profiles),
        assignments,
        segments: overview.value.segments,
      });
      return success(loaded);
    });
  }

  return {
    inspect: (file) => inspect(file, now()),
    revise: async (plan, change) => revise(plan, change, now()),
    importFiles,
    async cancel(jobId) {
      jobs.cancel(jobId);
    },
    overview: () => stored(readOverview),
    async customers(query) {
      const all = await customers();
      return all.ok ? success(findCustomers(all.value, query)) : all;
    },
    async customer(id) {
      const all = await customers();
      return all.ok ? customerDetails(all.value, id) : all;
    },
    eraseCustomers: () =>
      jobs.run('erase', () =>
        stored(async (storage) => {
          const erased = await storage.customers.erase();
          if (!erased.ok) return erased;
          loaded = undefined;
          return success(erased.value?.customers ?? 0);
        }),
      ),
  };
}

function partsOf({ files, profiles, assignments, model, overview }: CustomerBase): Record<string, unknown> {
  const base: PackedBase = { format: PARTS_FORMAT, profiles: packRecords(profiles), assignments };
  return {
    ...Object.fromEntries(files.map((file) => [partOf[file.about.kind], packFile(file)])),
    base,
    overview: { format: PARTS_FORMAT, overview },
    'segment-model': model,
  };
}

async function keptFiles(storage: Storage): Promise<Result<readonly ReadFile[]>> {
  const files: ReadFile[] = [];
  for (const name of Object.values(partOf)) {
    const part = await storage.customers.part(name);
    if (!part.ok) return part;
    if (part.value === undefined) continue;
    const file = unpackFile(part.value);
    if (!file.ok) return file;
    files.push(file.value);
  }
  return success(files);
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
