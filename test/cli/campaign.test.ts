import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { verifyLog } from '../../src/campaigns/run-log.ts';
import { writeBusinessData } from '../../src/cli/business-data.ts';
import { readCampaignOptions } from '../../src/cli/campaign-options.ts';
import { runFromFiles } from '../../src/cli/campaign-run.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const root = path.join(import.meta.dirname, '../..');
const data = path.join(root, '../shared/data');
const TODAY = '2026-01-01';
const run = promisify(execFile);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'campaign-'));
  const today = Date.parse(TODAY);
  await writeBusinessData({ out: folder, seed: 3, customers: 60, days: 365, today, messy: true }, () => {});
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function campaign(...args: string[]): Promise<Ended> {
  try {
    const { stdout, stderr } = await run(
      process.execPath,
      ['--import', 'tsx', 'src/cli/campaign.ts', ...args],
      {
        cwd: root,
        maxBuffer: 1 << 28,
      },
    );
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}

const files = () =>
  ['customers', 'transactions', 'responses', 'rewards'].flatMap((name) => [
    `--${name}`,
    path.join(folder, `${name}.csv`),
  ]);

interface Report {
  readonly segments: readonly { readonly name: string; readonly size: number }[];
  readonly matching: { readonly basis: string };
  readonly offers: readonly {
    readonly decision: string;
    readonly text: string;
    readonly audit: { readonly rules: readonly { readonly passed: boolean }[] };
  }[];
  readonly totals: { readonly members: number; readonly heldOut: number; readonly offers: number };
  readonly log: { readonly entries: number; readonly hash: string };
}

describe('npm run campaign', () => {
  test('prints one object, the same again for the same seed, and writes files for the tools', async () => {
    const out = path.join(folder, 'out');
    const args = [...files(), '--goal', 'repeat', '--today', TODAY, '--json', '--limit', '0'];
    const first = await campaign(...args, '--out', out);
    expect(first.code, first.stderr).toBe(0);
    const report = JSON.parse(first.stdout) as Report;
    expect(report.segments.reduce((sum, { size }) => sum + size, 0)).toBe(60);
    expect(report.offers.length).toBe(report.totals.members - report.totals.heldOut);
    for (const { decision, text, audit } of report.offers) {
      expect(decision).toBe('offer');
      expect(text.length).toBeGreaterThan(10);
      expect(audit.rules.length).toBeGreaterThan(20);
      expect(audit.rules.every(({ passed }) => passed)).toBe(true);
    }
    const log = (await readFile(path.join(out, 'log.jsonl'), 'utf8')).trimEnd().split('\n');
    const checked = await verifyLog(
      log.map((line) => JSON.parse(line)),
      report.log,
    );
    expect(checked).toMatchObject({ ok: true });
    const again = await campaign(...args);
    expect(again.stdout).toBe(first.stdout);
  });

  test('ends with 1 and says what is wrong', async () => {
    const bare = await campaign('--goal', 'win', '--holdout', '2');
    expect(bare.code).toBe(1);
    expect(bare.stdout).toBe('');
    expect(bare.stderr).toContain('--goal is "win"');
    expect(bare.stderr).toContain('--holdout is "2"');
    expect(bare.stderr).toContain('give --customers FILE');
    const empty = path.join(folder, 'empty.csv');
    await writeFile(empty, '');
    const nothing = await campaign('--customers', empty, '--goal', 'churn');
    expect([nothing.code, nothing.stdout]).toEqual([1, '']);
    expect(nothing.stderr).toContain('empty.csv: The file is empty');
  });
});

describe('from files to offers', () => {
  const outcome = async (...args: string[]) => {
    const options = readCampaignOptions(args);
    if (!options.ok || options.value === 'help') throw new Error('options');
    return runFromFiles(options.value, options.value.today ?? 0, () => {});
  };

  test('an audience of nobody and an expired catalogue are refused in words', async () => {
    const nobody = await outcome(...files(), '--goal', 'repeat', '--today', TODAY, '--segments', 'Nobody');
    expect(nobody).toMatchObject({ ok: false, failures: [{ type: 'segment-unknown' }] });
    const late = path.join(folder, 'late.csv');
    await writeFile(
      late,
      'offer_id,offer_name,offer_type,valid_until\n1,Tea,Gift,2020-05-31\n2,Cake,Gift,2020-06-30\n',
    );
    const over = await outcome(
      ...files().slice(0, 4),
      '--rewards',
      late,
      '--goal',
      'repeat',
      '--today',
      TODAY,
    );
    expect(over).toMatchObject({
      ok: false,
      failures: [{ type: 'pool-empty', message: expect.stringContaining('2 expired') }],
    });
  });

  test.skipIf(!existsSync(data))('real grocer: customers alone (needs shared/data)', async () => {
    const file = path.join(data, 'customer-personality.tsv');
    const result = await outcome('--customers', file, '--goal', 'reward', '--today', '2026-11-22');
    if (!result.ok) throw new Error(result.failures[0]?.message);
    const { data: read, summary, state } = result.value;
    expect(read.profiles).toHaveLength(2240);
    expect(summary.totals.members).toBeGreaterThan(500);
    expect(summary.totals.offers + summary.totals.fallbacks).toBe(
      summary.totals.members - summary.totals.heldOut,
    );
    expect(state.finished).toBe(true);
  });
});
