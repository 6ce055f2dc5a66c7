import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { failure, type Result, success } from '../domain/result.ts';
import { type Split, simulateExamples } from '../simulation/examples.ts';
import { writeBusinessData } from './business-data.ts';
import {
  BUSINESS_OPTIONS,
  type BusinessArguments,
  type BusinessChoices,
  readBusinessChoices,
} from './business-options.ts';
import { makeFolder } from './make-folder.ts';

export const DATA_USAGE = `Usage: npm run data -- [--out data] [--seed 1] [--train 21600] [--validation 2400] [--test 1000]
       npm run data -- --business N [--out data] [--seed 1] [--days 365] [--today 2026-01-01] [--messy]
Writes train.jsonl, validation.jsonl and test.jsonl: one simulated persona a line, with three accepted
and three rejected offers as text and as records. With --business instead customers.csv, transactions.csv,
rewards.csv and responses.csv of a simulated business with N customers up to the day before --today; --messy
writes them as real systems do, and reports what it made wrong. The same options write the same files.`;

export interface DataOptions {
  readonly out: string;
  readonly seed: number;
  /** Personas of each split; the defaults are the paper's (SLM4Offer, section 6). */
  readonly counts: Readonly<Record<Split, number>>;
  /** Present where the files of a business are asked for instead of the examples. */
  readonly business?: BusinessChoices;
}

const SPLITS: readonly Split[] = ['train', 'validation', 'test'];
const DEFAULTS = { out: 'data', seed: '1', train: '21600', validation: '2400', test: '1000' };
const MOST = 1_000_000;

/** Reads the command line; on bad arguments says for each one what is wrong and what would be right. */
export function readDataOptions(args: readonly string[]): Result<DataOptions> {
  let values: Partial<Record<keyof typeof DEFAULTS, string>> & BusinessArguments;
  try {
    const option = { type: 'string' } as const;
    const options = { out: option, seed: option, train: option, validation: option, test: option };
    values = parseArgs({
      args: [...args],
      options: { ...options, ...BUSINESS_OPTIONS },
      strict: true,
    }).values;
  } catch (error) {
    return failure('arguments', `${error instanceof Error ? error.message : String(error)}\n${DATA_USAGE}`);
  }
  const given = { ...DEFAULTS, ...values };
  const wrong = (['seed', ...SPLITS] as const).filter((name) => {
    const limit = name === 'seed' ? 2 ** 32 - 1 : MOST;
    return !/^\d{1,10}$/.test(given[name]) || Number(given[name]) > limit;
  });
  if (given.out.trim() === '') return failure('arguments', '--out is empty; name a folder, such as data.');
  if (wrong.length > 0) {
    const lines = wrong.map((name) => {
      const limit = name === 'seed' ? '4294967295' : '1000000';
      return `--${name} is "${given[name]}"; it must be a whole number from 0 to ${limit}.`;
    });
    return failure('arguments', lines.join('\n'));
  }
  const business = readBusinessChoices(
    values,
    SPLITS.filter((split) => values[split] !== undefined),
  );
  if (!business.ok) return business;
  const counts = {
    train: Number(given.train),
    validation: Number(given.validation),
    test: Number(given.test),
  };
  const options = { out: given.out, seed: Number(given.seed), counts };
  return success(business.value === undefined ? options : { ...options, business: business.value });
}

/** Writes one file a split and reports each as it is done. Rejects when the folder cannot be written. */
export async function writeData(options: DataOptions, report: (line: string) => void): Promise<void> {
  await makeFolder(options.out);
  for (const split of SPLITS) {
    const file = path.join(options.out, `${split}.jsonl`);
    const stream = createWriteStream(file);
    // Attached before the first write: a stream that fails to open emits its error once.
    const done = finished(stream);
    const count = options.counts[split];
    const offers = new Set<string>();
    for (const example of simulateExamples({ seed: options.seed, split, count })) {
      for (const text of [...example.accepted, ...example.rejected]) offers.add(text);
      if (!stream.write(`${JSON.stringify(example)}\n`)) await Promise.race([once(stream, 'drain'), done]);
    }
    stream.end();
    await done;
    report(`${file}: ${count} personas, ${count * 6} offers, ${offers.size} of them different`);
  }
}

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(DATA_USAGE);
    return;
  }
  const options = readDataOptions(process.argv.slice(2));
  if (!options.ok) {
    for (const each of options.failures) console.error(each.message);
    process.exitCode = 2;
    return;
  }
  try {
    const { business, out, seed } = options.value;
    if (business === undefined) await writeData(options.value, console.log);
    else await writeBusinessData({ ...business, out, seed }, console.log);
  } catch (error) {
    console.error(
      `Could not write to "${options.value.out}": ${error instanceof Error ? error.message : String(error)}. Name another folder with --out.`,
    );
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === import.meta.filename) await main();
