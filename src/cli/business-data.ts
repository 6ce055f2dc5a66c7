import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { createRandom } from '../domain/random.ts';
import { rewardColumns } from '../domain/reward.ts';
import {
  type BillRow,
  CUSTOMER_COLUMNS,
  RESPONSE_COLUMNS,
  REWARD_COLUMNS,
  TRANSACTION_COLUMNS,
} from '../simulation/business-tables.ts';
import { type Column, createCsvLines, type MessCounts } from '../simulation/csv-lines.ts';
import { type CustomerYear, simulatePurchases } from '../simulation/purchases.ts';
import { responsesOf } from '../simulation/responses.ts';
import { simulateRewardCatalogue } from '../simulation/rewards.ts';
import { makeFolder } from './make-folder.ts';

export interface BusinessDataOptions {
  readonly out: string;
  readonly seed: number;
  readonly customers: number;
  /** Length of the period in days. */
  readonly days: number;
  /** Milliseconds since 1970: the day after the last purchase. */
  readonly today: number;
  /** Written as real systems do, with faults. */
  readonly messy: boolean;
}

const FILES = ['customers.csv', 'transactions.csv', 'rewards.csv', 'responses.csv'] as const;
export type BusinessFile = (typeof FILES)[number];

const FIRST_BILL = 1_000_001;
/** Characters that are gathered before they go to the stream. */
const PIECE = 1 << 16;

/**
 * Writes customers, their transactions, the rewards and the past responses of a simulated business, a chunk of
 * customers at a time, and reports each file. Rejects when the folder cannot be written.
 *
 * @returns what each file holds and, for messy ones, what is wrong in it.
 */
export async function writeBusinessData(
  options: BusinessDataOptions,
  report: (line: string) => void,
): Promise<Readonly<Record<BusinessFile, MessCounts>>> {
  const { out, seed, today } = options;
  await makeFolder(out);
  const catalogue = simulateRewardCatalogue(seed, today);
  const rewards = openCsv(options, 'rewards.csv', REWARD_COLUMNS);
  const columns = rewardColumns(catalogue.map(({ reward }) => reward));
  for (const [i, { reward }] of catalogue.entries()) {
    const own = columns[i];
    if (own !== undefined) rewards.add({ reward, columns: own });
  }
  await rewards.close();

  const customers = openCsv(options, 'customers.csv', CUSTOMER_COLUMNS);
  const transactions = openCsv(options, 'transactions.csv', TRANSACTION_COLUMNS);
  const responses = openCsv(options, 'responses.csv', RESPONSE_COLUMNS);
  let billId = FIRST_BILL;
  for (const years of simulatePurchases(options)) {
    for (const year of years) {
      customers.add(year);
      for (const row of billRows(year, billId)) transactions.add(row);
      billId += year.transactions.length;
      for (const each of responsesOf(year.customer, { ...options, catalogue })) responses.add(each);
    }
    await Promise.all([customers.flush(), transactions.flush(), responses.flush()]);
  }
  await Promise.all([customers.close(), transactions.close(), responses.close()]);
  const files = { customers, transactions, rewards, responses };
  for (const file of Object.values(files)) report(summary(file.file, file.counts));
  return {
    'customers.csv': customers.counts,
    'transactions.csv': transactions.counts,
    'rewards.csv': rewards.counts,
    'responses.csv': responses.counts,
  };
}

function billRows(year: CustomerYear, first: number): readonly BillRow[] {
  return year.transactions.map((bill, i) => ({ year, bill, billId: first + i }));
}

function openCsv<Row>(options: BusinessDataOptions, name: BusinessFile, columns: readonly Column<Row>[]) {
  const file = path.join(options.out, name);
  // Every file has its own faults, whatever the others hold.
  const mess = options.messy ? createRandom(options.seed, 60 + FILES.indexOf(name)) : undefined;
  const csv = createCsvLines(columns, mess);
  const stream = createWriteStream(file);
  // Attached before the first write: a stream that fails to open emits its error once.
  const done = finished(stream);
  // The loop that writes meets the failure; until then it is not unhandled.
  done.catch(() => {});
  let pieces = csv.header();
  const flush = async (): Promise<void> => {
    const piece = pieces;
    pieces = '';
    if (piece !== '') stream.write(piece);
    if (stream.writableNeedDrain) await Promise.race([once(stream, 'drain'), done]);
  };
  return {
    file,
    counts: csv.counts,
    add(row: Row): void {
      pieces += csv.lines(row);
      if (pieces.length > PIECE) {
        stream.write(pieces);
        pieces = '';
      }
    },
    flush,
    async close(): Promise<void> {
      await flush();
      stream.end();
      await done;
    },
  };
}

function summary(file: string, counts: MessCounts): string {
  const { rows, repeatedRows, paddedCells, missing } = counts;
  const lost = Object.entries(missing).map(([column, count]) => `${column} ${count}`);
  const wrong = [
    ...(repeatedRows > 0 ? [`${repeatedRows} of them repeated`] : []),
    ...(paddedCells > 0 ? [`${paddedCells} cells padded with blanks`] : []),
    ...(lost.length > 0 ? [`values missing in ${lost.join(', ')}`] : []),
  ];
  return [`${file}: ${rows} rows`, ...wrong].join('; ');
}
