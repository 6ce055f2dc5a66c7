import { openAsBlob } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { readRewards } from '../campaigns/read-rewards.ts';
import type { CustomerProfile, PastResponse } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import { DEFAULT_POLICY } from '../guardrails/policy/default-policy.ts';
import { loadPolicy, policyFromJson } from '../guardrails/policy/load-policy.ts';
import type { LoadedPolicy } from '../guardrails/policy/policy.ts';
import { buildProfiles } from '../profiling/build-profiles.ts';
import { type ImportedData, importFile } from '../profiling/import-file.ts';
import type { ImportReport } from '../profiling/import-report.ts';
import { inspectFile } from '../profiling/inspect-file.ts';
import type { FileKind } from '../profiling/roles.ts';
import type { TransactionTable } from '../profiling/transaction-table.ts';
import { simulateRewards } from '../simulation/rewards.ts';
import type { CampaignOptions } from './campaign-options.ts';

/** What became of one file. */
export interface FileReport extends Pick<ImportReport, 'rows' | 'kept'> {
  readonly file: string;
  readonly kind: FileKind | 'rewards' | 'outcomes';
  /** By reason, and the first of them in words. */
  readonly refused: Readonly<Record<string, number>>;
  readonly notices: readonly string[];
}

export interface CampaignData {
  readonly profiles: readonly CustomerProfile[];
  /** The day that recency counts to, in milliseconds since 1970. */
  readonly reference: number;
  readonly responses: readonly PastResponse[];
  readonly transactions?: TransactionTable;
  /** Purchases after the campaign. */
  readonly outcomes?: TransactionTable;
  readonly rewards: readonly Reward[];
  readonly catalogue: 'file' | 'simulated';
  readonly policy: LoadedPolicy;
  readonly files: readonly FileReport[];
  readonly notes: readonly string[];
}

/** Reads all files of the command line. The first that cannot be read ends it, with the file's name in the message. */
export async function readCampaignData(
  options: CampaignOptions,
  now: number,
  report: (line: string) => void,
): Promise<Result<CampaignData>> {
  const files: FileReport[] = [];
  const read = async <K extends FileKind>(
    kind: K,
    file = options[kind],
    at = now,
    told: FileReport['kind'] = kind,
  ): Promise<Result<Extract<ImportedData, { kind: K }> | undefined>> => {
    if (file === undefined) return success(undefined);
    report(`Reading ${file}`);
    const imported = await importAs(file, kind, at);
    if (!imported.ok) return imported;
    const { data, report: result } = imported.value;
    files.push({
      file,
      kind: told,
      rows: result.rows,
      kept: result.kept,
      refused: result.refused.byType,
      notices: [
        ...result.notices.map(({ message }) => message),
        ...result.refused.first.slice(0, 1).map(({ message }) => message),
      ],
    });
    // The mapping was proposed for this kind, so that is what came out.
    return success(data as Extract<ImportedData, { kind: K }>);
  };
  const customers = await read('customers');
  if (!customers.ok) return customers;
  const transactions = await read('transactions');
  if (!transactions.ok) return transactions;
  const responses = await read('responses');
  if (!responses.ok) return responses;
  // They lie after the day of the campaign, so that day would refuse them.
  const ends = Math.max(Date.now(), now + options.days * 86_400_000);
  const outcomes =
    options.outcomes === undefined
      ? success(undefined)
      : await read('transactions', options.outcomes, ends, 'outcomes');
  if (!outcomes.ok) return outcomes;
  const policy = await readPolicy(options.policy);
  if (!policy.ok) return policy;
  const catalogue = await readCatalogue(options, now, files);
  if (!catalogue.ok) return catalogue;

  report('Building profiles');
  const records = [...(customers.value?.customers ?? [])];
  const known = new Set(records.map(({ id }) => id));
  // Rows of purchases may tell of persons too; the customer file knows better.
  records.push(...(transactions.value?.customers ?? []).filter(({ id }) => !known.has(id)));
  const table = transactions.value?.transactions;
  const dates = [customers.value?.lastDate, transactions.value?.lastDate].filter((at) => at !== undefined);
  const profiles = await buildProfiles(
    { customers: records, ...(table !== undefined && { transactions: table }) },
    { reference: dates.length === 0 ? now : Math.max(...dates) },
  );
  if (!profiles.ok) return profiles;
  return success({
    profiles: profiles.value.profiles,
    reference: profiles.value.reference,
    responses: [...(responses.value?.responses ?? []), ...(customers.value?.responses ?? [])],
    ...(table !== undefined && { transactions: table }),
    ...(outcomes.value !== undefined && { outcomes: outcomes.value.transactions }),
    rewards: catalogue.value,
    catalogue: options.rewards === undefined ? 'simulated' : 'file',
    policy: policy.value,
    files,
    notes: profiles.value.notes,
  });
}

async function importAs(file: string, kind: FileKind, now: number) {
  const opened = await open(file);
  if (!opened.ok) return opened;
  const inspected = await inspectFile(opened.value, { kind });
  if (!inspected.ok) return named(file, inspected);
  const imported = await importFile(opened.value, inspected.value, { now });
  return imported.ok ? imported : named(file, imported);
}

async function readPolicy(file: string | undefined): Promise<Result<LoadedPolicy>> {
  if (file === undefined) return loadPolicy(DEFAULT_POLICY);
  try {
    const loaded = await policyFromJson(await readFile(file, 'utf8'));
    return loaded.ok ? loaded : named(file, loaded);
  } catch (error) {
    return unreadable(file, error);
  }
}

async function readCatalogue(
  { rewards: file, seed }: CampaignOptions,
  now: number,
  files: FileReport[],
): Promise<Result<readonly Reward[]>> {
  if (file === undefined) return success(simulateRewards(seed, now));
  const opened = await open(file);
  if (!opened.ok) return opened;
  const read = await readRewards(opened.value);
  if (!read.ok) return named(file, read);
  const { rewards, refused } = read.value;
  const byType: Record<string, number> = {};
  for (const { type } of refused) byType[type] = (byType[type] ?? 0) + 1;
  files.push({
    file,
    kind: 'rewards',
    rows: rewards.length + refused.length,
    kept: rewards.length,
    refused: byType,
    notices: refused.slice(0, 1).map(({ message }) => message),
  });
  return success(rewards);
}

async function open(file: string): Promise<Result<Blob>> {
  try {
    if ((await stat(file)).isDirectory()) {
      return failure('file-unreadable', `${file} is a folder; name a file in it.`, file);
    }
    return success(await openAsBlob(file));
  } catch (error) {
    return unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): Result<never> {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
    return failure('file-unreadable', `There is no file ${file}; check its name and folder.`, file);
  }
  const why = error instanceof Error ? error.message : String(error);
  return failure('file-unreadable', `${file} cannot be read: ${why}. Check its name.`, file);
}

/** Failures with the file's name before them. */
function named(
  file: string,
  { failures }: { readonly failures: readonly { type: string; message: string }[] },
) {
  return {
    ok: false as const,
    failures: failures.map((each) => ({ ...each, message: `${file}: ${each.message}`, path: file })),
  };
}
