import { failure, type Result, success } from '../domain/result.ts';
import type { Ledger } from '../guardrails/policy/ledger.ts';
import type { CampaignPlan } from './plan-campaign.ts';
import { ledgerBefore } from './replay.ts';
import { type RunState, resumeRun } from './run-campaign.ts';
import { type LogEntry, verifyLog } from './run-log.ts';
import type { RunBody } from './run-record.ts';

/**
 * The state of a run made from its log alone, for the case that entries were stored and their state was not. Entries
 * behind the last one that was stored are decided anew, and come out the same.
 *
 * @param start the ledger before the run.
 * @returns `log-broken` naming the first broken entry, `log-empty`, or `run-changed`.
 */
export async function stateFromLog(
  plan: CampaignPlan,
  entries: readonly LogEntry<RunBody>[],
  start: Ledger,
): Promise<Result<RunState>> {
  const checked = await verifyLog(entries);
  if (!checked.ok) return failure('log-broken', checked.message, String(checked.broken));
  const first = entries[0]?.body;
  if (first?.kind !== 'started') return failure('log-empty', 'The log has no beginning; start the run anew.');
  const ledger = ledgerBefore(entries, entries.length, start, plan.campaign.id);
  if (!ledger.ok) return ledger;
  const counts = { offers: 0, fallbacks: 0, none: 0, heldOut: 0, cents: 0 };
  let finished = false;
  for (const { body } of entries) {
    if (body.kind === 'finished') finished = true;
    if (body.kind === 'held-out') counts.heldOut += 1;
    if (body.kind !== 'decided') continue;
    counts.offers += Number(body.source === 'candidate');
    counts.fallbacks += Number(body.source === 'fallback');
    counts.none += Number(body.source === 'none');
    counts.cents += body.cents;
  }
  const state: RunState = {
    format: 'offersmith-run',
    version: 1,
    runId: first.runId,
    planHash: first.planHash,
    next: counts.offers + counts.fallbacks + counts.none + counts.heldOut,
    ledger: ledger.value,
    head: checked.head,
    counts,
    finished,
  };
  const resumed = resumeRun(plan, state);
  return resumed.ok ? success(state) : resumed;
}
