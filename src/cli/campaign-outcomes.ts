import { readFile, writeFile } from 'node:fs/promises';
import { type KpiReport, measureKpis, type PersonOutcome } from '../campaigns/kpis.ts';
import { answersFromOutcomes, learnFromRun } from '../campaigns/learn-from-run.ts';
import { outcomesOf } from '../campaigns/outcomes.ts';
import type { CampaignPlan } from '../campaigns/plan-campaign.ts';
import type { LogEntry } from '../campaigns/run-log.ts';
import type { RunBody } from '../campaigns/run-record.ts';
import type { Transaction } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { type Learned, readLearned } from '../matching/reward-bandit.ts';
import { buildProfiles } from '../profiling/build-profiles.ts';
import { type TransactionTable, toTransactionTable, transactionsOf } from '../profiling/transaction-table.ts';

/** What a campaign changed, from the purchases after it. */
export interface CampaignKpis extends KpiReport {
  /** Purchases within the time looked at, and those outside it, which do not count. */
  readonly purchases: number;
  readonly outside: number;
  readonly days: number;
  /** What the next campaign goes by. */
  readonly learned: Learned;
}

const DAY_MS = 86_400_000;

/**
 * KPIs of a run against its hold-out, and what it taught. Lifetime value is that of profiles made with the purchases
 * before and after. Somebody whose offer was refused in the review stays in the arm they were put into, since leaving
 * people out afterwards would compare unlike groups; nothing was spent on them, and nothing is learned from them.
 *
 * @param sent customers whose offers went out; all of them where left out.
 * @returns `outcomes-outside` where no purchase lies within the time looked at, with the first and last day there are.
 */
export async function measureCampaign(
  plan: CampaignPlan,
  entries: readonly LogEntry<RunBody>[],
  after: TransactionTable,
  before: TransactionTable | undefined,
  days: number,
  sent?: ReadonlySet<string>,
): Promise<Result<CampaignKpis>> {
  const [from, until] = [plan.now, plan.now + days * DAY_MS];
  const all = [...transactionsOf(after)];
  const inside = all.filter(({ at }) => at > from && at <= until);
  if (inside.length === 0) {
    const [first, last] = [Math.min(...after.at), Math.max(...after.at)];
    const message = `None of the ${all.length} purchases in the outcomes lies in the ${days} days after ${day(from)}; they go from ${day(first)} to ${day(last)}. Give --today the day of the campaign, or --days a longer time.`;
    return failure('outcomes-outside', message, 'outcomes');
  }
  const known: Transaction[] =
    before === undefined ? [] : [...transactionsOf(before)].filter(({ at }) => at <= from);
  // Profiles from totals alone tell nothing of what was bought since.
  const made =
    before === undefined
      ? undefined
      : await buildProfiles(
          { transactions: toTransactionTable([...known, ...inside]) },
          { reference: until },
        );
  const { marginShare, contactCost } = plan.economics;
  const told = outcomesOf(entries, inside, {
    days,
    marginShare,
    contactCost,
    ...(made?.ok && { profiles: made.value.profiles }),
  });
  const isSent = ({ arm, customerId }: PersonOutcome) =>
    arm === 'hold-out' || sent === undefined || sent.has(customerId);
  const outcomes = told.map((one) => (isSent(one) ? one : { ...one, cost: 0 }));
  const { holdOut: planned, seed } = plan.campaign;
  const learned = learnFromRun(
    plan.exploration.learned,
    entries,
    plan.pool.open,
    answersFromOutcomes(outcomes.filter(isSent)),
  );
  if (!learned.ok) return learned;
  return success({
    ...measureKpis(outcomes, { planned, seed }),
    purchases: inside.length,
    outside: all.length - inside.length,
    days,
    learned: learned.value,
  });
}

/** What earlier runs taught; nothing where the file is not there yet. */
export async function readLearnedFile(file: string): Promise<Result<Learned | undefined>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return success(undefined);
    const why = error instanceof Error ? error.message : String(error);
    return failure('file-unreadable', `${file} cannot be read: ${why}. Check its name.`, file);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const read = readLearned(json);
  if (read.ok) return read;
  return {
    ok: false,
    failures: read.failures.map((each) => ({ ...each, message: `${file}: ${each.message}` })),
  };
}

export async function writeLearnedFile(file: string, learned: Learned): Promise<Result<void>> {
  try {
    await writeFile(file, `${JSON.stringify(learned)}\n`);
    return success(undefined);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failure(
      'file-unwritable',
      `${file} cannot be written: ${why}. Name another with --learned.`,
      file,
    );
  }
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
