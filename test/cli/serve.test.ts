import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from '../../src/cli/serve.ts';

const parent = mkdtempSync(path.join(tmpdir(), 'offersmith-serve-'));
const folder = path.join(parent, 'dist');
const running: Served[] = [];

beforeAll(() => {
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  mkdirSync(path.join(folder, 'runtime'));
  writeFileSync(path.join(parent, 'secret.txt'), 'secret');
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>x</title>');
  writeFileSync(path.join(folder, 'assets', 'index-abc.js'), 'export {};');
  writeFileSync(path.join(folder, 'runtime', 'ort.wasm'), new Uint8Array([0, 97, 115, 109]));
});
afterEach(async () => {
  for (const served of running.splice(0)) await served.close();
});
afterAll(() => rmSync(parent, { recursive: true }));

async function start(port?: number): Promise<Served> {
  const result = await serve(folder, port);
  if (!result.ok) throw new Error(result.failures[0]?.message);
  running.push(result.value);
  return result.value;
}

test('pages come cross-origin isolated, under the strict policy, and are asked for again', async () => {
  const { address } = await start(0);
  const response = await fetch(address);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('<title>x</title>');
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  });
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).not.toContain('unsafe-inline');
});

test('files named after their content are kept for good; the others only while they are the same', async () => {
  const { address } = await start(0);
  const asset = await fetch(`${address}assets/index-abc.js`);
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const wasm = await fetch(`${address}runtime/ort.wasm`);
  expect(wasm.headers.get('content-type')).toBe('application/wasm');
  expect(wasm.headers.get('content-length')).toBe('4');
  const etag = wasm.headers.get('etag') ?? '';
  const again = await fetch(`${address}runtime/ort.wasm`, { headers: { 'If-None-Match': etag } });
  expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
});

test('HEAD answers without the bytes, other methods are refused', async () => {
  const { address } = await start(0);
  const head = await fetch(`${address}index.html`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '31', '']);
  expect((await fetch(address, { method: 'POST' })).status).toBe(405);
});

test.each(['/none', '/assets', '/assets/', '/../secret.txt', '/%2e%2e%2fsecret.txt', '/%00', '/%zz', '//'])(
  '%s is not there, and nothing outside the folder is',
  async (address) => {
    const { port } = await start(0);
    // A bare request, because fetch would tidy the path up first.
    const status = await new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path: address }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.once('error', reject).end();
    });
    expect(status).toBe(404);
  },
);

test('without a port the first free one is taken; a named one that is taken is a failure', async () => {
  const [first, second] = [await start(), await start()];
  expect(first.port).toBeGreaterThanOrEqual(4173);
  expect(second.port).toBeGreaterThan(first.port);
  expect(await serve(folder, first.port)).toEqual({
    ok: false,
    failures: [{ type: 'port-taken', message: expect.stringContaining(`Port ${first.port} is taken`) }],
  });
});

test('only this machine is served', async () => {
  const { address } = await start(0);
  expect(new URL(address).hostname).toBe('127.0.0.1');
});
