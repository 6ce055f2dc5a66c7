import type { RunTotals } from '../campaigns/dry-run.ts';
import type { CampaignPlan, PlannedMember } from '../campaigns/plan-campaign.ts';
import type { ReviewBody } from '../campaigns/review.ts';
import type { LogEntry } from '../campaigns/run-log.ts';
import type { RunBody } from '../campaigns/run-record.ts';
import { nextTask } from '../domain/next-task.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Ledger } from '../guardrails/policy/ledger.ts';
import { type PackedJson, packJson, unpackJson } from '../storage/packed-json.ts';
import type { StoredRun } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import type { CampaignPreview, ReviewCounts, RunOverview } from './agent-campaign-contract.ts';
import type { PlannedCampaign } from './agent-campaign-plan.ts';
import type { Written } from './agent-campaign-writer.ts';

/** Raised when what a run's record holds changes. */
const RUN_FORMAT = 1;
/** Members in one part: small enough to be packed between two messages. */
const MEMBERS = 200;

/** What the list of runs tells without reading their logs. */
export interface RunAbout {
  readonly format: typeof RUN_FORMAT;
  readonly title: string;
  /** The moment that the decisions are made for. */
  readonly now: number;
  readonly currency: string;
  readonly totals: RunTotals;
  readonly review: ReviewCounts;
  readonly writer: RunOverview['writer'];
  readonly simulated: boolean;
  readonly made: PlannedCampaign['made'];
  /** Revision of what had been handed out when it began. */
  readonly ledgerRevision: number;
}

/** Everything that a run was made with, as it was: later imports do not change it. */
export interface RunMaterial {
  readonly plan: CampaignPlan;
  readonly basis: CampaignPreview['basis'];
  /** Before its first offer. */
  readonly ledger: Ledger;
}

type PlanHead = Omit<CampaignPlan, 'members'>;
export type AnyEntry = LogEntry<RunBody | ReviewBody>;

interface LogPart {
  readonly entries: readonly AnyEntry[];
  /** What the model wrote for them. */
  readonly written: readonly Written[];
}

export const NOT_REVIEWED: ReviewCounts = { waiting: 0, approved: 0, refused: 0, sent: 0 };

export function newAbout(given: Omit<RunAbout, 'format' | 'totals' | 'review'>, members: number): RunAbout {
  const totals = { members, heldOut: 0, offers: 0, fallbacks: 0, none: 0, reservedCost: 0 };
  return { format: RUN_FORMAT, ...given, totals, review: NOT_REVIEWED };
}

/** Fails with `run-other-version` for what this version did not write. */
export function aboutOf({ about, id }: StoredRun): Result<RunAbout> {
  const read = about as Partial<RunAbout> | undefined;
  if (read?.format === RUN_FORMAT) return success(read as RunAbout);
  return failure(
    'run-other-version',
    'This run was written by another version of Offersmith. Remove it.',
    id,
  );
}

/** The parts that a run is stored with. */
export async function packMaterial({
  plan,
  basis,
  ledger,
}: RunMaterial): Promise<Readonly<Record<string, PackedJson>>> {
  const { members, ...head } = plan;
  const parts: Record<string, PackedJson> = {
    head: await packJson({ plan: head satisfies PlanHead, basis }),
    ledger: await packJson(ledger),
  };
  for (let from = 0; from < members.length; from += MEMBERS) {
    parts[memberPart(from / MEMBERS)] = await packJson(members.slice(from, from + MEMBERS));
    await nextTask();
  }
  return parts;
}

/** Inverse of `packMaterial`. */
export async function readMaterial(storage: Storage, run: StoredRun): Promise<Result<RunMaterial>> {
  const head = await readPart<Pick<RunMaterial, 'basis'> & { plan: PlanHead }>(storage, run, 'head');
  if (!head.ok) return head;
  const ledger = await readPart<Ledger>(storage, run, 'ledger');
  if (!ledger.ok) return ledger;
  const members: PlannedMember[] = [];
  for (let i = 0; run.parts.includes(memberPart(i)); i += 1) {
    const part = await readPart<readonly PlannedMember[]>(storage, run, memberPart(i));
    if (!part.ok) return part;
    for (const member of part.value) members.push(member);
  }
  const { plan, basis } = head.value;
  return success({ plan: { ...plan, members }, basis, ledger: ledger.value });
}

/** A part of a run that has to be there; `run-damaged` where it is not. */
export async function readPart<T>(storage: Storage, run: StoredRun, name: string): Promise<Result<T>> {
  const part = await storage.campaigns.part(run.id, name);
  if (!part.ok) return part;
  if (part.value === undefined) return damaged(run.id, name);
  return success(await unpackJson<T>(part.value as PackedJson));
}

export function packLog(part: LogPart): Promise<PackedJson> {
  return packJson(part);
}

/** The whole log of a run, and what the model wrote for it. */
export async function readLog(
  storage: Storage,
  run: StoredRun,
  onShare: (share: number) => void = () => {},
): Promise<Result<LogPart>> {
  const entries: AnyEntry[] = [];
  const written: Written[] = [];
  for (let chunk = 0; chunk < run.log.chunks; chunk += 1) {
    const part = await readChunk(storage, run, chunk);
    if (!part.ok) return part;
    for (const entry of part.value.entries) entries.push(entry);
    for (const one of part.value.written) written.push(one);
    onShare((chunk + 1) / run.log.chunks);
    await nextTask();
  }
  return success({ entries, written });
}

async function readChunk(storage: Storage, run: StoredRun, chunk: number): Promise<Result<LogPart>> {
  const stored = await storage.campaigns.chunk(run.id, chunk);
  if (!stored.ok) return stored;
  if (stored.value === undefined) return damaged(run.id, `part ${chunk} of its log`);
  return success(await unpackJson<LogPart>(stored.value as PackedJson));
}

function memberPart(index: number): string {
  return `members ${index}`;
}

function damaged(id: string, what: string): Result<never> {
  return failure('run-damaged', `The run cannot be read: ${what} is missing. Remove the run.`, id);
}
