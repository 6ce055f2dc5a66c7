import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { textsOnPage } from '../../src/cli/transformers-page.ts';

const root = path.join(import.meta.dirname, '../..');
const run = promisify(execFile);
let scratch = '';

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'compare-export-'));
});
afterAll(() => rm(scratch, { recursive: true }));

const command = (name: string, ...args: string[]) =>
  run(process.execPath, ['--import', 'tsx', `src/cli/${name}.ts`, ...args], { cwd: root });

test('a browser writes with transformers.js what this engine writes from the exported folder', async () => {
  const out = path.join(scratch, 'out');
  await command('export', '--out', out, '--model', 'models/offer-mini');
  const { stdout } = await command(
    'compare-export',
    ...['--folder', out, '--work', path.join(scratch, 'work'), '--prompts', '2', '--browser', 'wasm'],
  );
  for (const dtype of ['fp32', 'q8']) {
    expect(stdout).toContain(`offersmith = transformers.js ${dtype}: 2 of 2\n`);
    expect(stdout).toContain(`offersmith = transformers.js ${dtype} in Chromium, wasm: 2 of 2\n`);
  }
  expect(stdout).toMatch(/^2 different texts/m);
});

test('a folder without ONNX files is named as what failed', async () => {
  const folder = path.join(root, 'models/offer-mini');
  const written = await textsOnPage({ folder, dtype: 'q8', device: 'wasm', prompts: ['x'], maxTokens: 1 });
  expect(written).toMatchObject({ ok: false, failures: [{ type: 'browser-failed' }] });
  expect(JSON.stringify(written)).toContain('onnx/');
});
