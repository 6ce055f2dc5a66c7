import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { askForStorage, storageIsPromised } from '../../src/studio/storage-promise.ts';
import { examplePersonas } from './support/example-personas.ts';
import { expectAccessible, openStudio } from './support/open-studio.ts';

test('this browser answers', async () => {
  expect(typeof (await storageIsPromised())).toBe('boolean');
  expect(typeof (await askForStorage())).toBe('boolean');
});

test('what was promised before is not asked for again', async () => {
  const persist = () => Promise.reject(new Error('asked'));
  expect(await askForStorage({ persisted: async () => true, persist })).toBe(true);
  expect(await storageIsPromised({ persisted: async () => true })).toBe(true);
});

test.each([true, false])('the browser says %s', async (answer) => {
  expect(await askForStorage({ persisted: async () => false, persist: async () => answer })).toBe(answer);
});

test('a browser that cannot be asked, or refuses the question, promises nothing', async () => {
  const refuse = () => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError'));
  expect(await askForStorage({})).toBe(false);
  expect(await askForStorage({ persisted: refuse, persist: refuse })).toBe(false);
  expect(await storageIsPromised({ persisted: refuse })).toBe(false);
});

const yourData = () => page.getByRole('tab', { name: 'Your data' }).click();

describe('on the page', () => {
  test('the browser is asked after the first verdict, once, and its yes is told', async () => {
    const open = await openStudio({ promises: true });
    await yourData();
    await page.getByRole('button', { name: 'Write offers' }).click();
    await expect.element(page.getByRole('button', { name: 'Accept' }).first()).toBeVisible();
    expect(open.timesAsked()).toBe(0);
    await page.getByRole('button', { name: 'Accept' }).first().click();
    await expect.element(page.getByText('The browser has agreed to keep it')).toBeVisible();
    await page.getByRole('button', { name: 'Accept' }).nth(1).click();
    await expect.poll(() => open.studio.view.history.filter(({ feedback }) => feedback).length).toBe(2);
    expect(open.timesAsked()).toBe(1);
    await page.getByRole('button', { name: /^Runs on/ }).click();
    await expect.element(page.getByText('the browser has agreed to that')).toBeVisible();
    await expectAccessible();
  });

  test('or after the first import, and its no is told too', async () => {
    const open = await openStudio({ promises: false });
    await yourData();
    await open.studio.people.import(examplePersonas.slice(0, 1));
    await expect.element(page.getByText('The browser has not promised to keep it.')).toBeVisible();
    await open.studio.people.import(examplePersonas.slice(1, 2));
    expect(open.timesAsked()).toBe(1);
    await page.getByRole('button', { name: /^Runs on/ }).click();
    await expect.element(page.getByText('until you erase it or the browser needs the room')).toBeVisible();
    await expectAccessible();
  });

  test('what an earlier visit was promised is told without asking', async () => {
    const open = await openStudio({ promised: true });
    await yourData();
    await expect.element(page.getByText('The browser has agreed to keep it')).toBeVisible();
    await open.studio.people.import(examplePersonas.slice(0, 1));
    expect(open.timesAsked()).toBe(0);
  });

  test('where nothing can be kept, nobody is asked', async () => {
    const open = await openStudio({ script: { persistent: false } });
    await open.studio.people.import(examplePersonas.slice(0, 1));
    expect(open.timesAsked()).toBe(0);
  });
});
