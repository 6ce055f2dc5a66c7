import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { failure, type Result, success } from '../domain/result.ts';
import { pageHeaders } from './headers.ts';
import { sendFile } from './send-file.ts';

export interface Served {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

const firstPort = 4173;
const portsToTry = 50;

/**
 * Serves the built pages in a folder to this machine alone, cross-origin isolated and under the strict policy.
 * Without a port, takes the first free one from 4173 up. Fails with `port-taken` or `port-refused`.
 */
export async function serve(folder: string, port?: number): Promise<Result<Served>> {
  const candidates =
    port === undefined ? Array.from({ length: portsToTry }, (_, offset) => firstPort + offset) : [port];
  for (const candidate of candidates) {
    const server = createServer((request, response) => void answer(folder, request, response));
    const error = await listen(server, candidate);
    if (error === undefined) return success(describe(server));
    if (error.code === 'EACCES') {
      return failure('port-refused', `Port ${candidate} may not be used here. Choose one above 1023.`);
    }
    if (error.code !== 'EADDRINUSE') throw error;
  }
  return failure(
    'port-taken',
    port === undefined
      ? `All ports from ${firstPort} to ${firstPort + portsToTry - 1} are taken. Name a free one with --port.`
      : `Port ${port} is taken by another program. Stop that one, or name a free port with --port.`,
  );
}

function describe(server: Server): Served {
  const { port } = server.address() as AddressInfo;
  return {
    port,
    address: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', resolve);
      resolve(undefined);
    });
  });
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refuse = (status: number, text: string) =>
    response.writeHead(status, { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
  if (request.method !== 'GET' && request.method !== 'HEAD') return void refuse(405, 'Only GET and HEAD.\n');
  const file = fileAt(folder, request.url ?? '/');
  // Vite names what it puts in assets/ after its content, so the name changes when the content does.
  const lasting = file?.startsWith(path.join(folder, 'assets') + path.sep);
  const headers = lasting
    ? { ...pageHeaders, 'Cache-Control': 'public, max-age=31536000, immutable' }
    : pageHeaders;
  if (file !== undefined && (await sendFile(request, response, file, headers))) return;
  refuse(404, 'There is nothing at this address.\n');
}

function fileAt(folder: string, address: string): string | undefined {
  try {
    const { pathname } = new URL(address, 'http://localhost');
    const name = decodeURIComponent(pathname);
    const file = path.join(folder, name.endsWith('/') ? `${name}index.html` : name);
    return file.startsWith(folder + path.sep) && !file.includes('\0') ? file : undefined;
  } catch {
    return undefined;
  }
}
