import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { softwareVulkan, WITHOUT_OPTIMISING } from '../support/software-vulkan.ts';
import { writeTinyModels } from '../support/tiny-folder.ts';

const root = path.join(import.meta.dirname, '../..');
const run = promisify(execFile);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function offer(...args: string[]): Promise<Ended> {
  return offerIn({}, ...args);
}

async function offerIn(
  { env = {}, node = [] }: { readonly env?: NodeJS.ProcessEnv; readonly node?: readonly string[] },
  ...args: string[]
): Promise<Ended> {
  const program = [...node, '--import', 'tsx', 'src/cli/offer.ts'];
  try {
    const { stdout, stderr } = await run(process.execPath, [...program, ...args], {
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

const persona = (name: string) => path.join(root, 'models/personas', `${name}.json`);

describe('npm run offer', () => {
  it('prints one object with the promised fields, and the same offers natively and on WebAssembly', async () => {
    const outputs = [];
    for (const backend of ['cpu', 'wasm']) {
      const { code, stdout } = await offer(
        '--persona',
        persona('P9654'),
        '--count',
        '3',
        '--seed',
        '7',
        '--backend',
        backend,
        '--json',
      );
      expect(code).toBe(0);
      const output = JSON.parse(stdout);
      expect(Object.keys(output)).toEqual([
        'model',
        'modelHash',
        'backend',
        'seed',
        'persona',
        'offers',
        'timings',
      ]);
      expect(Object.keys(output.timings)).toEqual(['loadMs', 'encodeMs', 'decodeMs', 'tokens']);
      expect(output.backend).toBe(backend);
      expect(output.modelHash).toMatch(/^[0-9a-f]{64}$/);
      expect(output.persona.name).toBe('P9654');
      expect(output.offers).toHaveLength(3);
      for (const entry of output.offers) {
        expect(Object.keys(entry)).toEqual(['text', 'score', 'decision', 'audit']);
        expect(entry.audit.issues.length > 0).toBe(entry.decision === 'refuse');
      }
      outputs.push(output);
    }
    const texts = outputs.map((output) => output.offers.map((entry: { text: string }) => entry.text));
    expect(texts[1]).toEqual(texts[0]);
    expect(new Set(texts[0]).size).toBe(3);
  });

  it('writes the same offers on WebGPU, with the same scores', { timeout: 240_000 }, async (context) => {
    const vulkan = softwareVulkan();
    if (vulkan === undefined) return context.skip('no Vulkan driver in software was found beside a browser');
    // A tiny model: the software adapter takes a minute for a text by the shipped one.
    const models = await mkdtemp(path.join(tmpdir(), 'offersmith-'));
    onTestFinished(() => rm(models, { recursive: true }));
    await writeTinyModels(models, { id: 'tiny' });
    const args = ['--persona', persona('P9654'), '--count', '3', '--seed', '7', '--json'];
    args.push('--folder', path.join(models, 'tiny'));
    const outputs = [];
    const where = { env: vulkan, node: [WITHOUT_OPTIMISING] };
    for (const backend of ['cpu', 'webgpu']) {
      const { code, stdout, stderr } = await offerIn(where, ...args, '--backend', backend);
      expect(code, stderr).toBe(0);
      outputs.push(JSON.parse(stdout));
    }
    const [native, gpu] = outputs;
    expect([native.backend, gpu.backend]).toEqual(['cpu', 'webgpu']);
    expect(gpu.offers).toHaveLength(3);
    for (const [i, { text, decision, score }] of gpu.offers.entries()) {
      const { offers } = native;
      expect([text, decision]).toEqual([offers[i].text, offers[i].decision]);
      expect(score).toBeCloseTo(offers[i].score, 4);
    }
  });

  it('writes other offers with another seed', async () => {
    const texts = await Promise.all(
      ['1', '2'].map(async (seed) => {
        const { stdout } = await offer('--persona', persona('P9999'), '--seed', seed, '--json');
        return JSON.parse(stdout).offers.map((entry: { text: string }) => entry.text);
      }),
    );
    expect(texts[0]).not.toEqual(texts[1]);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no persona', [], /--persona is missing/],
    ['a file that is not there', ['--persona', 'nowhere.json'], /nowhere\.json cannot be read/],
    ['a count that cannot be', ['--persona', persona('P9654'), '--count', '0'], /--count is "0"/],
    [
      'an unknown backend',
      ['--persona', persona('P9654'), '--backend', 'abacus'],
      /abacus.*cpu, wasm, webgpu/,
    ],
    ['an unknown option', ['--person', 'x'], /--person/],
    ['an unknown model', ['--persona', persona('P9654'), '--model', 'gpt'], /no model called gpt/],
    [
      'a folder without a model',
      ['--persona', persona('P9654'), '--folder', tmpdir()],
      /config\.json was not found/,
    ],
  ])('explains %s and ends with 1', async (_, args, message) => {
    const { code, stdout, stderr } = await offer(...args);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  it('names every field of a bad persona', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'offersmith-'));
    const file = path.join(folder, 'persona.json');
    await writeFile(file, JSON.stringify({ name: 'X', age: 300, interests: [], colour: 'red' }));
    const { code, stderr } = await offer('--persona', file);
    expect(code).toBe(1);
    for (const field of ['age', 'interests', 'colour', 'monthlyIncome', 'gender'])
      expect(stderr).toContain(field);
  });
});
