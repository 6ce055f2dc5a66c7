import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
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

test.each(['20.19.0', '20.20.2', '22.12.0', '23.1.0', '24.0.0'])('Node %s will do', (version) => {
  expect(nodeVersionProblem(version)).toBeUndefined();
});

test.each(['18.20.0', '20.18.3', '21.7.0', '22.11.0'])(
  'Node %s will not, and the message says which will',
  (version) => {
    expect(nodeVersionProblem(version)).toMatch(/20\.19.*22\.12.*nodejs\.org/);
  },
);

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
