import { createRandom } from '../domain/random.ts';
import { type Result, success } from '../domain/result.ts';
import { type CopyReport, copyQuality, type WrittenCopy } from '../evaluation/copy-quality.ts';
import type { Engine } from '../service/engine.ts';
import { draftCopy } from '../service/write-copy.ts';
import { type BriefedCopy, briefedCopy } from '../simulation/brief.ts';
import { personaSeed, simulateCustomer, simulateExample } from '../simulation/examples.ts';
import type { OfferRecord } from '../simulation/offer-record.ts';
import { isHeldOut } from '../simulation/splits.ts';
import { progress } from './progress.ts';

/** Of each kind. */
export const COPY_REWARDS = 100;
const STREAM = 73;
/** Customers to look through at most for rewards whose product was never seen in training. */
const MOST_CUSTOMERS = 4000;

interface Asked {
  readonly record: OfferRecord;
  readonly brief: BriefedCopy['brief'];
}

/** Lets a model write the copy for rewards of the test split. */
export async function measureCopy(engine: Engine, rewards = COPY_REWARDS): Promise<Result<CopyReport>> {
  const { taught, heldOut } = askedRewards(rewards);
  const tell = progress('copy for rewards', taught.length + heldOut.length);
  let done = 0;
  const write = async (all: readonly Asked[]): Promise<Result<readonly WrittenCopy[]>> => {
    const copies: WrittenCopy[] = [];
    for (const [i, { record, brief }] of all.entries()) {
      const drafts = await draftCopy(engine, brief, { seed: i + 1 });
      if (!drafts.ok) return drafts;
      copies.push({ record, drafts: drafts.value });
      done += 1;
      tell(done);
    }
    return success(copies);
  };
  const known = await write(taught);
  if (!known.ok) return known;
  const others = await write(heldOut);
  if (!others.ok) return others;
  return success({ taught: copyQuality(known.value), heldOut: copyQuality(others.value) });
}

/** Rewards of both kinds, each with a brief; fewer where few customers want any. */
export function askedRewards(count: number): {
  readonly taught: readonly Asked[];
  readonly heldOut: readonly Asked[];
} {
  const taught: Asked[] = [];
  const heldOut: Asked[] = [];
  for (let i = 0; i < MOST_CUSTOMERS && Math.min(taught.length, heldOut.length) < count; i += 1) {
    const seed = personaSeed(1, 'test', i);
    const random = createRandom(seed, STREAM);
    const { acceptedRecords, rejectedRecords } = simulateExample(simulateCustomer(seed, i), random, 'test');
    for (const record of [...acceptedRecords, ...rejectedRecords]) {
      const kind = isHeldOut(record.product) ? heldOut : taught;
      if (kind.length === count) continue;
      const copy = briefedCopy(record, random, 'test', 1);
      if (copy !== undefined) kind.push({ record, brief: copy.brief });
    }
  }
  return { taught, heldOut };
}
