import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveCheckpoint } from '../../src/training/node-checkpoint.ts';
import { initialState } from '../../src/training/trainer.ts';
import { softwareVulkan, WITHOUT_OPTIMISING } from '../support/software-vulkan.ts';
import { writeTinyModels } from '../support/tiny-folder.ts';
import { tinyParameters } from '../support/tiny-model.ts';

const root = path.join(import.meta.dirname, '../..');
const run = promisify(execFile);
const NO_VULKAN = 'no Vulkan driver in software was found beside a browser';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offersmith-layouts-'));
  await writeTinyModels(folder, { layers: 2 });
  await saveCheckpoint(path.join(folder, 'work'), initialState(tinyParameters({ layers: 2 }).parameters), {});
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function compare(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  node: readonly string[] = [],
): Promise<Ended> {
  const where = ['--work', path.join(folder, 'work'), '--model', path.join(folder, 'tiny')];
  const kept = ['--kept', path.join(folder, 'kept')];
  const program = [...node, '--import', 'tsx', 'src/cli/compare-layouts.ts'];
  try {
    const { stdout, stderr } = await run(process.execPath, [...program, ...where, ...kept, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      // A test that is given up ends what it has started.
      timeout: 200_000,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}

describe('npm run compare-layouts', () => {
  it('compares every way to store weights, in every layout, and takes up a run that was stopped', {
    timeout: 120_000,
  }, async () => {
    const first = await compare(['--prompts', '6', '--json']);
    expect(first.code, first.stderr).toBe(0);
    const rows = JSON.parse(first.stdout);
    const names = rows.map((row: Record<string, string>) => `${row.weights}, ${row.layout}, ${row.backend}`);
    expect(names).toEqual([
      'float32, expanded, wasm',
      ...['8-bit with a float16 embedding', '8-bit on a coarse grid', 'all 8-bit', 'all 4-bit'].flatMap(
        (weights) =>
          ['expanded, cpu', 'packed, cpu', 'expanded, wasm', 'packed, wasm'].map(
            (way) => `${weights}, ${way}`,
          ),
      ),
    ]);
    const meanError = (name: string): number => rows[names.indexOf(name)].meanError;
    expect(meanError('float32, expanded, wasm')).toBeLessThan(1e-4);
    // What is stored in fewer bits is further off, however it is laid out.
    const [blocks, coarse, eight, four] = [
      '8-bit with a float16 embedding, expanded, cpu',
      '8-bit on a coarse grid, expanded, cpu',
      'all 8-bit, expanded, cpu',
      'all 4-bit, expanded, cpu',
    ].map(meanError);
    expect(blocks).toBeGreaterThan(1e-4);
    expect(coarse).toBeGreaterThan(blocks ?? Number.NaN);
    expect(four).toBeGreaterThan(coarse ?? Number.NaN);
    expect(eight).toBeGreaterThan(blocks ?? Number.NaN);
    expect(four).toBeGreaterThan(4 * (eight ?? Number.NaN));
    expect(meanError('all 4-bit, packed, wasm') / (four ?? Number.NaN)).toBeCloseTo(1, 2);
    for (const { same, prompts } of rows) {
      expect(prompts).toBe(6);
      expect(same).toBeLessThanOrEqual(6);
    }
    expect(rows[0].same).toBe(6);

    // As if it had been stopped after four prompts of one run.
    const file = path.join(folder, 'kept/4-bit-packed-wasm.json');
    const kept = JSON.parse(await readFile(file, 'utf8'));
    expect(kept.comparisons).toHaveLength(6);
    await writeFile(file, JSON.stringify({ ...kept, comparisons: kept.comparisons.slice(0, 4) }));
    const again = await compare(['--prompts', '6', '--json']);
    expect(again.stderr).toContain('4-bit packed wasm: 4 of 6 were kept');
    expect(again.stderr).toContain('4-bit packed cpu: 6 of 6 were kept');
    expect(JSON.parse(again.stdout)).toEqual(rows);

    // What is kept of other weights is left alone.
    await writeFile(file, JSON.stringify({ ...kept, key: 'of another model' }));
    const other = await compare(['--prompts', '6', '--backends', 'wasm', '--weights', '4-bit']);
    expect(other.stderr).toContain('4-bit float32 wasm: 6 of 6 were kept');
    expect(other.stderr).not.toContain('4-bit packed wasm: 6 of 6 were kept');
    expect(other.stdout.trim().split('\n')).toHaveLength(2);
  });

  it('compares WebGPU with native float32', { timeout: 240_000 }, async (context) => {
    const vulkan = softwareVulkan();
    if (vulkan === undefined) return context.skip(NO_VULKAN);
    const args = ['--prompts', '1', '--backends', 'webgpu', '--weights', 'blocks', '--json', '--fresh'];
    const { code, stdout, stderr } = await compare(args, vulkan, [WITHOUT_OPTIMISING]);
    expect(code, stderr).toBe(0);
    const [shipped, ...rest] = JSON.parse(stdout);
    expect(rest).toEqual([]);
    expect(shipped).toMatchObject({ backend: 'webgpu', layout: 'packed', prompts: 1 });
    // As far from float32 as the processor is with the same weights.
    const native = await compare(['--prompts', '1', '--backends', 'cpu', '--weights', 'blocks', '--json']);
    const [expanded] = JSON.parse(native.stdout);
    expect(expanded).toMatchObject({ backend: 'cpu', layout: 'expanded', prompts: 1 });
    expect(shipped.meanError / expanded.meanError).toBeCloseTo(1, 2);
    expect(shipped.same).toBe(expanded.same);
  });

  it.each([
    ['an unknown backend', ['--backends', 'cpu,abacus'], /"abacus".*cpu, wasm, webgpu/],
    ['unknown weights', ['--weights', '2-bit'], /"2-bit".*float32, blocks, coarse, 8-bit, 4-bit/],
    ['a folder without a checkpoint', ['--work', '/nowhere'], /no checkpoint in \/nowhere/],
    ['a checkpoint of another model', ['--model', 'models/offer-mini'], /belong to different trainings/],
  ])('explains %s', async (_, args, message) => {
    const { code, stdout, stderr } = await compare(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(message);
  });
});
