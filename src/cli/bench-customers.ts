import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runSteps } from '../domain/steps.ts';
import { matchRewards } from '../matching/match-rewards.ts';
import { responseTable } from '../matching/response-table.ts';
import { trainMatching } from '../matching/train-matching.ts';
import { buildProfiles } from '../profiling/build-profiles.ts';
import { segmentCustomers } from '../segmentation/segment-customers.ts';
import { SIMULATED_TODAY } from '../simulation/business-customer.ts';
import { businessFolder, readBusiness } from './bench-business.ts';
import { dryRunRows } from './bench-dry-run.ts';
import type { PairRow } from './bench-pair.ts';
import type { BenchRow, BenchSection } from './bench-row.ts';
import { groupingPairs } from './grouping-pairs.ts';
import { orFail } from './options.ts';
import { startPeer } from './python-peer.ts';
import { timed } from './timed.ts';
import { treePairs } from './tree-pairs.ts';

export interface CustomersBench {
  readonly customers: number;
  /** Times that each side of a comparison is run, in turns. */
  readonly pairs: number;
  /** Where the simulated files are kept from run to run. */
  readonly cache: string;
  readonly python: string;
  /** The script that the peer runs. */
  readonly script: string;
}

/** Customers whom rewards are ranked for; the time for each is the same. */
const MATCHED = 2000;
const DAY_MS = 86_400_000;

/**
 * The marketer's side at full size: files read, profiles, groups, trees and matches; and the same work of scikit-learn
 * and xgboost on the same data. Where these are missing, a note says what to install and our own figures stand alone.
 */
export async function measureCustomers(options: CustomersBench): Promise<readonly BenchSection[]> {
  const { customers, pairs } = options;
  const folder = await businessFolder(options.cache, customers);
  const rows: BenchRow[] = [];
  const lap = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const { value, processor, wall } = await timed(work);
    rows.push(
      { what: `${what}, processor time`, value: processor, unit: 's' },
      { what: `${what}, on the clock`, value: wall, unit: 's' },
    );
    return value;
  };
  const business = await lap('reading the files', () => readBusiness(folder));
  rows.unshift({ what: 'rows in the files', value: business.rows, unit: '' });
  const { reference, rewards, responses } = business;
  const { profiles } = orFail(
    await lap('profiling', () => buildProfiles(business, reference === undefined ? {} : { reference })),
  );
  const groups = orFail(await lap('grouping, 2 to 8 tried', () => segmentCustomers(profiles, { seed: 1 })));
  const matching = orFail(
    await lap('learning from responses, six trainings', () =>
      trainMatching({ profiles, rewards, responses }),
    ),
  );
  rows.push(
    { what: 'responses', value: matching.usable, unit: '' },
    { what: 'learned from, drawn by lot where fewer', value: matching.used, unit: '' },
  );
  const some = profiles.slice(0, MATCHED);
  const matched = await timed(() => matchRewards(some, rewards, matching.model));
  orFail(matched.value);
  rows.push(
    {
      what: `ranking ${rewards.length} rewards for a customer`,
      value: (1000 * matched.processor) / some.length,
      unit: 'ms',
    },
    {
      what: 'rewards scored a second of the processor',
      value: (rewards.length * some.length) / matched.processor,
      unit: '',
    },
    ...(await dryRunRows({
      profiles,
      groups,
      rewards,
      matching: matching.model,
      now: (reference ?? SIMULATED_TODAY) + DAY_MS,
    })),
    { what: 'peak memory', value: process.resourceUsage().maxRSS / 1024, unit: 'MB' },
  );
  const whole: BenchSection = { title: `${customers} customers with a year of purchases, one thread`, rows };

  const peer = await startPeer(options.python, options.script);
  const scratch = await mkdtemp(path.join(tmpdir(), 'offersmith-bench-'));
  try {
    const asked = peer.ok ? peer.value : undefined;
    const table = runSteps(responseTable({ profiles, rewards }, responses));
    const grouping = await groupingPairs({ profiles, groups, pairs, peer: asked, scratch });
    const trees = await treePairs({ answered: table.answered, pairs, peer: asked, scratch });
    const names = peer.ok
      ? `against scikit-learn ${peer.value.versions['scikit-learn']} and xgboost ${peer.value.versions.xgboost}`
      : 'without a peer';
    const title = `the same work in turns, ${names}, processor time, one thread`;
    const compared = { title, rows: [...grouping, ...trees].flatMap(toRows) };
    const note = peer.ok ? undefined : peer.failures[0]?.message;
    return [whole, note === undefined ? compared : { ...compared, note }];
  } finally {
    if (peer.ok) peer.value.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

function toRows({ what, ours, theirs, ratio, more = [] }: PairRow): readonly BenchRow[] {
  return [
    { what: `${what}: ours`, value: ours, unit: 's' },
    ...(theirs === undefined || ratio === undefined
      ? []
      : [
          { what: `${what}: theirs`, value: theirs, unit: 's' },
          { what: `${what}: ours over theirs`, value: ratio, unit: '' },
        ]),
    ...more,
  ];
}
