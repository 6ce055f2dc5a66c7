import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Outcome, summaryLines } from './summary.ts';
import type { Tally } from './tally-reporter.ts';

const root = path.join(import.meta.dirname, '..');

/** Test files as a person could write them, by name; `test` and its like are globals there. */
const FILES = {
  'works.test.ts': `
    test('adds', () => expect(1 + 1).toBe(2));
    describe('later', () => test.todo('subtracts'));
    test('needs a grey cat', ({ skip }) => skip('there is no grey cat'));`,
  'fails.test.ts': `
    describe('sums', () => {
      test('are wrong', () => expect(1 + 1).toBe(3));
      test('are refused', () => { throw new RangeError('no sums today\\nand not tomorrow either'); });
    });
    describe('a house', () => {
      beforeAll(() => { throw new Error('the door is locked'); });
      test('has a kitchen', () => {});
    });`,
  'unreadable.test.ts': `import './not-there.ts'; test('never runs', () => {});`,
  'late.test.ts': `
    test('ends before its own error', async () => {
      setTimeout(() => { throw new Error('nobody waited for this'); });
      await new Promise((resolve) => setTimeout(resolve, 200));
    });`,
};

const SLOW = {
  'a-fails.test.ts': `test('fails at once', () => { throw new Error('at once'); });`,
  'b-hangs.test.ts': `test('hangs', () => new Promise(() => {}), 600_000);`,
};

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** Vitest with the reporter on files in a folder of their own, and what it leaves. */
async function vitest(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'offersmith-tally-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  const file = path.join(folder, 'tally.json');
  const child = spawn(
    process.execPath,
    [
      path.join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--root', folder, '--globals', '--no-file-parallelism', '--sequence.shuffle=false'],
      `--reporter=${path.join(root, 'test/tally-reporter.ts')}`,
    ],
    { cwd: root, stdio: 'ignore', env: { ...process.env, OFFERSMITH_TALLY: file } },
  );
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const read = async (): Promise<Tally> => JSON.parse(await readFile(file, 'utf8'));
  return { child, ended, read, file };
}

let tally: Tally;

beforeAll(async () => {
  const run = await vitest(FILES);
  expect(await run.ended).toBe(1);
  tally = await run.read();
}, 120_000);

test('names each failed test, the file that could not be read and the error outside every test', () => {
  const byName = Object.fromEntries(tally.failures.map(({ test, message }) => [test, message]));
  expect(byName).toEqual({
    'fails.test.ts > sums > are wrong': 'AssertionError: expected 2 to be 3 // Object.is equality',
    'fails.test.ts > sums > are refused': 'RangeError: no sums today',
    'fails.test.ts > a house': 'Error: the door is locked',
    'unreadable.test.ts': expect.stringMatching(/not-there\.ts/),
    'outside every test': 'Error: nobody waited for this',
  });
  expect(tally.failures).toHaveLength(5);
  expect(JSON.stringify(tally)).not.toContain('\\u001b');
});

test('a run that is broken off leaves what had failed by then', { timeout: 120_000 }, async () => {
  const { child, ended, read, file } = await vitest(SLOW);
  await expect.poll(() => existsSync(file), { timeout: 100_000 }).toBe(true);
  child.kill('SIGKILL');
  expect(await ended).not.toBe(0);
  expect(await read()).toEqual({
    complete: false,
    passed: 0,
    failures: [{ test: 'a-fails.test.ts > fails at once', message: 'Error: at once' }],
    skipped: [],
  });
});

test('counts what passed and says why the others were skipped', () => {
  expect(tally.complete).toBe(true);
  expect(tally.passed).toBe(2);
  const reasons = Object.fromEntries(tally.skipped.map(({ test, reason }) => [test, reason]));
  expect(reasons).toMatchObject({
    'works.test.ts > later > subtracts': 'still to be written',
    'works.test.ts > needs a grey cat': 'there is no grey cat',
  });
});

test('the end of a run names the failures beside the counts', () => {
  const fine: Outcome = { ok: true, passed: 7, failures: [], skipped: [] };
  const failed: Outcome = {
    ok: false,
    passed: 3,
    failures: [
      { test: 'a.test.ts > adds', message: 'AssertionError: expected 2 to be 3' },
      { test: 'outside every test', message: 'Error: gone' },
    ],
    skipped: [{ test: 'b.test.ts > flies', reason: 'no wings' }],
  };
  expect(
    summaryLines([
      { name: 'unit', seconds: 1.26, outcome: fine },
      { name: 'browser', seconds: 100, outcome: failed },
    ]),
  ).toEqual([
    'unit     ok            1.3 s  7 passed',
    'browser  FAILED      100.0 s  3 passed, 2 failed, 1 skipped',
    'Skipped:',
    '  b.test.ts > flies: no wings',
    'Failed:',
    '  a.test.ts > adds: AssertionError: expected 2 to be 3',
    '  outside every test: Error: gone',
    '10 passed, 2 failed, 1 skipped',
  ]);
  expect(summaryLines([{ name: 'unit', seconds: 1, outcome: fine }]).slice(1)).toEqual([
    'Nothing was skipped.',
    '7 passed, 0 failed',
  ]);
});
