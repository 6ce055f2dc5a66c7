import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { isolationHeaders, pageHeaders } from '../../src/cli/headers.ts';
import { mimeTypeOf, sendFile } from '../../src/cli/send-file.ts';

/** What is answered in place of a file of the build. */
export type Answer =
  | { readonly kind: 'missing' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** The whole length is promised, and the connection breaks after some bytes. */
  | { readonly kind: 'broken'; readonly bytes: Uint8Array; readonly after: number };

export interface AlteredServer {
  readonly address: string;
  /** By path, such as `/models/manifest.json`; may be changed at any time. */
  readonly answers: Map<string, Answer>;
}

export const dist = path.join(import.meta.dirname, '../../dist');

/** Serves the build as a host might that has lost files or sends no headers of isolation; ends with the test. */
export async function serveAltered({ isolated = true } = {}): Promise<AlteredServer> {
  const answers = new Map<string, Answer>();
  const headers = Object.fromEntries(
    Object.entries(pageHeaders).filter(([name]) => isolated || !(name in isolationHeaders)),
  );
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname === '/' ? '/index.html' : pathname;
    const answer = answers.get(name);
    if (answer === undefined) {
      if (!(await sendFile(request, response, path.join(dist, name), headers))) {
        response.writeHead(404, headers).end();
      }
      return;
    }
    if (answer.kind === 'missing') return void response.writeHead(404, headers).end();
    const { bytes } = answer;
    response.writeHead(200, {
      ...headers,
      'Cache-Control': 'no-cache',
      'Content-Type': mimeTypeOf(name),
      'Content-Length': bytes.length,
    });
    if (answer.kind === 'bytes') response.end(bytes);
    else response.write(bytes.subarray(0, answer.after), () => setTimeout(() => response.destroy(), 50));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, answers };
}
