import type { BrowserContext, Page } from 'playwright';
import { expect, test } from 'vitest';
import { StudioPage } from './studio-page.ts';
import { visit } from './visit.ts';

/** What a person, or the browser by its own lights, would answer to a page that asks to keep its data. */
async function answer(context: BrowserContext, page: Page, setting: 'granted' | 'denied'): Promise<void> {
  const ofPage = await context.newCDPSession(page);
  const { targetInfo } = await ofPage.send('Target.getTargetInfo');
  const ofBrowser = await context.browser()?.newBrowserCDPSession();
  await ofBrowser?.send('Browser.setPermission', {
    permission: { name: 'persistent-storage' },
    setting,
    origin: new URL(page.url()).origin,
    ...(targetInfo.browserContextId ? { browserContextId: targetInfo.browserContextId } : {}),
  });
}

test.each([
  ['granted', 'The browser has agreed to keep it'],
  ['denied', 'The browser has not promised to keep it.'],
] as const)('the first verdict asks the browser to keep what is stored: %s', async (setting, words) => {
  const { page, context, complaints } = await visit();
  await answer(context, page, setting);
  const studio = new StudioPage(page);
  await studio.ready();
  await studio.tab('Your data');
  await studio.write();
  expect(await page.getByText(/^The browser has/).count()).toBe(0);
  const [first] = await studio.offers();
  if (first === undefined) throw new Error('No offer was let through.');
  await studio.judge(first, 'accepted');
  await page.getByText(words).waitFor();
  expect(await page.evaluate(() => navigator.storage.persisted())).toBe(setting === 'granted');
  expect(complaints).toEqual([]);
});
