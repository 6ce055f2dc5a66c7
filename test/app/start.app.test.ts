import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const arguments_ = ['--import', 'tsx', path.join(root, 'src/cli/start.ts'), '--no-open'];

interface Started {
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  readonly stop: () => void;
}

function start(...extra: readonly string[]): Started {
  const child = spawn(process.execPath, [...arguments_, ...extra], { cwd: root });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return {
    output: () => output,
    ended: new Promise((resolve) => child.once('close', resolve)),
    stop: () => void child.kill('SIGINT'),
  };
}

async function addressOf({ output }: Started): Promise<string> {
  await expect.poll(output, { timeout: 120_000 }).toMatch(/http:\S+/);
  return /http:\S+/.exec(output())?.[0] ?? '';
}

test('npm start serves the pages and ends cleanly on Ctrl-C', async () => {
  const started = start('--port', '0');
  const response = await fetch(await addressOf(started));
  expect(response.status).toBe(200);
  expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  started.stop();
  expect(await started.ended).toBe(0);
});

test('a port that is taken is said, and how to get round it', async () => {
  const first = start('--port', '0');
  const { port } = new URL(await addressOf(first));
  const second = start('--port', port);
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`Port ${port} is taken`);
  first.stop();
});

test.each([
  [['--port', 'abc'], '--port takes a number'],
  [['--prot', '1'], '--prot'],
])('wrong options %j are explained', async (options, words) => {
  const started = start(...options);
  expect(await started.ended).toBe(1);
  expect(started.output()).toContain(words);
  expect(started.output()).toContain('Usage: npm start');
});
