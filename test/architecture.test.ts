import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..');

/** Folder → the other folders it may import, beside `domain`, which all may. Arrows point downward only. */
const below: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  onnx: [],
  storage: [],
  guardrails: [],
  simulation: ['guardrails'],
  profiling: [],
  segmentation: [],
  matching: [],
  creative: ['guardrails'],
  campaigns: ['profiling', 'segmentation', 'matching', 'guardrails', 'creative'],
  autodiff: ['onnx'],
  t5: ['onnx'],
  adapter: ['onnx', 't5'],
  runtime: ['onnx'],
  training: ['onnx', 'autodiff', 't5', 'adapter', 'runtime'],
  export: ['onnx', 't5', 'training'],
  generation: ['onnx', 't5', 'adapter', 'runtime'],
  evaluation: ['simulation', 'guardrails', 't5', 'generation', 'training'],
  service: [
    'onnx',
    't5',
    'adapter',
    'runtime',
    'training',
    'generation',
    'guardrails',
    'storage',
    'evaluation',
    ...['profiling', 'segmentation', 'matching', 'campaigns', 'creative', 'simulation'],
  ],
  workers: ['service', 'runtime', 'storage', 't5'],
  // Entry points for Node: they put the same parts together, without a page.
  cli: [
    ...['onnx', 'autodiff', 't5', 'adapter', 'runtime', 'training', 'generation'],
    ...['guardrails', 'simulation', 'evaluation', 'service', 'export'],
    ...['profiling', 'segmentation', 'matching', 'creative', 'campaigns'],
  ],
  // The page knows the services by their contracts alone; pictures of coupons can be made nowhere else.
  studio: [
    ...['service/contract', 'service/connect', 'service/agent-contract', 'service/connect-agent'],
    ...['service/agent-campaign-contract', 'service/coupon-contract', 'service/connect-coupons', 'creative'],
  ],
};

/** Package → the only places that may import it. */
const owners: Readonly<Record<string, readonly string[]>> = {
  'onnxruntime-web': ['src/runtime/'],
  'onnxruntime-node': ['src/runtime/'],
  webgpu: ['src/runtime/'],
  idb: ['src/storage/'],
  comlink: [
    'src/service/connect.ts',
    'src/service/connect-agent.ts',
    'src/service/worker-connection.ts',
    'workers/',
  ],
  lit: ['src/studio/'],
  'ml-matrix': ['src/evaluation/', 'src/segmentation/', 'src/service/verdict-ranking.ts'],
  papaparse: ['src/profiling/'],
  uqr: ['src/creative/'],
};

/** Each starts the one worker that it connects to. */
const starters = ['src/service/connect.ts', 'src/service/connect-agent.ts', 'src/service/connect-coupons.ts'];

const files = ['src', 'workers'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.posix.join(folder, ...name.split(path.sep))),
);

const imports = files.flatMap((file) => importsOf(sourceOf(file)).map((target) => ({ file, target })));

function sourceOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** What a module names after `from`, in `import '…'`, in `import('…')` and in `new URL('…', import.meta.url)`. */
function importsOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const forms =
    /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]|new URL\(\s*['"](\.[^'"]+)['"]\s*,\s*import\.meta\.url/g;
  return [...code.matchAll(forms)].map(([, imported, address]) => imported ?? address ?? '');
}

/** `t5/config.ts` is in `t5`; so is the worker's `workers/offer.worker.ts` in `workers`. */
function folderOf(file: string): string {
  const [first = '', second = ''] = file.split('/');
  return first === 'src' ? second : first;
}

function breaksArrow(file: string, target: string): boolean {
  const resolved = path.posix.join(path.posix.dirname(file), target);
  const [from, to] = [folderOf(file), folderOf(resolved)];
  if (from === to || to === 'domain' || target.endsWith('.css') || target.endsWith('.svg')) return false;
  if (starters.includes(file) && to === 'workers') return false;
  const allowed = below[from] ?? [];
  const module = resolved.replace(/^src\//, '').replace(/\.ts$/, '');
  return !allowed.includes(to) && !allowed.includes(module);
}

test('the reader of imports sees every form, and no comment', () => {
  const source = `
    import a from './a.ts'; import type { B } from "../b.ts"; import './c.ts';
    export { d } from './d.ts'; const e = await import('./e.ts');
    new Worker(new URL('../f.worker.ts', import.meta.url));
    // import './not.ts'
    /* import './neither.ts' */`;
  expect(importsOf(source)).toEqual(['./a.ts', '../b.ts', './c.ts', './d.ts', './e.ts', '../f.worker.ts']);
  expect(breaksArrow('src/domain/x.ts', '../t5/config.ts')).toBe(true);
  expect(breaksArrow('src/studio/x.ts', '../service/offer-service.ts')).toBe(true);
  expect(breaksArrow('src/studio/x.ts', '../service/contract.ts')).toBe(false);
  expect(breaksArrow('src/studio/agent/x.ts', '../../service/agent-service.ts')).toBe(true);
  expect(breaksArrow('src/studio/agent/x.ts', '../../service/agent-contract.ts')).toBe(false);
});

test('every folder has its place among the arrows', () => {
  expect([...new Set(files.map(folderOf))].filter((folder) => !(folder in below))).toEqual([]);
  expect(imports.length).toBeGreaterThan(50);
});

test('imports point downward', () => {
  const wrong = imports.filter(({ file, target }) => target.startsWith('.') && breaksArrow(file, target));
  expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

test('relative imports name the file, with its extension', () => {
  const wrong = imports.filter(({ target }) => target.startsWith('.') && path.posix.extname(target) === '');
  expect(wrong).toEqual([]);
});

describe.each(Object.entries(owners))('%s', (name, places) => {
  test(`is imported only from ${places.join(' and ')}`, () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        (target === name || target.startsWith(`${name}/`)) && !places.some((place) => file.startsWith(place)),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });
});

test.each(starters)('%s starts one worker, and no other file starts any', (starter) => {
  const starts = (file: string) => sourceOf(file).match(/\bnew (?:Shared)?Worker\(/g)?.length ?? 0;
  expect(starts(starter)).toBe(1);
  expect(files.filter((file) => starts(file) > 0 && !starters.includes(file))).toEqual([]);
});

test.each(['contract', 'agent-contract'])('src/service/%s.ts is types and nothing else', (name) => {
  const code = sourceOf(`src/service/${name}.ts`).replace(/\/\*[\s\S]*?\*\//g, '');
  const statements = [...code.matchAll(/^(?:import|export)\b.*$/gm)].map(([line]) => line);
  expect(statements.length).toBeGreaterThan(20);
  expect(statements.filter((line) => !/^(?:import|export) type\b|^export interface\b/.test(line))).toEqual(
    [],
  );
  // Whatever else begins a line at the left edge goes on or ends one of these.
  const others = code
    .split('\n')
    .filter((line) => /^\S/.test(line) && !/^(?:import|export|\}|\/\/)/.test(line));
  expect(others).toEqual([]);
});

test('only storage opens the database', () => {
  const openers = files.filter((file) => /\bindexedDB\.|\bopenDB\(/.test(sourceOf(file)));
  expect(openers.filter((file) => !file.startsWith('src/storage/'))).toEqual([]);
});

test('Node is met only on the command line and in files named for it', () => {
  const wrong = imports.filter(
    ({ file, target }) =>
      target.startsWith('node:') &&
      !file.startsWith('src/cli/') &&
      !path.posix.basename(file).startsWith('node-'),
  );
  expect(wrong.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});
