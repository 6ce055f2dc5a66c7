import { hashOf } from '../guardrails/policy/policy-hash.ts';
import { createPauses } from './pauses.ts';

/** One entry of a log; each holds the hash of the one before it, so that none can be changed or left out unseen. */
export interface LogEntry<Body> {
  /** From 0. */
  readonly index: number;
  /** sha256 of the entry before; 64 zeros for the first. */
  readonly previous: string;
  readonly body: Body;
  /** sha256 of the canonical JSON of the three fields above, hex. */
  readonly hash: string;
}

/** Where a log ends. */
export interface LogHead {
  readonly entries: number;
  readonly hash: string;
}

export const EMPTY_LOG: LogHead = { entries: 0, hash: '0'.repeat(64) };

/** The bodies as entries behind the head, and the new head. Bodies are plain JSON values. */
export async function appendEntries<Body>(
  head: LogHead,
  bodies: readonly Body[],
): Promise<{ readonly entries: readonly LogEntry<Body>[]; readonly head: LogHead }> {
  const entries: LogEntry<Body>[] = [];
  let { entries: index, hash: previous } = head;
  const pause = createPauses();
  for (const body of bodies) {
    await pause();
    const hash = await hashOf({ index, previous, body });
    entries.push({ index, previous, body, hash });
    previous = hash;
    index += 1;
  }
  return { entries, head: { entries: index, hash: previous } };
}

export type LogCheck =
  | { readonly ok: true; readonly head: LogHead }
  | {
      readonly ok: false;
      /** Position of the first broken entry in the list. */
      readonly broken: number;
      readonly message: string;
    };

/**
 * Checks every hash and every link. A log that was cut off at its end is whole in itself, so give the head that was
 * kept elsewhere to notice that as well.
 *
 * @returns the first broken entry, and what is wrong with it.
 */
export async function verifyLog(
  entries: readonly LogEntry<unknown>[],
  expected?: LogHead,
): Promise<LogCheck> {
  let head = EMPTY_LOG;
  const pause = createPauses();
  for (const [place, { index, previous, body, hash }] of entries.entries()) {
    await pause();
    const broken = (what: string): LogCheck => ({
      ok: false,
      broken: place,
      message: `Entry ${place} of the log ${what}; it and what follows cannot be trusted.`,
    });
    if (index !== head.entries)
      return broken(`has the number ${index}, so entries are missing or out of order`);
    if (previous !== head.hash) return broken('does not follow from the one before it');
    if ((await hashOf({ index, previous, body })) !== hash) return broken('was changed after it was written');
    head = { entries: index + 1, hash };
  }
  if (expected !== undefined && (expected.entries !== head.entries || expected.hash !== head.hash)) {
    return {
      ok: false,
      broken: Math.min(head.entries, expected.entries),
      message: `The log has ${head.entries} entries, but ${expected.entries} were written; its end is missing or was replaced.`,
    };
  }
  return { ok: true, head };
}
