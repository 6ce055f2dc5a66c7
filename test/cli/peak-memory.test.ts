import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { forgetPeak, peakMemory } from '../../src/cli/peak-memory.ts';

/** Takes 300 MB at each line that it reads, answers, and gives them back before the next answer. */
const HUNGRY = `
  let held;
  process.stdin.on('data', () => {
    held = held ? undefined : Buffer.alloc(300 * 2 ** 20, 1);
    if (!held) gc();
    process.stdout.write('done');
  });`;

test('the peak of another process, and its being forgotten', async (context) => {
  if (process.platform !== 'linux') context.skip('the system does not tell the peak of a process');
  const child = spawn(process.execPath, ['--expose-gc', '-e', HUNGRY], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const pid = child.pid ?? Number.NaN;
  const eatOrGiveBack = async () => {
    child.stdin.write('x');
    await once(child.stdout, 'data');
  };
  await eatOrGiveBack();
  const full = (await peakMemory(pid)) ?? Number.NaN;
  expect(full).toBeGreaterThan(300);
  await eatOrGiveBack();
  // What was given back still counts until it is forgotten; the system's own count is a little off at any time.
  expect(await peakMemory(pid)).toBeGreaterThan(full - 10);
  expect(await forgetPeak(pid)).toBe(true);
  // Node gives memory back in its own time.
  const peakAnew = async () => {
    await forgetPeak(pid);
    return peakMemory(pid);
  };
  await expect.poll(peakAnew, { timeout: 10_000 }).toBeLessThan(full - 250);
});

test('a process that is not there has no peak, and none to forget', async () => {
  const none = 2 ** 22 + 1;
  expect(existsSync(`/proc/${none}`)).toBe(false);
  expect(await peakMemory(none)).toBeUndefined();
  expect(await forgetPeak(none)).toBe(false);
});
