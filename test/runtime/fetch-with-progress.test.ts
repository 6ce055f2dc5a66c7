import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { fetchWithProgress } from '../../src/runtime/fetch-with-progress.ts';

const file = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => i % 251));

async function fetched(answer: (response: ServerResponse) => void) {
  const server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const told: (readonly [number, number])[] = [];
  const bytes = await fetchWithProgress(`http://127.0.0.1:${port}/`, (...one) => told.push(one));
  return { bytes, told };
}

test('a file arrives whole, and is told as it comes in', async () => {
  const { bytes, told } = await fetched((response) => {
    response.writeHead(200, { 'Content-Length': file.length }).end(file);
  });
  expect(Buffer.from(bytes ?? new ArrayBuffer(0)).equals(file)).toBe(true);
  expect(told.at(-1)).toEqual([file.length, file.length]);
  const loaded = told.map(([sum]) => sum);
  expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
});

test('of a file without a length, or packed on the way, the total is not known', async () => {
  const chunked = await fetched((response) => response.writeHead(200).end(file));
  expect(chunked.told.at(-1)).toEqual([file.length, 0]);
  const packed = gzipSync(file);
  const gzipped = await fetched((response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': packed.length }).end(packed);
  });
  expect(gzipped.told.at(-1)).toEqual([file.length, 0]);
  expect(gzipped.bytes?.byteLength).toBe(file.length);
});

test.each<[string, (response: ServerResponse) => void]>([
  ['is missing', (response) => response.writeHead(404).end()],
  ['is a page instead', (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>')],
  [
    'breaks off',
    (response) => {
      response.writeHead(200, { 'Content-Length': file.length });
      response.write(file.subarray(0, 1000), () => response.destroy());
    },
  ],
])('a file that %s is left to whoever needs it', async (_, answer) => {
  expect((await fetched(answer)).bytes).toBeUndefined();
});
