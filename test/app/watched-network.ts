import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface WatchedNetwork {
  /** For the browser's setting `--proxy-server`. */
  readonly proxy: string;
  /** Addresses at the one origin that may be asked, in order. */
  readonly own: readonly string[];
  /** Every other address that the browser tried to reach. */
  readonly foreign: readonly string[];
  /** Pulls the cable: from now on no request is answered. They are still noted. */
  unplug(): void;
}

/**
 * A proxy that passes requests on to one origin only and notes them all. The browser sends everything through
 * it, whichever page, worker or part of the browser it comes from, so what is not noted here was not asked.
 * HTTP, HTTPS and WebSockets, that is; a browser with a proxy looks up no names itself.
 */
export async function watchNetwork(origin: string): Promise<WatchedNetwork> {
  const own: string[] = [];
  const foreign: string[] = [];
  let plugged = true;
  const server = createServer((request, response) => {
    const address = request.url ?? '';
    if (!address.startsWith(origin)) {
      foreign.push(address);
      response.writeHead(502).end();
      return;
    }
    own.push(address);
    if (!plugged) return void request.destroy();
    const { method, headers } = request;
    const passed = ask(address, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  server.on('connect', (request, socket) => {
    foreign.push(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    proxy: `http://127.0.0.1:${port}`,
    own,
    foreign,
    unplug: () => {
      plugged = false;
    },
  };
}
