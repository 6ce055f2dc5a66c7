import type { CustomerProfile } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { runPausing } from '../domain/steps.ts';
import { type PackedRecords, unpackSteps } from '../storage/packed-records.ts';
import type { Storage } from '../storage/storage.ts';
import { factsOf, type LoadedCustomers, loadCustomers } from './agent-customers.ts';
import type { KeptOverview } from './agent-overview.ts';
import { isOfThisFormat, otherVersion, type PARTS_FORMAT } from './agent-parts.ts';

export interface AgentServiceOptions {
  /** Opened when it is first needed; falls back to memory by itself where nothing can be kept. */
  readonly openStorage: () => Promise<Result<Storage>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The part that holds profiles and segments, beside the files that they come from. */
export interface PackedBase {
  readonly format: typeof PARTS_FORMAT;
  readonly profiles: PackedRecords;
  readonly assignments: Int32Array;
}

/** What all parts of the service share: the storage, and the kept customers in memory. */
export class AgentDesk {
  readonly now: () => number;
  readonly #open: AgentServiceOptions['openStorage'];
  #opened: Promise<Result<Storage>> | undefined;
  #loaded: LoadedCustomers | undefined;
  /** It was looked, and nothing is kept. */
  #none = false;
  #saving = false;

  constructor({ openStorage, now }: AgentServiceOptions) {
    this.#open = openStorage;
    this.now = now;
  }

  async stored<T>(use: (storage: Storage) => Promise<Result<T>>): Promise<Result<T>> {
    this.#opened ??= this.#open().then((result) => {
      // A failure is not kept, so that a later call can succeed.
      if (!result.ok) this.#opened = undefined;
      return result;
    });
    const result = await this.#opened;
    if (!result.ok) return result;
    const answer = await use(result.value);
    // Another version took the database over and may be gone again.
    if (!answer.ok && answer.failures.some(({ type }) => type === 'storage-closed')) this.#opened = undefined;
    return answer;
  }

  /** What is kept, in memory; read again when another tab has imported or erased meanwhile. */
  async customers(): Promise<Result<LoadedCustomers>> {
    // The database answers nobody while it writes; what was there before is there still.
    if (this.#saving && this.#loaded !== undefined) return success(this.#loaded);
    if (this.#saving && this.#none) return noCustomers();
    return this.stored(async (storage) => {
      const set = await storage.customers.current();
      if (!set.ok) return set;
      if (set.value === undefined) {
        this.#loaded = undefined;
        this.#none = true;
        return noCustomers();
      }
      this.#none = false;
      if (this.#loaded?.revision === set.value.revision) return success(this.#loaded);
      const overview = await keptOverview(storage);
      if (!overview.ok) return overview;
      const base = await storage.customers.part('base');
      if (!base.ok) return base;
      if (!isOfThisFormat(base.value)) return otherVersion();
      const { profiles, assignments } = base.value as PackedBase;
      this.#loaded = await loadCustomers({
        revision: set.value.revision,
        about: factsOf(overview.value),
        profiles: await runPausing(unpackSteps<CustomerProfile>(profiles)),
        assignments,
        segments: overview.value.segments,
      });
      return success(this.#loaded);
    });
  }

  /** Saves reading what was just written; undefined where it was erased. */
  hold(customers: LoadedCustomers | undefined): void {
    this.#loaded = customers;
    this.#none = customers === undefined;
  }

  /** While customers are written, questions about them are answered from memory. */
  async during<T>(save: () => Promise<T>): Promise<T> {
    this.#saving = true;
    try {
      return await save();
    } finally {
      this.#saving = false;
    }
  }
}

/** The overview as it was kept; `customers-other-version` for one that this version did not write. */
export async function keptOverview(storage: Storage): Promise<Result<KeptOverview>> {
  const part = await storage.customers.part('overview');
  if (!part.ok) return part;
  if (!isOfThisFormat(part.value)) return otherVersion();
  return success((part.value as { readonly overview: KeptOverview }).overview);
}

function noCustomers(): Result<never> {
  return failure('no-customers', 'No customers are kept here any more. Import them again.');
}
