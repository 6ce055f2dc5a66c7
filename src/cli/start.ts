/**
 * `npm start`: builds the pages when they are out of date, serves them to this machine alone, and shows them.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp, isStale } from './build-app.ts';
import { nodeVersionProblem } from './node-version.ts';
import { openInBrowser } from './open-browser.ts';
import { serve } from './serve.ts';

const usage = `Usage: npm start -- [options]

  --port N    serve at this port (default: the first free one from 4173 up)
  --no-open   do not open a browser
  --help      show this
`;

interface Options {
  readonly port?: number;
  readonly open: boolean;
  readonly help: boolean;
}

await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  const problem = nodeVersionProblem();
  if (problem !== undefined) return fail(problem);
  const options = readOptions(args);
  if (typeof options === 'string') return fail(`${options}\n\n${usage}`);
  if (options.help) return console.log(usage);

  const root = path.join(import.meta.dirname, '../..');
  if (isStale(root)) {
    console.log('Building the pages…');
    if (!(await buildApp(root))) return fail('The pages could not be built; the reason is above.');
  }

  const served = await serve(path.join(root, 'dist'), options.port);
  if (!served.ok) return fail(served.failures.map(({ message }) => message).join('\n'));
  const { address, port, close } = served.value;
  console.log(`Offersmith is at ${address} (only on this machine). Ctrl-C ends it.`);
  if (options.port === undefined && port !== 4173) {
    // Browsers store by address and port.
    console.log('Port 4173 was taken; what you stored at that address is not seen at this one.');
  }
  if (options.open) openInBrowser(address);

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void close().then(() => process.exit(0)));
  }
}

/** The options, or what is wrong with them. */
function readOptions(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535)) {
      return `--port takes a number from 0 to 65535, not ${values.port}; 0 is any free port.`;
    }
    const options = { open: !values['no-open'], help: values.help };
    return port === undefined ? options : { ...options, port };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
