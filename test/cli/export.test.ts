import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const shipped = path.join(root, 'models/offer-mini');
const run = promisify(execFile);
let scratch = '';

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'export-'));
});
afterAll(() => rm(scratch, { recursive: true }));

async function command(file: string, ...args: string[]) {
  try {
    const { stdout, stderr } = await run(
      process.execPath,
      ['--import', 'tsx', `src/cli/${file}.ts`, ...args],
      {
        cwd: root,
      },
    );
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

describe('npm run export', () => {
  it('writes a folder that npm run offer takes, and writes over nothing unasked', async () => {
    const out = path.join(scratch, 'deep', 'out');
    const { code, stderr } = await command('export', '--out', out, '--dtype', 'q8', '--model', shipped);
    expect([code, stderr]).toEqual([0, '']);
    expect((await readdir(out)).sort()).toEqual([
      'catalogue.json',
      'config.json',
      'generation_config.json',
      'model.safetensors',
      'onnx',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);
    const catalogue = 'catalogue.json';
    expect(await readFile(path.join(out, catalogue), 'utf8')).toBe(
      await readFile(path.join(shipped, catalogue), 'utf8'),
    );
    const persona = path.join(root, 'models/personas/P9654.json');
    const offers = async (...from: string[]) => {
      const { stdout } = await command('offer', '--persona', persona, '--json', ...from);
      const written: { text: string; score: number }[] = JSON.parse(stdout).offers;
      return written.map(({ text, score }) => ({ text, score }));
    };
    expect(await offers('--folder', out)).toEqual(await offers('--folder', shipped));

    const again = await command('export', '--out', out, '--dtype', 'q8', '--model', shipped);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('is not empty');
    const before = await readFile(path.join(out, 'config.json'), 'utf8');
    await writeFile(path.join(out, 'config.json'), 'other');
    expect((await command('export', '--out', out, '--dtype', 'q8', '--force', '--model', shipped)).code).toBe(
      0,
    );
    expect(await readFile(path.join(out, 'config.json'), 'utf8')).toBe(before);
  });

  it.each<[string, string[], RegExp]>([
    ['no folder to write to', [], /--out is missing/],
    [
      'an unknown dtype',
      ['--out', 'X', '--dtype', 'toString'],
      /--dtype is "toString", but must be one of fp32, q8/,
    ],
    ['an unknown option', ['--out', 'X', '--what'], /Unknown option '--what'/],
    [
      'a model that is not there',
      ['--out', 'X', '--model', '/nowhere'],
      /\/nowhere\/config.json was not found/,
    ],
    ['a file for a folder', ['--out', path.join(shipped, 'config.json')], /cannot be used/],
    ['the model itself', ['--out', shipped, '--force', '--model', shipped], /is the model itself/],
    ['the default model itself', ['--out', path.join(root, 'models/offer-small'), '--force'], /model itself/],
  ])('refuses %s', async (_, args, message) => {
    const { code, stderr } = await command(
      'export',
      ...args.map((arg) => (arg === 'X' ? path.join(scratch, 'x') : arg)),
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(await readdir(scratch)).not.toContain('x');
  });

  it('refuses a model that is not a T5', async () => {
    const model = path.join(scratch, 'bert');
    await cp(shipped, model, { recursive: true });
    await writeFile(path.join(model, 'config.json'), JSON.stringify({ model_type: 'bert' }));
    const { code, stderr } = await command('export', '--out', path.join(scratch, 'x'), '--model', model);
    expect(code).toBe(1);
    expect(stderr).toContain('type "bert", not a T5');
  });
});
