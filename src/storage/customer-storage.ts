import { type Result, success } from '../domain/result.ts';
import type { Tables } from './database.ts';
import { putTogether, takeApart } from './large-parts.ts';
import type { CustomerSet, StoreName } from './schema.ts';

/** The imported customers: one set, written whole or not at all. Fails as the rest of the storage does. */
export interface CustomerStorage {
  /** Which set is kept; undefined where there is none. Cheap, so that it can be asked before every use of a copy. */
  current(): Promise<Result<CustomerSet | undefined>>;
  /** One part of the set as it was given; undefined where the set has none of this name. */
  part(name: string): Promise<Result<unknown>>;
  /** Puts a set in place of the one that was there, all parts in one transaction. */
  save(customers: number, parts: Readonly<Record<string, unknown>>): Promise<Result<CustomerSet>>;
  /** Removes the set; undefined where there was none. */
  erase(): Promise<Result<CustomerSet | undefined>>;
}

/** One transaction whose expected errors come back as failures. */
export type Attempt = <T>(
  mode: 'readonly' | 'readwrite',
  names: readonly StoreName[],
  work: (tables: Tables) => Promise<Result<T>>,
) => Promise<Result<T>>;

const stores = ['customerSets', 'customerParts'] as const;

export function createCustomerStorage(
  attempt: Attempt,
  { now, newId }: { readonly now: () => number; readonly newId: () => string },
): CustomerStorage {
  return {
    current: () =>
      attempt('readonly', ['customerSets'], async ({ customerSets }) =>
        success(await customerSets.get('current')),
      ),

    part: (name) =>
      attempt('readonly', ['customerParts'], async ({ customerParts }) =>
        success(
          await putTogether(
            (await customerParts.get(name))?.data,
            async (piece) => (await customerParts.get(piece))?.data,
          ),
        ),
      ),

    save: (customers, parts) =>
      attempt('readwrite', stores, async ({ customerSets, customerParts }) => {
        const set: CustomerSet = { id: 'current', revision: newId(), savedAt: now(), customers };
        await customerParts.clear();
        for (const [name, data] of Object.entries(parts)) {
          for (const piece of takeApart(name, data)) await customerParts.put(piece);
        }
        await customerSets.put(set);
        return success(set);
      }),

    erase: () =>
      attempt('readwrite', stores, async ({ customerSets, customerParts }) => {
        const set = await customerSets.get('current');
        await customerSets.clear();
        await customerParts.clear();
        return success(set);
      }),
  };
}
