import { failure, type Result, success } from '../domain/result.ts';
import { added, type Ledger, release } from '../guardrails/policy/ledger.ts';
import { entriesOf, entryOf } from '../guardrails/policy/persistent-map.ts';
import type { LedgerChange } from '../storage/campaign-storage.ts';
import type { StoredRun } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import { aboutOf } from './agent-campaign-run-parts.ts';

/** A change that another tab was faster than is tried again so often. */
const TRIES = 5;

/**
 * Writes a change of the ledger that builds on the one that is kept, again where another tab has changed it meanwhile.
 *
 * @param make the new ledger from the present one; undefined where there is none yet.
 */
export async function changeLedger<T>(
  storage: Storage,
  make: (present: Ledger | undefined, revision: number) => Result<Ledger>,
  write: (change: LedgerChange) => Promise<Result<T>>,
): Promise<Result<T>> {
  for (let tried = 1; ; tried += 1) {
    const stored = await storage.campaigns.ledger();
    if (!stored.ok) return stored;
    const revision = stored.value?.revision ?? 0;
    const ledger = make(stored.value?.ledger as Ledger | undefined, revision);
    if (!ledger.ok) return ledger;
    const written = await write({ after: revision, ledger: ledger.value });
    if (written.ok || written.failures[0]?.type !== 'ledger-changed' || tried === TRIES) return written;
  }
}

/** The ledger with a finished run's offers in it, whatever was sent or refused of earlier runs meanwhile. */
export function withRun<T>(
  storage: Storage,
  run: StoredRun,
  own: Ledger,
  write: (change: LedgerChange) => Promise<Result<T>>,
): Promise<Result<T>> {
  const about = aboutOf(run);
  return changeLedger(
    storage,
    (present, revision) => {
      if (!about.ok) return about;
      if (present === undefined || about.value.ledgerRevision === revision) return success(own);
      let ledger = present;
      for (const [id, entry] of entriesOf(own.entries)) {
        if (isOf(run.id, id) && entryOf(ledger.entries, id) === undefined) ledger = added(ledger, entry, 1);
      }
      return success(ledger);
    },
    write,
  );
}

/** The ledger without what the runs have set aside and not sent. */
export function withoutRuns(ledger: Ledger, runs: readonly string[]): Result<Ledger> {
  let left = ledger;
  for (const [id, { state }] of entriesOf(ledger.entries)) {
    if (state !== 'reserved' || !runs.some((run) => isOf(run, id))) continue;
    const released = release(left, id);
    if (!released.ok) return failure('ledger-broken', 'What was handed out does not add up any more.', id);
    left = released.value;
  }
  return success(left);
}

function isOf(run: string, offerId: string): boolean {
  return offerId.startsWith(`${run}/`);
}
