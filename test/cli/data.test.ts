import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDataOptions, writeData } from '../../src/cli/data.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offersmith-data-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('without arguments the sizes are those of the paper', () => {
  expect(readDataOptions([])).toEqual({
    ok: true,
    value: { out: 'data', seed: 1, counts: { train: 21_600, validation: 2400, test: 1000 } },
  });
});

test.each([
  [['--train', 'many'], '--train is "many"'],
  [['--train=-5'], '--train is "-5"'],
  [['--test', '1.5'], '--test is "1.5"'],
  [['--validation', '9999999'], '--validation is "9999999"'],
  [['--seed', '5000000000'], '--seed is "5000000000"'],
  [['--out', ''], '--out is empty'],
  [['--sead', '1'], '--sead'],
  [['stray'], 'stray'],
])('%j is refused with a reason', (args, reason) => {
  expect(readDataOptions(args)).toMatchObject({
    ok: false,
    failures: [{ message: expect.stringContaining(reason) }],
  });
});

test('writes one JSON line a persona and reports each file', async () => {
  const lines: string[] = [];
  const options = { out: folder, seed: 3, counts: { train: 4, validation: 2, test: 0 } };
  await writeData(options, (line) => lines.push(line));
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('4 personas, 24 offers');
  const train = (await readFile(path.join(folder, 'train.jsonl'), 'utf8')).trim().split('\n');
  expect(train).toHaveLength(4);
  expect(JSON.parse(train[0] ?? '')).toMatchObject({
    persona: { name: 'P1000' },
    accepted: expect.any(Array),
  });
  expect(await readFile(path.join(folder, 'test.jsonl'), 'utf8')).toBe('');
  await writeData(options, () => {});
  expect((await readFile(path.join(folder, 'train.jsonl'), 'utf8')).trim().split('\n')).toEqual(train);
});

test('the sample of customers that is kept with the project is what the same options write today', async () => {
  const out = path.join(folder, 'sample');
  await writeData({ out, seed: 1, counts: { train: 0, validation: 0, test: 20 } }, () => {});
  const kept = new URL('../../src/evaluation/measured/customers-sample.jsonl', import.meta.url);
  // Else: npm run data -- --train 0 --validation 0 --test 20 --out <folder>, and take its test.jsonl.
  expect(await readFile(path.join(out, 'test.jsonl'), 'utf8')).toBe(await readFile(kept, 'utf8'));
  expect((await readFile(kept, 'utf8')).trim().split('\n')).toHaveLength(20);
});

test('a folder that cannot be written rejects', async () => {
  const file = path.join(folder, 'taken');
  await writeFile(file, '');
  const options = { out: file, seed: 1, counts: { train: 1, validation: 1, test: 1 } };
  await expect(writeData(options, () => {})).rejects.toThrow(/EEXIST|ENOTDIR/);
});

test('folders that are not there yet are made', async () => {
  const out = path.join(folder, 'a/b');
  await writeData({ out, seed: 1, counts: { train: 1, validation: 0, test: 0 } }, () => {});
  expect(await readFile(path.join(out, 'train.jsonl'), 'utf8')).toContain('P1000');
});

const root = path.join(import.meta.dirname, '../..');
// Node's recursive mkdir never came back from under /proc.
const unwritable = ['/proc/x', '/proc/x/y', 'README.md', 'README.md/data'];

test.each(unwritable.filter((out) => existsSync('/proc') || !out.startsWith('/proc')))(
  '--out %s: says what is wrong and ends with 1 at once',
  (out) => {
    const command = ['--import', 'tsx', 'src/cli/data.ts', '--out', out];
    const ended = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', timeout: 20_000 });
    expect(ended.stderr).toContain(`Could not write to "${out}": `);
    expect(ended.stderr).toContain('--out');
    expect(ended.stdout).toBe('');
    expect(ended.status).toBe(1);
  },
);
