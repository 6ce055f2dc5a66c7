import { existsSync, openAsBlob } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { readRewards } from '../campaigns/read-rewards.ts';
import type { PastResponse } from '../domain/customer.ts';
import type { Reward } from '../domain/reward.ts';
import type { CustomerRecord } from '../profiling/customer-record.ts';
import { type ImportedData, importFile } from '../profiling/import-file.ts';
import { inspectFile } from '../profiling/inspect-file.ts';
import type { FileKind } from '../profiling/roles.ts';
import type { TransactionTable } from '../profiling/transaction-table.ts';
import { SIMULATED_TODAY } from '../simulation/business-customer.ts';
import { writeBusinessData } from './business-data.ts';
import { makeFolder } from './make-folder.ts';
import { orFail } from './options.ts';

/** A year of a simulated business, as its files tell it. */
export interface BenchBusiness {
  readonly customers: readonly CustomerRecord[];
  readonly transactions: TransactionTable;
  readonly responses: readonly PastResponse[];
  readonly rewards: readonly Reward[];
  /** The last day of the data. */
  readonly reference: number | undefined;
  readonly rows: number;
}

const SEED = 1;
const DAYS = 365;

/** The folder with a business of so many customers and a year of purchases; made where it is not there yet. */
export async function businessFolder(cache: string, customers: number): Promise<string> {
  await makeFolder(cache);
  const folder = path.join(cache, `business-${customers}`);
  if (existsSync(folder)) return folder;
  // Under another name until it is whole: half a business would pass for one at the next run.
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const options = { seed: SEED, customers, days: DAYS, today: SIMULATED_TODAY, messy: false };
  await writeBusinessData({ ...options, out: unfinished }, () => undefined);
  await rename(unfinished, folder);
  return folder;
}

/** Reads the files of {@link businessFolder}. */
export async function readBusiness(folder: string): Promise<BenchBusiness> {
  const customers = await read(folder, 'customers');
  const transactions = await read(folder, 'transactions');
  const responses = await read(folder, 'responses');
  const rewards = orFail(await readRewards(await openAsBlob(path.join(folder, 'rewards.csv'))));
  const known = new Set(customers.customers.map(({ id }) => id));
  return {
    customers: [...customers.customers, ...transactions.customers.filter(({ id }) => !known.has(id))],
    transactions: transactions.transactions,
    responses: responses.responses,
    rewards: rewards.rewards,
    reference: transactions.lastDate,
    rows: customers.customers.length + transactions.transactions.length + responses.responses.length,
  };
}

async function read<K extends FileKind>(
  folder: string,
  kind: K,
): Promise<Extract<ImportedData, { kind: K }>> {
  const file = await openAsBlob(path.join(folder, `${kind}.csv`));
  const plan = orFail(await inspectFile(file, { kind }));
  const { data } = orFail(await importFile(file, plan, { now: SIMULATED_TODAY }));
  return data as Extract<ImportedData, { kind: K }>;
}
