import type { WriteCopy } from '../creative/compose-copy.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Ledger } from '../guardrails/policy/ledger.ts';
import type { StoredRun } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import type { RunRequest } from './agent-campaign-contract.ts';
import { campaignTitle, type ReadDraft } from './agent-campaign-draft.ts';
import type { DryRunSession } from './agent-campaign-dry-run.ts';
import { currentLedger } from './agent-campaign-inputs.ts';
import { keptLearned, learnedKey } from './agent-campaign-learned.ts';
import { type CampaignDesk, type PlannedCampaign, type PlanWork, planFor } from './agent-campaign-plan.ts';
import { newAbout, packLog, packMaterial } from './agent-campaign-run-parts.ts';
import type { Written } from './agent-campaign-writer.ts';

/** What a run begins with. */
export interface Beginning {
  readonly planned: PlannedCampaign;
  readonly ledger: Ledger;
  readonly ledgerRevision: number;
  readonly written: readonly Written[] | undefined;
}

/** What the dry run showed, where one is named and nothing has changed since; else everything anew. */
export async function beginningOf(
  campaigns: CampaignDesk,
  storage: Storage,
  { dryRunId }: RunRequest,
  session: DryRunSession | undefined,
  draft: ReadDraft,
  work: PlanWork,
): Promise<Result<Beginning>> {
  if (dryRunId === undefined) {
    const planned = await planFor(campaigns, draft, work);
    if (!planned.ok) return planned;
    const ledger = await currentLedger(storage, planned.value.plan.policy);
    if (!ledger.ok) return ledger;
    const { revision } = ledger.value;
    return success({
      planned: planned.value,
      ledger: ledger.value.ledger,
      ledgerRevision: revision,
      written: undefined,
    });
  }
  if (session === undefined) return stale('it is not held in memory any more');
  const { planned, ledger, ledgerRevision, written } = session;
  const { made } = planned;
  if (made.campaign !== JSON.stringify(draft)) return stale('the campaign was changed');
  const customers = await storage.customers.current();
  if (!customers.ok) return customers;
  if (made.customers !== customers.value?.revision) return stale('the customers were imported anew');
  const rewards = await storage.rewards.current();
  if (!rewards.ok) return rewards;
  if (made.rewards !== rewards.value?.revision) return stale('the rewards were changed');
  const counted = await storage.campaigns.ledger();
  if (!counted.ok) return counted;
  if ((counted.value?.revision ?? 0) !== ledgerRevision) return stale('other offers were handed out');
  const learned = await keptLearned(storage);
  if (!learned.ok) return learned;
  if (made.learned !== learnedKey(learned.value)) return stale('an earlier run has taught something since');
  if (campaigns.desk.now() - planned.plan.now > FRESH_MS) return stale('it is more than a day old');
  return success({ planned, ledger, ledgerRevision, written });
}

/** Offers that were shown so long ago may have ended since. */
const FRESH_MS = 86_400_000;

/** Stores everything that the run needs, so that it can be taken up again whatever happens to the page. */
export async function begin(
  storage: Storage,
  campaignId: string,
  { campaign }: ReadDraft,
  { planned, ledger, ledgerRevision, written }: Beginning,
  write: WriteCopy | undefined,
): Promise<Result<StoredRun>> {
  const { plan, basis, simulated, made } = planned;
  const about = newAbout(
    {
      title: campaignTitle(campaign),
      now: plan.now,
      currency: plan.policy.policy.currency,
      writer: write === undefined ? 'templates' : 'model',
      simulated,
      made,
      ledgerRevision,
    },
    plan.members.length,
  );
  const parts = await packMaterial({ plan, basis, ledger });
  const run = await storage.campaigns.addRun({ campaignId, about }, parts);
  if (!run.ok || written === undefined || written.length === 0 || write === undefined) return run;
  // What the model wrote for the dry run goes out as it was shown.
  return storage.campaigns.changeRun({
    id: run.value.id,
    after: 0,
    from: ['running'],
    append: { data: await packLog({ entries: [], written }), entries: 0, hash: '' },
  });
}

function stale(why: string): Result<never> {
  return failure(
    'dry-run-stale',
    `The dry run is out of date: ${why}. Make another one, and look at it again.`,
  );
}
