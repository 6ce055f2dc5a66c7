import type { CustomerProfile, PastResponse } from '../domain/customer.ts';
import { type Failure, failure, type Result, success } from '../domain/result.ts';
import { buildProfiles, type ProfilePhase, type ProfileSet } from '../profiling/build-profiles.ts';
import { type ImportedData, importFile } from '../profiling/import-file.ts';
import { segmentCustomers } from '../segmentation/segment-customers.ts';
import type { SegmentModel } from '../segmentation/segment-model.ts';
import type { ImportProgress, ImportRequest } from './agent-contract.ts';
import { type KeptOverview, overviewOf } from './agent-overview.ts';
import type { ReadFile } from './agent-parts.ts';

export interface ImportWork {
  readonly now: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
}

/** All that there is to keep of customers. */
export interface CustomerBase {
  readonly files: readonly ReadFile[];
  readonly profiles: readonly CustomerProfile[];
  /** The segment of each profile, in their order. */
  readonly assignments: Int32Array;
  readonly model: SegmentModel;
  readonly overview: KeptOverview;
}

/** The same customers always come into the same segments. */
const SEGMENT_SEED = 1;
const NO_DATE =
  'Nothing in the file tells when it was made, so the day of the import stands in where days are counted.';
/** Where each phase begins and ends, by how long it takes. */
const PHASES: Readonly<Record<ProfilePhase, readonly [number, number]>> = {
  summarise: [0, 0.3],
  fit: [0.3, 0.7],
  profile: [0.7, 1],
};

/**
 * Reads every file, puts them together with those that were kept, and works out who the customers are. Touches no
 * storage. Fails as its parts do, with the file's name where a file is at fault.
 */
export async function importCustomers(
  { files, simulated = false }: ImportRequest,
  kept: readonly ReadFile[],
  work: ImportWork,
): Promise<Result<CustomerBase>> {
  const read: ReadFile[] = [];
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  let before = 0;
  for (const { file, plan } of files) {
    const { kind } = plan.mapping;
    const twin = read.find(({ about }) => about.kind === kind);
    if (twin !== undefined) {
      const message = `"${twin.about.name}" and "${file.name}" both hold ${kind}. Import one of them, or say that one holds something else.`;
      return failure('kind-twice', message);
    }
    const start = before;
    before += file.size;
    const imported = await importFile(file, plan, {
      now: work.now,
      signal: work.signal,
      onProgress: ({ bytesRead, lines }) =>
        work.onProgress({
          stage: 'reading',
          share: bytes === 0 ? 1 : Math.min(1, (start + bytesRead) / bytes),
          file: file.name,
          lines,
        }),
    });
    if (!imported.ok) return { ok: false, failures: imported.failures.map((one) => inFile(one, file.name)) };
    const { data, report } = imported.value;
    read.push({ about: { kind, name: file.name, importedAt: work.now, simulated, report }, data });
  }
  const others = kept.filter(({ about }) => !read.some((one) => one.about.kind === about.kind));
  return understand([...others, ...read], work);
}

async function understand(
  files: readonly ReadFile[],
  { now, signal, onProgress }: ImportWork,
): Promise<Result<CustomerBase>> {
  const built = await profilesOf(files, now, signal, (share) => onProgress({ stage: 'profiling', share }));
  if (!built.ok) return built;
  const { profiles, reference, notes } = built.value;
  const segmentation = await segmentCustomers(profiles, {
    seed: SEGMENT_SEED,
    signal,
    onProgress: (share) => onProgress({ stage: 'grouping', share }),
  });
  if (!segmentation.ok) return segmentation;
  const transactions = dataOf(files, 'transactions');
  const { assignments, model } = segmentation.value;
  const overview = overviewOf({
    files: files.map(({ about }) => about),
    profiles,
    segmentation: segmentation.value,
    purchases: transactions?.transactions.length ?? 0,
    responses: responsesOf(files).length,
    currency: transactions?.currency,
    reference,
    notes,
  });
  return success({ files, profiles, assignments, model, overview });
}

async function profilesOf(
  files: readonly ReadFile[],
  now: number,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<Result<ProfileSet>> {
  const transactions = dataOf(files, 'transactions');
  const listed = dataOf(files, 'customers')?.customers ?? [];
  const known = new Set(listed.map(({ id }) => id));
  const input = {
    customers: [...listed, ...(transactions?.customers ?? []).filter(({ id }) => !known.has(id))],
    ...(transactions === undefined ? {} : { transactions: transactions.transactions }),
  };
  const onProgress = ({ phase, share }: { readonly phase: ProfilePhase; readonly share: number }) => {
    const [from, to] = PHASES[phase];
    onShare(from + (to - from) * share);
  };
  const built = await buildProfiles(input, { signal, onProgress });
  if (built.ok || built.failures[0]?.type !== 'no-date') return built;
  const dated = await buildProfiles(input, { signal, onProgress, reference: now });
  return dated.ok ? success({ ...dated.value, notes: [NO_DATE, ...dated.value.notes] }) : dated;
}

/** What customers made of offers in the past, from a file of its own and from columns of the customer file. */
export function responsesOf(files: readonly ReadFile[]): readonly PastResponse[] {
  return [...(dataOf(files, 'responses')?.responses ?? []), ...(dataOf(files, 'customers')?.responses ?? [])];
}

function dataOf<Kind extends ImportedData['kind']>(
  files: readonly ReadFile[],
  kind: Kind,
): Extract<ImportedData, { kind: Kind }> | undefined {
  const found = files.map(({ data }) => data).find((data) => data.kind === kind);
  return found as Extract<ImportedData, { kind: Kind }> | undefined;
}

function inFile(one: Failure, name: string): Failure {
  return { ...one, path: one.path === undefined ? name : `${name}, ${one.path}` };
}
