import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { KpiReport } from '../../src/campaigns/kpis.ts';
import { verifyLog } from '../../src/campaigns/run-log.ts';
import { writeBusinessData } from '../../src/cli/business-data.ts';
import { writeCampaignFiles } from '../../src/cli/campaign-files.ts';
import { readCampaignOptions } from '../../src/cli/campaign-options.ts';
import { regretTable, regretText } from '../../src/cli/campaign-regret.ts';
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
  readonly exploration: { readonly share: number; readonly explored: number; readonly learnedFrom: number };
  readonly review?: { readonly approved: number; readonly refused: number; readonly waiting: number };
  readonly outcomes?: KpiReport & { readonly purchases: number; readonly learnedFrom: number };
  readonly offers: readonly {
    readonly customerId: string;
    readonly source: string;
    readonly probability?: number;
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

describe('review, outcomes, calendar and coupons', () => {
  const DAY = '2025-11-20';
  const bills = () => path.join(folder, 'transactions.csv');

  test('decisions and rules from a file: what is approved goes out, the log goes on and stays whole', async () => {
    const review = path.join(folder, 'review.json');
    const args = [...files(), '--goal', 'repeat', '--today', TODAY, '--json', '--limit', '0'];
    const plain = JSON.parse((await campaign(...args)).stdout) as Report;
    const [first, second, third] = plain.offers.filter(({ source }) => source === 'candidate');
    if (first === undefined || second === undefined || third === undefined) throw new Error('too few offers');
    const known = plain.offers.flatMap(({ probability }) => probability ?? []).sort((a, b) => a - b);
    await writeFile(
      review,
      JSON.stringify({
        by: 'Ana',
        decisions: [
          { customer: first.customerId, do: 'refuse' },
          { customer: second.customerId, do: 'edit', text: `${second.text} ` },
        ],
        rules: [{ do: 'approve', where: { probabilityAbove: known[known.length >> 1] } }],
        otherwise: 'refuse',
      }),
    );
    const out = path.join(folder, 'reviewed');
    const ended = await campaign(
      ...[...args, '--review', review, '--out', out, '--coupons'],
      ...['--first', '2026-01-05', '--every', '7', '--until', '2026-02-01'],
    );
    expect(ended.code, ended.stderr).toBe(0);
    const report = JSON.parse(ended.stdout) as Report;
    const status = (id: string) => report.offers.find(({ customerId }) => customerId === id);
    expect(status(first.customerId)).toMatchObject({ status: 'refused' });
    expect(status(second.customerId)).toMatchObject({ status: 'approved', textBy: 'reviewer' });
    const counts = report.review;
    if (counts === undefined) throw new Error('no review');
    expect(counts).toMatchObject({ by: 'Ana', waiting: 0, edited: 1 });
    expect(counts.approved).toBeGreaterThan(5);
    expect(counts.approved + counts.refused).toBe(
      plain.offers.filter(({ source }) => source !== 'none').length,
    );
    const log = (await readFile(path.join(out, 'log.jsonl'), 'utf8')).trimEnd().split('\n');
    const entries = log.map((line) => JSON.parse(line));
    expect(await verifyLog(entries, report.log)).toMatchObject({ ok: true });
    expect(entries.at(-1).body).toMatchObject({ kind: 'refused', by: 'Ana', rule: 'all' });
    const written = await Promise.all(
      ['email', 'sms', 'push'].map((tool) =>
        readFile(path.join(out, `${tool}.json`), 'utf8').catch(() => '[]'),
      ),
    );
    const messages = written.flatMap(
      (json) => JSON.parse(json) as { offer_id: string; coupon_code: string }[],
    );
    expect(messages).toHaveLength(counts.approved);
    expect(messages.some(({ offer_id }) => offer_id.endsWith(`/${first.customerId}`))).toBe(false);
    const pictures = await readdir(path.join(out, 'coupons'));
    const codes = messages.filter(({ coupon_code }) => coupon_code !== undefined);
    expect(pictures).toHaveLength(codes.length);
    const picture = await readFile(path.join(out, 'coupons', `${second.customerId}.svg`), 'utf8');
    const own = messages.find(({ offer_id }) => offer_id.endsWith(`/${second.customerId}`));
    expect(picture.startsWith('<svg')).toBe(true);
    expect(picture).toContain(own?.coupon_code.slice(0, 4));
    const calendar = await readFile(path.join(out, 'runs.ics'), 'utf8');
    expect(calendar).toContain('DTSTART:20260105T000000Z\r\nDURATION:PT15M\r\nRRULE:FREQ=DAILY;INTERVAL=7');
    const runs = JSON.parse(await readFile(path.join(out, 'runs.json'), 'utf8'));
    expect(runs.runs).toEqual(['05', '12', '19', '26'].map((day) => `2026-01-${day}T00:00:00.000Z`));
  });

  test('a review file that is wrong is refused in words, and nothing is written', async () => {
    const review = path.join(folder, 'wrong.json');
    const out = path.join(folder, 'not-written');
    const args = [...files(), '--goal', 'repeat', '--today', TODAY, '--review', review, '--out', out];
    await writeFile(review, '{"rules": [{"do": "aprove"}], "otherwize": "wait"}');
    const wrong = await campaign(...args);
    expect([wrong.code, wrong.stdout]).toEqual([1, '']);
    expect(wrong.stderr).toContain('"rules.0.do" is "aprove", but must be ("approve" | "refuse")');
    expect(wrong.stderr).toContain('"otherwize" is no field of a review; remove it');
    await writeFile(review, '{"rules": [}');
    expect((await campaign(...args)).stderr).toContain('wrong.json: This is not JSON: line 1, column 12');
    await writeFile(review, '{"decisions": [{"customer": "nobody", "do": "approve"}]}');
    expect((await campaign(...args)).stderr).toMatch(/The run has no offer "repeat .*\/nobody"/);
    expect(existsSync(out)).toBe(false);
  });

  test('purchases after the campaign tell what it changed, and are learned from once', async () => {
    const learned = path.join(folder, 'learned.json');
    const args = [
      ...['--customers', path.join(folder, 'customers.csv'), '--transactions', bills()],
      ...[
        '--rewards',
        path.join(folder, 'rewards.csv'),
        '--goal',
        'repeat',
        '--today',
        DAY,
        '--holdout',
        '0.5',
      ],
      ...['--outcomes', bills(), '--days', '30', '--learned', learned, '--explore', '0.3'],
    ];
    const first = await campaign(...args, '--json');
    expect(first.code, first.stderr).toBe(0);
    const { outcomes, exploration, matching } = JSON.parse(first.stdout) as Report;
    expect(matching.basis).toBe('usage-rates');
    expect(exploration).toMatchObject({ share: 0.3, learnedFrom: 0 });
    expect(outcomes?.kpis.map(({ name }) => name)).toEqual([
      'conversion',
      'return',
      'repeat',
      'lifetimeValue',
    ]);
    expect(outcomes?.sampleRatio.planned).toBe(0.5);
    expect(outcomes?.purchases).toBeGreaterThan(50);
    for (const { difference, offered, heldOut } of outcomes?.kpis ?? []) {
      expect(difference.value).toBeCloseTo(offered.value - heldOut.value, 9);
      expect(difference.low).toBeLessThan(difference.value);
      expect(difference.high).toBeGreaterThan(difference.value);
    }
    const kept = JSON.parse(await readFile(learned, 'utf8'));
    expect(kept.shared.responses).toBe(outcomes?.learnedFrom);
    expect(kept.runs).toEqual([`repeat ${DAY}T00:00:00.000Z`]);
    const twice = await campaign(...args);
    expect(twice.code).toBe(1);
    expect(twice.stderr).toContain('was learned from already');
    const next = await campaign(
      ...args.slice(0, 6),
      '--goal',
      'churn',
      '--today',
      TODAY,
      '--learned',
      learned,
    );
    expect(next.code, next.stderr).toBe(0);
    expect(next.stdout).toMatch(/\d+ answers learned so far/);
    const late = await campaign(
      ...args.slice(0, 6),
      '--goal',
      'churn',
      '--today',
      TODAY,
      '--outcomes',
      bills(),
    );
    expect(late.code).toBe(1);
    expect(late.stderr).toMatch(
      /None of the \d+ purchases in the outcomes lies in the 30 days after 2026-01-01/,
    );
    await writeFile(learned, '{"format": "other"}');
    const broken = await campaign(...args);
    expect(broken.stderr).toContain('learned.json: What earlier runs taught cannot be read');
  });

  test('options that do not fit are named', async () => {
    const wrong = await campaign(
      ...[...files(), '--goal', 'repeat', '--explore', '0.6', '--every', '7', '--coupons', '--days', '0'],
    );
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('--explore is "0.6", but must be a number from 0 to 0.5.');
    expect(wrong.stderr).toContain('--every says nothing without the first day');
    expect(wrong.stderr).toContain('--coupons needs a folder');
    expect(wrong.stderr).toContain('--days is "0"');
    const help = await campaign('--help');
    for (const option of ['--explore', '--review', '--outcomes', '--learned', '--coupons', '--regret']) {
      expect(help.stdout).toContain(option);
    }
  });

  test('what exploring is worth: learning misses fewer answers than matching alone, and than chance', async () => {
    const options = { seeds: [1, 2], customers: 150, rounds: 8 };
    const rows = await regretTable(options);
    console.log(regretText(rows, options));
    const of = (part: string) => {
      const row = rows.find(({ name }) => name.includes(part));
      if (row === undefined) throw new Error(part);
      return row.last.reduce((sum, each) => sum + each, 0) / row.last.length;
    };
    expect(of('0.05')).toBeLessThan(of('matching alone') - 2);
    expect(of('0.05')).toBeLessThan(of('any of') - 4);
    expect(of('0.5 (most)')).toBeLessThan(of('any of') - 3);
    expect(await regretTable({ ...options, seeds: [1] })).toEqual(
      rows.map(({ name, all, last }) => ({ name, all: all.slice(0, 1), last: last.slice(0, 1) })),
    );
  });
});

describe('from files to offers', () => {
  const outcome = async (...args: string[]) => {
    const options = readCampaignOptions(args);
    if (!options.ok || options.value === 'help' || 'regret' in options.value) throw new Error('options');
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

  const bills = (count: number, row: (i: number) => string) =>
    `customer_id,transaction_date,bill_amount\n${Array.from({ length: count }, (_, i) => row(i)).join('\n')}\n`;
  const day = (i: number) =>
    `2025-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`;
  const good = bills(300, (i) => `C${i % 30},${day(i)},${10 + (i % 40)}.50`);

  test.each([
    ['an empty file', '', 'The file is empty; export it again with at least one row.'],
    ['one column', 'customer_id\n1\n2\n', 'The file has a single column'],
    ['a million columns', `${'c,'.repeat(1_000_000)}c\n`, 'at most 2,000 are read'],
    ['only returns', bills(60, (i) => `C${i % 30},${day(i)},-5`), '60 rows have a negative amount'],
    [
      'two currencies',
      bills(60, (i) => `C${i % 30},${day(i)},${i % 2 ? '$' : '€'}5`),
      'The amounts are in several currencies: EUR in 30 rows (first on line 2), USD in 30 rows (first on line 3)',
    ],
    ['only days to come', bills(60, (i) => `C${i % 30},2031-01-0${1 + (i % 9)},5`), 'lies in the future'],
  ])('refused, with what is wrong, where, and how to mend it: %s', async (_, text, message) => {
    const file = path.join(folder, 'bad.csv');
    await writeFile(file, text);
    const result = await outcome('--transactions', file, '--goal', 'repeat', '--today', TODAY);
    if (result.ok) throw new Error('read');
    expect(result.failures.map((each) => each.message).join(' ')).toContain(message);
    expect(result.failures.map((each) => each.message).join(' ')).toContain(file);
  });

  test.each([
    ['a byte-order mark', `\uFEFF${good}`, 300, ''],
    [
      'a quote that never closes',
      `${good}"C99,2025-03-04,12\nC98,2025-03-05,13\n`,
      301,
      'Line 302 opens a quote that is never closed',
    ],
    ['days to come', `${good}C1,2031-01-01,5\n`, 300, '"transaction_date" on line 302 lies in the future'],
    ['returns', `${good}C1,2025-05-05,-5\n`, 301, 'negative amount'],
  ])('read as far as it can be, and said: %s', async (_, text, kept, notice) => {
    const file = path.join(folder, 'odd.csv');
    await writeFile(file, text);
    const result = await outcome('--transactions', file, '--goal', 'repeat', '--today', TODAY);
    if (!result.ok) throw new Error(result.failures[0]?.message);
    expect(result.value.data.files[0]).toMatchObject({ kept });
    expect(result.value.data.files[0]?.notices.join(' ')).toContain(notice);
  });

  test('mixed encodings and ids that are formulas: read line by line, and harmless in what is written', async () => {
    const file = path.join(folder, 'mixed.csv');
    await writeFile(
      file,
      Buffer.concat([
        Buffer.from(good, 'utf8'),
        Buffer.from('Caf\u00e9,2025-03-04,12\n', 'latin1'),
        Buffer.from('Zo\u00eb,2025-03-05,13\n=cmd|calc,2025-03-06,99\n', 'utf8'),
      ]),
    );
    const result = await outcome(
      '--transactions',
      file,
      '--goal',
      'repeat',
      '--today',
      TODAY,
      '--holdout',
      '0',
    );
    if (!result.ok) throw new Error(result.failures[0]?.message);
    const ids = result.value.data.profiles.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['Caf\u00e9', 'Zo\u00eb', '=cmd|calc']));
    expect(result.value.data.files[0]?.notices.join(' ')).toContain('line 302 is in Windows-1252');
    const out = path.join(folder, 'formulas');
    const written = await writeCampaignFiles(result.value, out);
    expect(written.ok).toBe(true);
    const csv = await readFile(path.join(out, 'email.csv'), 'utf8');
    expect(csv).toContain(",'=cmd|calc,");
    expect(csv).not.toMatch(/(?:^|,)"?=/m);
  });

  test('customers twice, a catalogue with mistakes, a folder and no file', async () => {
    const customers = path.join(folder, 'twice.csv');
    const rows = Array.from({ length: 40 }, (_, i) => `C${i},N${i},${100 + i},${3 + (i % 4)}`);
    await writeFile(
      customers,
      ['customer_id,name,total_spent,frequency', ...rows, 'C1,Other,7,1', ''].join('\n'),
    );
    const twice = await outcome('--customers', customers, '--goal', 'basket', '--today', TODAY);
    if (!twice.ok) throw new Error(twice.failures[0]?.message);
    expect(twice.value.data.files[0]?.notices.join(' ')).toContain(
      'Line 42 is a second row of customer "C1", first on line 3',
    );
    const rewards = path.join(folder, 'mistakes.csv');
    await writeFile(
      rewards,
      'offer_id,offer_name,offer_type,discount_pct\n1,Tea,Gift,150\n1,Tea,Gift,10\n2,Cake,Nonsense,5\n',
    );
    const file = path.join(folder, 'good.csv');
    await writeFile(file, good);
    const mistakes = await outcome(
      '--transactions',
      file,
      '--rewards',
      rewards,
      '--goal',
      'repeat',
      '--today',
      TODAY,
    );
    const told = mistakes.ok ? [] : mistakes.failures.map(({ message }) => message);
    expect(told.join(' ')).toContain('Its discountPct is 150; the policy allows 0 to 100.');
    expect(told.join(' ')).toContain(
      'mistakes.csv: Row 3 was left out: the reward "1" stands on row 2 already.',
    );
    expect(await outcome('--transactions', folder, '--goal', 'repeat')).toMatchObject({
      failures: [{ message: `${folder} is a folder; name a file in it.` }],
    });
    const none = path.join(folder, 'none.csv');
    expect(await outcome('--transactions', none, '--goal', 'repeat')).toMatchObject({
      failures: [{ message: `There is no file ${none}; check its name and folder.` }],
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
