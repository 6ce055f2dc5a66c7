import { expect, test, vi } from 'vitest';
import { failure, type Result, success } from '../../src/domain/result.ts';
import { locksAreRefused, untilNobodyLearns, withLearningLock } from '../../src/storage/learning-lock.ts';
import { openFrame } from '../browser/frames.ts';
import { failureOf } from './samples.ts';

test('one context learns at a time, and a closed one lets go', async () => {
  const frame = openFrame(`
    import { locksAreRefused, withLearningLock } from '/src/storage/learning-lock.ts';
    await withLearningLock(() => {
      parent.postMessage('learning', '*');
      return new Promise(() => {});
    });
  `);
  expect(await frame.next()).toBe('learning');
  expect(failureOf(await withLearningLock(async () => success(1)))).toBe('learning-elsewhere');
  frame.remove();
  await expect.poll(async () => withLearningLock(async () => success(2))).toEqual(success(2));
});

test('the same page does not learn twice at once either', async () => {
  const inner = await withLearningLock(() => withLearningLock(async () => success(1)));
  expect(failureOf(inner)).toBe('learning-elsewhere');
});

test('the lock is free again after a failure and after an error', async () => {
  expect(failureOf(await withLearningLock(async () => failure('cancelled', 'Stopped.')))).toBe('cancelled');
  const bug = new Error('a bug');
  await expect(withLearningLock(() => Promise.reject(bug))).rejects.toBe(bug);
  expect(await withLearningLock(async () => success(3))).toEqual(success(3));
});

test('the end of learning can be waited for, by many and without keeping anybody from learning', async () => {
  let end = () => {};
  const learning = withLearningLock(
    () =>
      new Promise<Result<number>>((resolve) => {
        end = () => resolve(success(5));
      }),
  );
  let waited = 0;
  const waiting = [1, 2].map(async () => {
    await untilNobodyLearns();
    waited += 1;
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(waited).toBe(0);
  end();
  await learning;
  await Promise.all(waiting);
  expect(waited).toBe(2);
  await expect.poll(() => withLearningLock(async () => success(6))).toEqual(success(6));
});

test('a page that may not lock, since it may keep nothing, learns without', async () => {
  const refuse = () => Promise.reject(new DOMException('The request was denied.', 'SecurityError'));
  const locks: LockManager = { request: refuse, query: refuse };
  expect(await locksAreRefused(locks)).toBe(true);
  expect(await locksAreRefused()).toBe(false);
  const learn = vi.fn(async () => success(4));
  expect(await withLearningLock(learn, locks)).toEqual(success(4));
  expect(learn).toHaveBeenCalledOnce();
  await untilNobodyLearns(locks);
});
