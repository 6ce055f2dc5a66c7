import { failure, type Result, success } from '../domain/result.ts';
import type { Attempt } from './customer-storage.ts';
import type { Tables } from './database.ts';
import type { CodeWorth, CouponCode } from './schema.ts';

/** What the code of an offer is worth; undefined where nothing is known of the offer. */
export type WorthOf = (offerId: string) => CodeWorth | undefined;

/** Codes of the offers that go out. An offer keeps the code that it was given first, in whichever tab. */
export interface OfferCodes {
  /**
   * A code of the pool for each offer: the one that it was given before, else the next that is free, all in one step.
   * Fails with `pool-unknown`, and with `codes-short` where too few are free; then none is taken.
   */
  takeCodes(
    pool: string,
    offerIds: readonly string[],
    worthOf: WorthOf,
  ): Promise<Result<ReadonlyMap<string, string>>>;

  /**
   * Codes that were drawn for the offers of a run: those that an offer was given before, in whichever tab, stay, and the
   * others are kept. They go with the run.
   */
  keepCodes(
    run: string,
    drawn: ReadonlyMap<string, string>,
    worthOf: WorthOf,
  ): Promise<Result<ReadonlyMap<string, string>>>;
}

export function createOfferCodes(attempt: Attempt, now: () => number): OfferCodes {
  return {
    takeCodes: (pool, offerIds, worthOf) =>
      attempt('readwrite', ['couponCodes'], async ({ couponCodes }) => {
        const there = (await couponCodes.where('pool', pool)).sort((a, b) => a.place - b.place);
        if (there.length === 0) {
          return failure(
            'pool-unknown',
            `There are no codes in the pool "${pool}". Import a list of them first.`,
            pool,
          );
        }
        const given = new Map<string, string>();
        for (const { code, usedBy } of there) if (usedBy !== undefined) given.set(usedBy, code);
        const without = offerIds.filter((id) => !given.has(id));
        const free = there.filter(({ usedBy, source }) => usedBy === undefined && source === 'imported');
        if (free.length < without.length) {
          const [needed, left] = [without.length, free.length].map((count) => count.toLocaleString('en'));
          const message = `These offers need ${needed} more ${without.length === 1 ? 'code' : 'codes'}, but ${free.length === 0 ? 'none' : `only ${left}`} of your list ${free.length > 1 ? 'are' : 'is'} free. Import more on the page of coupons, or let each offer have a new code. None was taken.`;
          return failure('codes-short', message, pool);
        }
        const usedAt = now();
        const codes = new Map(
          offerIds.flatMap((id) => (given.has(id) ? [[id, given.get(id) ?? ''] as const] : [])),
        );
        for (const [i, usedBy] of without.entries()) {
          const code = free[i];
          if (code === undefined) throw new RangeError('takeCodes: fewer codes than were counted');
          await couponCodes.put({ ...code, usedBy, usedAt, ...worthFor(usedBy, worthOf) });
          codes.set(usedBy, code.code);
        }
        await noteWorth(couponCodes, there, worthOf);
        return success(codes);
      }),

    keepCodes: (run, drawn, worthOf) =>
      attempt('readwrite', ['couponCodes'], async ({ couponCodes }) => {
        const pool = poolOf(run);
        const there = await couponCodes.where('pool', pool);
        const codes = new Map(there.map(({ usedBy = '', code }) => [usedBy, code]));
        const at = now();
        for (const [usedBy, code] of drawn) {
          if (codes.has(usedBy)) continue;
          const place = codes.size;
          const given = { usedBy, usedAt: at, ...worthFor(usedBy, worthOf) };
          await couponCodes.put({ pool, code, place, source: 'generated', addedAt: at, ...given });
          codes.set(usedBy, code);
        }
        await noteWorth(couponCodes, there, worthOf);
        return success(codes);
      }),
  };
}

function worthFor(offerId: string, worthOf: WorthOf): Pick<CouponCode, 'worth'> {
  const worth = worthOf(offerId);
  return worth === undefined ? {} : { worth };
}

/** Notes it beside codes that an earlier version gave out without. */
async function noteWorth(
  couponCodes: Tables['couponCodes'],
  before: readonly CouponCode[],
  worthOf: WorthOf,
): Promise<void> {
  for (const code of before) {
    if (code.usedBy === undefined || code.worth !== undefined) continue;
    const noted = worthFor(code.usedBy, worthOf);
    if (noted.worth !== undefined) await couponCodes.put({ ...code, ...noted });
  }
}

/** Removes the codes that were drawn for a run. */
export async function removeCodes({ couponCodes }: Pick<Tables, 'couponCodes'>, run: string): Promise<void> {
  for (const { pool, code } of await couponCodes.where('pool', poolOf(run)))
    await couponCodes.remove([pool, code]);
}

/** Where the codes lie that were drawn for a run; no list that a person names begins so. */
function poolOf(run: string): string {
  return `run ${run}`;
}
