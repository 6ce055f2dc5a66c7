import type { OfferDecision } from '../campaigns/decide-offer.ts';
import { RunSummary } from '../campaigns/dry-run.ts';
import type { CampaignPlan } from '../campaigns/plan-campaign.ts';
import { type RunState, type RunStep, runCampaign, startRun } from '../campaigns/run-campaign.ts';
import type { LogEntry } from '../campaigns/run-log.ts';
import type { DecidedBody, RunBody } from '../campaigns/run-record.ts';
import { stateFromLog } from '../campaigns/state-from-log.ts';
import type { WriteCopy } from '../creative/compose-copy.ts';
import { failure, type Result } from '../domain/result.ts';
import { packJson } from '../storage/packed-json.ts';
import type { StoredRun } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import { withRun } from './agent-campaign-ledger.ts';
import { type PlanWork, previewOf } from './agent-campaign-plan.ts';
import {
  aboutOf,
  NOT_REVIEWED,
  packLog,
  type RunMaterial,
  readLog,
  readMaterial,
} from './agent-campaign-run-parts.ts';
import { isWritingStopped, RememberedWriter, type Written } from './agent-campaign-writer.ts';

/** Entries that are stored together, at most so many or so old. */
const ENTRIES = 500;
const STORE_MS = 300;
/** Members in a step where the model writes, so that progress is seen. */
const WRITING_BATCH = 10;

export interface RunWork extends PlanWork {
  readonly write: WriteCopy | undefined;
}

/**
 * Goes on with a run from what is stored of it to its end. Each step is stored with its log in one transaction, so
 * whenever it is cut off, it is taken up again where it was and comes out the same. Fails with `paused` on a cancel.
 */
export async function carryOn(storage: Storage, id: string, work: RunWork): Promise<Result<StoredRun>> {
  const found = await storage.campaigns.run(id);
  if (!found.ok) return found;
  const about = aboutOf(found.value);
  if (!about.ok) return about;
  if (about.value.writer === 'model' && work.write === undefined) return writerMissing(id);
  const material = await readMaterial(storage, found.value);
  if (!material.ok) return material;
  const log = await readLog(storage, found.value, (share) => work.onProgress({ stage: 'checking', share }));
  if (!log.ok) return log;
  const entries = log.value.entries as readonly LogEntry<RunBody>[];
  const state = await stateOf(material.value, found.value, entries);
  if (!state.ok) return state;
  const running = await storage.campaigns.changeRun({
    id,
    after: found.value.log.entries,
    from: ['running', 'paused'],
    status: 'running',
  });
  if (!running.ok) return running;
  const writer =
    about.value.writer === 'model' && work.write !== undefined
      ? new RememberedWriter(work.write, log.value.written)
      : undefined;
  return stepOn(storage, running.value, material.value, { state: state.value, entries }, work, writer);
}

/** The state that a stored log leads to; checks every hash of it. */
async function stateOf(
  { plan, ledger }: RunMaterial,
  { id, log }: StoredRun,
  entries: readonly LogEntry<RunBody>[],
): Promise<Result<RunState>> {
  if (entries.length === 0) return startRun(plan, id, ledger);
  const state = await stateFromLog(plan, entries, ledger);
  if (!state.ok || state.value.head.hash === log.hash) return state;
  return failure(
    'log-broken',
    'The end of the log is missing or was replaced. Cancel the run and start a new one.',
    id,
  );
}

