import { type Result, success } from '../domain/result.ts';
import type { StoredRun } from '../storage/schema.ts';
import type { RunOverview } from './agent-campaign-contract.ts';
import { aboutOf } from './agent-campaign-run-parts.ts';

/** A run for the list. @param alive whether somebody, here or in another tab, goes on with runs at this moment. */
export function runOverview(run: StoredRun, alive: boolean): Result<RunOverview> {
  const about = aboutOf(run);
  if (!about.ok) return about;
  const { title, now, currency, totals, review, writer, simulated } = about.value;
  const { offers, fallbacks, none, heldOut } = totals;
  return success({
    id: run.id,
    campaignId: run.campaignId,
    title,
    status: run.status === 'running' && !alive ? 'interrupted' : run.status,
    startedAt: run.startedAt,
    updatedAt: run.updatedAt,
    now,
    currency,
    done: offers + fallbacks + none + heldOut,
    members: totals.members,
    totals,
    review,
    log: { entries: run.log.entries, hash: run.log.hash },
    writer,
    simulated,
  });
}
