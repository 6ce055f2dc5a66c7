import { failure, type Result, success } from '../domain/result.ts';
import type { Attempt } from './customer-storage.ts';
import type { Tables } from './database.ts';
import { createOfferCodes, type OfferCodes, removeCodes } from './offer-codes.ts';
import type { StoredCampaign, StoredLedger, StoredRun } from './schema.ts';

/** A run about to be added. */
export type NewRun = Pick<StoredRun, 'campaignId' | 'about'> & { readonly id?: string };

/** What a change of the ledger builds on: the revision that was read, 0 where there was none. */
export interface LedgerChange {
  readonly after: number;
  readonly ledger: unknown;
}

/** One step of a run; all of it is written, or nothing. */
export interface RunChange {
  readonly id: string;
  /** Entries of the log that the step builds on. */
  readonly after: number;
  /** The run's status must be one of these. */
  readonly from: readonly StoredRun['status'][];
  readonly status?: StoredRun['status'];
  readonly about?: unknown;
  /** A chunk of the log, and where the log then ends. */
  readonly append?: { readonly data: unknown; readonly entries: number; readonly hash: string };
  readonly parts?: Readonly<Record<string, unknown>>;
  readonly ledger?: LedgerChange;
}

/**
 * Campaigns, their runs and what was handed out. Each method is one transaction, and each change says what it builds on:
 * where another tab was faster it fails with `campaign-changed`, `run-elsewhere` or `ledger-changed` and changes nothing.
 */
export interface CampaignStorage extends OfferCodes {
  /** Newest first. */
  campaigns(): Promise<Result<readonly StoredCampaign[]>>;
  /** Fails with `campaign-unknown`. */
  campaign(id: string): Promise<Result<StoredCampaign>>;
  saveCampaign(
    draft: unknown,
    at?: { readonly id: string; readonly revision: number },
  ): Promise<Result<StoredCampaign>>;

  /** Newest first, of one campaign or of all. */
  runs(campaignId?: string): Promise<Result<readonly StoredRun[]>>;
  /** Fails with `run-unknown`. */
  run(id: string): Promise<Result<StoredRun>>;
  /** Adds a run that goes on. Fails with `run-unfinished` while another does, and with `campaign-unknown`. */
  addRun(run: NewRun, parts: Readonly<Record<string, unknown>>): Promise<Result<StoredRun>>;
  changeRun(change: RunChange): Promise<Result<StoredRun>>;
  /** A part of what the run was made with; undefined where it has none of this name. */
  part(run: string, name: string): Promise<Result<unknown>>;
  /** A chunk of the run's log, from 0; undefined behind the last. */
  chunk(run: string, chunk: number): Promise<Result<unknown>>;

  /** What was handed out; undefined where nothing ever was. */
  ledger(): Promise<Result<StoredLedger | undefined>>;

  /** Removes runs that are not going on (`run-unfinished`), with all that lies beside them. */
  removeRuns(ids: readonly string[], ledger?: LedgerChange): Promise<Result<void>>;
  /** Removes a campaign and all its runs; as `removeRuns`. */
  removeCampaign(id: string, ledger?: LedgerChange): Promise<Result<void>>;
  /** Removes everything of all campaigns; how many there were. */
  erase(): Promise<Result<{ readonly campaigns: number; readonly runs: number }>>;
}

const runStores = ['runs', 'runParts', 'runLog', 'ledgers', 'couponCodes'] as const;
const allStores = ['campaigns', ...runStores] as const;

