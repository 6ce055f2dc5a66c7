import type { PastResponse } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { runPausing } from '../domain/steps.ts';
import type { CustomerRecord } from '../profiling/customer-record.ts';
import type { ImportedData } from '../profiling/import-file.ts';
import type { FileKind } from '../profiling/roles.ts';
import type { TransactionTable } from '../profiling/transaction-table.ts';
import { type PackedRecords, packSteps, unpackSteps } from '../storage/packed-records.ts';
import type { Storage } from '../storage/storage.ts';
import type { ImportedFile } from './agent-contract.ts';

/** A file that was read, with what is known of it. */
export interface ReadFile {
  readonly about: ImportedFile;
  readonly data: ImportedData;
}

/** Raised when what the parts hold changes; parts of another format are not read. */
export const PARTS_FORMAT = 1;

export const partOf: Readonly<Record<FileKind, string>> = {
  customers: 'file-customers',
  transactions: 'file-transactions',
  responses: 'file-responses',
};

/** A file as it is stored: records by column, so that 80,000 of them are a few arrays. */
interface PackedFile {
  readonly format: typeof PARTS_FORMAT;
  readonly about: ImportedFile;
  readonly customers?: PackedRecords;
  readonly responses?: PackedRecords;
  readonly transactions?: TransactionTable;
  readonly returns?: number;
  readonly currency?: string;
}

/** As it is stored. Yields where a pause may be made. */
export function* packFile({ about, data }: ReadFile): Generator<void, PackedFile> {
  const head = { format: PARTS_FORMAT, about } as const;
  switch (data.kind) {
    case 'customers':
      return {
        ...head,
        customers: yield* packSteps(data.customers),
        responses: yield* packSteps(data.responses),
      };
    case 'transactions':
      return {
        ...head,
        customers: yield* packSteps(data.customers),
        transactions: data.transactions,
        returns: data.returns,
        ...(data.currency === undefined ? {} : { currency: data.currency }),
      };
    case 'responses':
      return { ...head, responses: yield* packSteps(data.responses) };
  }
}

/** Inverse of `packFile`; `customers-other-version` for what this version did not write. */
export async function unpackFile(part: unknown): Promise<Result<ReadFile>> {
  if (!isOfThisFormat(part)) return otherVersion();
  const { about, transactions, returns = 0, currency, ...packed } = part as PackedFile;
  const customers =
    packed.customers === undefined ? [] : await runPausing(unpackSteps<CustomerRecord>(packed.customers));
  const responses =
    packed.responses === undefined ? [] : await runPausing(unpackSteps<PastResponse>(packed.responses));
  if (transactions !== undefined) {
    const money = currency === undefined ? {} : { currency };
    return success({ about, data: { kind: 'transactions', transactions, customers, returns, ...money } });
  }
  if (about.kind === 'responses') return success({ about, data: { kind: 'responses', responses } });
  return success({ about, data: { kind: 'customers', customers, responses } });
}

/** One of the files that the kept customers come from; undefined where none of this kind was imported. */
export async function keptFile(storage: Storage, kind: FileKind): Promise<Result<ReadFile | undefined>> {
  const part = await storage.customers.part(partOf[kind]);
  if (!part.ok) return part;
  return part.value === undefined ? success(undefined) : unpackFile(part.value);
}

/** All files that the kept customers come from. */
export async function keptFiles(storage: Storage): Promise<Result<readonly ReadFile[]>> {
  const files: ReadFile[] = [];
  for (const kind of Object.keys(partOf) as FileKind[]) {
    const file = await keptFile(storage, kind);
    if (!file.ok) return file;
    if (file.value !== undefined) files.push(file.value);
  }
  return success(files);
}

export function isOfThisFormat(part: unknown): boolean {
  return typeof part === 'object' && part !== null && 'format' in part && part.format === PARTS_FORMAT;
}

export function otherVersion(): Result<never> {
  return failure(
    'customers-other-version',
    'The customers kept here were written by another version of Offersmith. Erase them and import the files again.',
  );
}