async function stepOn(
  storage: Storage,
  begun: StoredRun,
  material: RunMaterial,
  done: { readonly state: RunState; readonly entries: readonly LogEntry<RunBody>[] },
  { signal, onProgress }: RunWork,
  writer: RememberedWriter | undefined,
): Promise<Result<StoredRun>> {
  const { plan } = material;
  const summary = new RunSummary(plan, 0);
  summary.add(earlierStep(plan, done.state, done.entries));
  let run = begun;
  let waiting: LogEntry<RunBody>[] = [];
  let last = performance.now();
  let { state } = done;
  const keep = async (status: StoredRun['status']): Promise<Result<StoredRun>> => {
    const written = writer?.takeFresh() ?? [];
    const kept = await keepStep(storage, run, state, waiting, written, status);
    if (!kept.ok) return kept;
    run = kept.value;
    waiting = [];
    last = performance.now();
    return kept;
  };
  const options = { signal, ...(writer && { write: writer.writing(signal), batch: WRITING_BATCH }) };
  const of = plan.members.length;
  try {
    for await (const step of runCampaign(plan, state, options)) {
      ({ state } = step);
      summary.add(step);
      for (const entry of step.entries) waiting.push(entry);
      onProgress({ stage: 'deciding', share: state.next / of, done: state.next, of, runId: run.id });
      if (state.finished || (waiting.length < ENTRIES && performance.now() - last < STORE_MS)) continue;
      const kept = await keep('running');
      if (!kept.ok) return kept;
    }
  } catch (error) {
    if (!isWritingStopped(error)) throw error;
  }
  if (!state.finished) {
    const kept = await keep('paused');
    return kept.ok ? paused(run.id) : kept;
  }
  onProgress({ stage: 'forecasting', share: 0, runId: run.id });
  const told = await summary.finish();
  if (!told.ok) return told;
  const { previews: _, ...counted } = told.value;
  return finish(storage, run, state, waiting, writer?.takeFresh() ?? [], {
    preview: await packJson(previewOf(material, counted)),
  });
}

async function keepStep(
  storage: Storage,
  run: StoredRun,
  state: RunState,
  entries: readonly LogEntry<RunBody>[],
  written: readonly Written[],
  status: StoredRun['status'],
): Promise<Result<StoredRun>> {
  const append = entries.length === 0 ? undefined : await packLog({ entries, written });
  return storage.campaigns.changeRun({
    id: run.id,
    after: run.log.entries,
    from: ['running'],
    status,
    about: aboutAt(run, state),
    ...(append && { append: { data: append, ...state.head } }),
  });
}

/** The last step, with the run's offers counted among all that was handed out. */
async function finish(
  storage: Storage,
  run: StoredRun,
  state: RunState,
  entries: readonly LogEntry<RunBody>[],
  written: readonly Written[],
  parts: Readonly<Record<string, unknown>>,
): Promise<Result<StoredRun>> {
  const data = await packLog({ entries, written });
  const about = aboutAt(run, state);
  const { offers, fallbacks } = state.counts;
  return withRun(storage, run, state.ledger, (ledger) =>
    storage.campaigns.changeRun({
      id: run.id,
      after: run.log.entries,
      from: ['running'],
      status: 'finished',
      about: { ...about, review: { ...NOT_REVIEWED, waiting: offers + fallbacks } },
      ...(entries.length > 0 && { append: { data, ...state.head } }),
      parts,
      ledger,
    }),
  );
}

function aboutAt({ about }: StoredRun, { counts }: RunState): object {
  const { totals, ...rest } = about as { readonly totals: object };
  const { cents, ...each } = counts;
  return { ...rest, totals: { ...totals, ...each, reservedCost: cents / 100 } };
}

/** What was decided before a run was taken up again, as a step of it, for adding up. */
function earlierStep(plan: CampaignPlan, state: RunState, entries: readonly LogEntry<RunBody>[]): RunStep {
  const rewards = new Map(plan.pool.open.map((reward) => [reward.id, reward]));
  const people = entries.filter(({ body }) => body.kind === 'decided' || body.kind === 'held-out');
  const decisions = people.flatMap(({ body }, i) => {
    const member = plan.members[i];
    if (body.kind !== 'decided' || member === undefined) return [];
    return [{ member, decision: decisionOf(body, rewards) }];
  });
  return { state, entries, decisions };
}

function decisionOf(
  body: DecidedBody,
  rewards: ReadonlyMap<string, CampaignPlan['pool']['open'][number]>,
): OfferDecision {
  const { source, rewardId, text, origin, refused, untried } = body;
  const reward = source === 'candidate' ? rewards.get(rewardId ?? '') : undefined;
  const isOffer = reward !== undefined && text !== null;
  return {
    source,
    offer: isOffer ? { id: reward.id, text, reward } : null,
    contender: isOffer ? (body.contenders.at(-1) ?? null) : null,
    origin,
    audit: null,
    refused,
    untried,
  };
}

function paused(id: string): Result<never> {
  return failure(
    'paused',
    'The run is paused. Everything decided so far is kept; go on with it whenever you like.',
    id,
  );
}

function writerMissing(id: string): Result<never> {
  const message = 'The model writes the copy of this run. Start the model first, then go on with the run.';
  return failure('writer-missing', message, id);
}