export function createCampaignStorage(
  attempt: Attempt,
  { now, newId }: { readonly now: () => number; readonly newId: () => string },
): CampaignStorage {
  return {
    campaigns: () =>
      attempt('readonly', ['campaigns'], async ({ campaigns }) =>
        success((await campaigns.all()).sort((a, b) => b.createdAt - a.createdAt)),
      ),

    campaign: (id) =>
      attempt('readonly', ['campaigns'], async ({ campaigns }) => {
        const found = await campaigns.get(id);
        return found === undefined ? unknownCampaign(id) : success(found);
      }),

    saveCampaign: (draft, at) =>
      attempt('readwrite', ['campaigns'], async ({ campaigns }) => {
        const old = at === undefined ? undefined : await campaigns.get(at.id);
        if (at !== undefined && old === undefined) return unknownCampaign(at.id);
        if (at !== undefined && old !== undefined && old.revision !== at.revision) {
          const message =
            'Another tab has changed this campaign since it was loaded. Load it again, then save your changes.';
          return failure('campaign-changed', message, at.id);
        }
        const saved: StoredCampaign = {
          id: old?.id ?? newId(),
          createdAt: old?.createdAt ?? now(),
          savedAt: now(),
          revision: (old?.revision ?? 0) + 1,
          draft,
        };
        await campaigns.put(saved);
        return success(saved);
      }),

    runs: (campaignId) =>
      attempt('readonly', ['runs'], async ({ runs }) => {
        const all = campaignId === undefined ? await runs.all() : await runs.where('campaign', campaignId);
        return success(all.sort((a, b) => b.startedAt - a.startedAt));
      }),

    run: (id) =>
      attempt('readonly', ['runs'], async ({ runs }) => {
        const found = await runs.get(id);
        return found === undefined ? unknownRun(id) : success(found);
      }),

    addRun: ({ id = newId(), campaignId, about }, parts) =>
      attempt('readwrite', ['campaigns', 'runs', 'runParts'], async ({ campaigns, runs, runParts }) => {
        if ((await campaigns.get(campaignId)) === undefined) return unknownCampaign(campaignId);
        const open = (await runs.all()).find(isUnfinished);
        if (open !== undefined) return unfinished(open.id);
        const at = now();
        const run: StoredRun = {
          id,
          campaignId,
          startedAt: at,
          updatedAt: at,
          status: 'running',
          log: { chunks: 0, entries: 0, hash: '' },
          parts: Object.keys(parts),
          about,
        };
        for (const [name, data] of Object.entries(parts)) await runParts.put({ run: id, name, data });
        await runs.put(run);
        return success(run);
      }),

    changeRun: ({ id, after, from, status, about, append, parts = {}, ledger }) =>
      attempt('readwrite', runStores, async (tables) => {
        const old = await tables.runs.get(id);
        if (old === undefined) return unknownRun(id);
        if (old.log.entries !== after || !from.includes(old.status)) return elsewhere(id);
        const counted = await putLedger(tables, ledger);
        if (!counted.ok) return counted;
        const { chunks } = old.log;
        if (append !== undefined) await tables.runLog.put({ run: id, chunk: chunks, data: append.data });
        for (const [name, data] of Object.entries(parts)) await tables.runParts.put({ run: id, name, data });
        const run: StoredRun = {
          ...old,
          updatedAt: now(),
          status: status ?? old.status,
          about: about ?? old.about,
          parts: [...new Set([...old.parts, ...Object.keys(parts)])],
          ...(append && { log: { chunks: chunks + 1, entries: append.entries, hash: append.hash } }),
        };
        await tables.runs.put(run);
        return success(run);
      }),

    part: (run, name) =>
      attempt('readonly', ['runParts'], async ({ runParts }) =>
        success((await runParts.get([run, name]))?.data),
      ),

    chunk: (run, chunk) =>
      attempt('readonly', ['runLog'], async ({ runLog }) => success((await runLog.get([run, chunk]))?.data)),

    ledger: () =>
      attempt('readonly', ['ledgers'], async ({ ledgers }) => success(await ledgers.get('current'))),

    ...createOfferCodes(attempt, now),

    removeRuns: (ids, ledger) =>
      attempt('readwrite', runStores, async (tables) => {
        const runs = (await tables.runs.all()).filter(({ id }) => ids.includes(id));
        return removeAll(tables, runs, ledger);
      }),

    removeCampaign: (id, ledger) =>
      attempt('readwrite', allStores, async (tables) => {
        const removed = await removeAll(tables, await tables.runs.where('campaign', id), ledger);
        if (removed.ok) await tables.campaigns.remove(id);
        return removed;
      }),

    erase: () =>
      attempt('readwrite', allStores, async (tables) => {
        const counts = { campaigns: await tables.campaigns.count(), runs: await tables.runs.count() };
        for (const { id } of await tables.runs.all()) await removeCodes(tables, id);
        // Codes of lists may be somebody else's, and stay.
        for (const name of ['campaigns', 'runs', 'runParts', 'runLog', 'ledgers'] as const) {
          await tables[name].clear();
        }
        return success(counts);
      }),
  };
}

type RunTables = Pick<Tables, (typeof runStores)[number]>;

async function removeAll(
  tables: RunTables,
  runs: readonly StoredRun[],
  ledger: LedgerChange | undefined,
): Promise<Result<void>> {
  const open = runs.find(isUnfinished);
  if (open !== undefined) return unfinished(open.id);
  const counted = await putLedger(tables, ledger);
  if (!counted.ok) return counted;
  for (const { id, parts, log } of runs) {
    for (const name of parts) await tables.runParts.remove([id, name]);
    for (let chunk = 0; chunk < log.chunks; chunk += 1) await tables.runLog.remove([id, chunk]);
    await removeCodes(tables, id);
    await tables.runs.remove(id);
  }
  return success(undefined);
}

async function putLedger({ ledgers }: RunTables, change: LedgerChange | undefined): Promise<Result<void>> {
  if (change === undefined) return success(undefined);
  const revision = (await ledgers.get('current'))?.revision ?? 0;
  if (revision !== change.after) {
    return failure('ledger-changed', 'Another tab has changed what was handed out meanwhile. Try again.');
  }
  await ledgers.put({ id: 'current', revision: revision + 1, ledger: change.ledger });
  return success(undefined);
}

function isUnfinished({ status }: StoredRun): boolean {
  return status === 'running' || status === 'paused';
}

function unknownCampaign(id: string): Result<never> {
  return failure(
    'campaign-unknown',
    'This campaign is no longer stored. Another tab may have removed it.',
    id,
  );
}

function unknownRun(id: string): Result<never> {
  return failure('run-unknown', 'This run is no longer stored. Another tab may have removed it.', id);
}

function unfinished(id: string): Result<never> {
  const message = 'A run is not finished yet. Go on with it or cancel it first; there is one run at a time.';
  return failure('run-unfinished', message, id);
}

function elsewhere(id: string): Result<never> {
  return failure('run-elsewhere', 'Another tab has changed this run meanwhile. Load it again.', id);
}
