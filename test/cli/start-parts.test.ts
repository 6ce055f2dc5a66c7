import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { BrowserSearch } from '../../src/cli/browser.ts';
import { isStale } from '../../src/cli/build-app.ts';
import { nodeVersionProblem } from '../../src/cli/node-version.ts';
import { openerOf } from '../../src/cli/open-browser.ts';

const address = 'http://127.0.0.1:4173/';

function machine(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string>>,
  files: readonly string[] = [],
): BrowserSearch {
  return { platform, env, home: '/home/ana', isExecutable: (file) => files.includes(file), list: () => [] };
}

test('a browser is opened where there is a display', () => {
  const env = { PATH: '/usr/bin', DISPLAY: ':0' };
  expect(openerOf(address, machine('linux', env, ['/usr/bin/xdg-open']))).toEqual([
    '/usr/bin/xdg-open',
    address,
  ]);
  expect(openerOf(address, machine('linux', env, ['/usr/bin/chromium']))).toEqual([
    '/usr/bin/chromium',
    address,
  ]);
  expect(openerOf(address, machine('darwin', {}))).toEqual(['open', address]);
  expect(openerOf(address, machine('win32', {}))?.at(-1)).toBe(address);
});

test('none is opened in CI, over SSH, without a display, or where there is none', () => {
  const files = ['/usr/bin/xdg-open'];
  const env = { PATH: '/usr/bin', DISPLAY: ':0' };
  expect(openerOf(address, machine('linux', { ...env, CI: 'true' }, files))).toBeUndefined();
  expect(openerOf(address, machine('darwin', { SSH_CONNECTION: 'x' }))).toBeUndefined();
  expect(openerOf(address, machine('linux', { PATH: '/usr/bin' }, files))).toBeUndefined();
  expect(openerOf(address, machine('linux', env))).toBeUndefined();
});

const WILL_DO = ['20.19.0', '20.20.2', '22.12.0', '22.20.1', '24.0.0', '25.1.0', '30.0.0'];
const WILL_NOT = ['18.20.0', '20.18.3', '21.7.0', '22.0.0', '22.11.0', '23.1.0', '23.11.0'];

test.each(WILL_DO)('Node %s will do', (version) => {
  expect(nodeVersionProblem(version)).toBeUndefined();
});

test.each(WILL_NOT)('Node %s will not, and the message says which will', (version) => {
  expect(nodeVersionProblem(version)).toMatch(/20\.19.*22\.12.*24.*nodejs\.org/);
});

test('package.json, its lockfile and the README say the same of Node, and no package asks for more', () => {
  const read = (name: string) => readFileSync(path.join(import.meta.dirname, '../..', name), 'utf8');
  const engines = (JSON.parse(read('package.json')) as Locked).engines?.node ?? '';
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
  expect(packages['']?.engines?.node).toBe(engines);
  expect(WILL_DO.filter((version) => !satisfies(version, engines))).toEqual([]);
  expect(WILL_NOT.filter((version) => satisfies(version, engines))).toEqual([]);
  expect(read('README.md')).toContain('Node 20 from 20.19, 22 from 22.12, or 24 or newer');

  // What is optional npm leaves out where it does not fit.
  const installed = Object.entries(packages).filter(([, { optional }]) => !optional);
  expect(installed.length).toBeGreaterThan(50);
  const refused = installed.flatMap(([name, { engines }]) =>
    WILL_DO.filter((version) => !satisfies(version, engines?.node ?? '*')).map((version) => [name, version]),
  );
  expect(refused).toEqual([]);
  // Were it not for these two, more would do.
  for (const name of ['node_modules/vite', 'node_modules/vitest']) {
    const asked = packages[name]?.engines?.node ?? '*';
    expect(WILL_NOT.filter((version) => !satisfies(version, asked)).length).toBeGreaterThan(0);
  }
});

test('the lockfile names no address, so that packages come from wherever npm is told to look', () => {
  const lock = readFileSync(path.join(import.meta.dirname, '../../package-lock.json'), 'utf8');
  expect(lock.match(/"integrity": "sha512-/g)?.length).toBeGreaterThan(100);
  expect(lock).not.toContain('"resolved"');
});

interface Locked {
  readonly optional?: boolean;
  readonly engines?: { readonly node?: string };
}

/** Whether a version is within a range of the forms `>=20`, `^22.12.0`, `>= 4 < 6`, `a || b` and `*`. */
function satisfies(version: string, range: string): boolean {
  const asNumber = (text: string) => {
    const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number);
    return major * 1e6 + minor * 1e3 + patch;
  };
  const at = asNumber(version);
  const holds = (part: string) => {
    const [, sign = '', wanted = ''] = /^(>=|>|<=|<|\^|)([\d.]+)$/.exec(part) ?? [];
    if (part !== '*' && wanted === '') throw new Error(`${part} is no range that this test reads`);
    const from = asNumber(wanted);
    const sameMajor = version.split('.')[0] === wanted.split('.')[0];
    return {
      '>=': at >= from,
      '>': at > from,
      '<=': at <= from,
      '<': at < from,
      '^': at >= from && sameMajor,
      '': part === '*' || at === from,
    }[sign];
  };
  return range.split('||').some((either) =>
    either
      .trim()
      .replaceAll(/([<>=^]) +/g, '$1')
      .split(/ +/)
      .every(holds),
  );
}

test('a build is stale when it is missing or older than any source', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'offersmith-stale-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (name: string, seconds: number) => {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
    for (let at = file; at !== root; at = path.dirname(at)) utimesSync(at, seconds, seconds);
  };
  write('src/deep/a.ts', 100);
  write('index.html', 100);
  expect(isStale(root)).toBe(true);
  write('dist/index.html', 200);
  expect(isStale(root)).toBe(false);
  write('src/deep/a.ts', 300);
  expect(isStale(root)).toBe(true);
});
