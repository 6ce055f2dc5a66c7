import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { visit } from './visit.ts';

const dist = path.join(import.meta.dirname, '../../dist');
const assets = () => readdirSync(path.join(dist, 'assets'));
const scripts = () => assets().filter((name) => name.endsWith('.js'));

test('the page opens without a complaint, isolated, and asks nobody but its own origin', async () => {
  const { page, requests, complaints } = await visit();
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(complaints).toEqual([]);
  expect(requests.length).toBeGreaterThan(1);
  expect(requests.filter((address) => !address.startsWith(inject('address')))).toEqual([]);
});

test('the policy of the page lets no foreign address through', async () => {
  const { page } = await visit();
  const refused = await page.evaluate(async () => {
    const violation = new Promise<string>((resolve) =>
      addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
        once: true,
      }),
    );
    await fetch('https://example.com/').catch(() => undefined);
    return violation;
  });
  expect(refused).toBe('connect-src');
});

test('the built page has no inline script and no inline style', () => {
  for (const name of readdirSync(dist).filter((file) => file.endsWith('.html'))) {
    const html = readFileSync(path.join(dist, name), 'utf8');
    expect(html).toContain('http-equiv="Content-Security-Policy"');
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  }
});

test('the runtime ships once, beside the pages, and only the two builds that are used', () => {
  expect(readdirSync(path.join(dist, 'runtime')).sort()).toEqual([
    'ort-wasm-simd-threaded.asyncify.mjs',
    'ort-wasm-simd-threaded.asyncify.wasm',
    'ort-wasm-simd-threaded.mjs',
    'ort-wasm-simd-threaded.wasm',
  ]);
  expect(assets().filter((name) => /\.(wasm|mjs)$/.test(name))).toEqual([]);
  const holders = scripts().filter((name) =>
    readFileSync(path.join(dist, 'assets', name), 'utf8').includes('ort-wasm-simd-threaded.asyncify.mjs'),
  );
  expect(holders).toHaveLength(1);
});

test('every model file of the repository ships', () => {
  const below = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(path.join(folder, name)).isFile())
      .map((name) => `${name} ${statSync(path.join(folder, name)).size}`)
      .sort();
  expect(below(path.join(dist, 'models'))).toEqual(below(path.join(dist, '../models')));
});
