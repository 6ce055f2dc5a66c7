import type { Browser } from 'playwright';
import { failure, type Result, success } from '../domain/result.ts';
import { findBrowser } from './browser.ts';

// Chromium refuses to start its sandbox as root.
const AS_IT_COMES = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/**
 * Has work done in a fresh Chromium without a window, and ends it.
 *
 * @param args Chromium's own arguments; none but what it needs to start by default.
 * @returns `no-browser` where there is none, and `browser-failed` where it does not start or the work throws.
 */
export async function inFreshBrowser<T>(
  work: (browser: Browser) => Promise<T>,
  args: readonly string[] = AS_IT_COMES,
): Promise<Result<T>> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    return failure('no-browser', 'No Chromium, Chrome or Edge was found. Install one, or set CHROME_PATH.');
  }
  const { chromium } = await import('playwright');
  const launched = await chromium
    .launch({ executablePath, args: [...args] })
    .then(success, (error: unknown) =>
      failure(
        'browser-failed',
        `${executablePath} does not start: ${String(error)}\nInstall Chromium or Chrome, or set CHROME_PATH to one that does.`,
      ),
    );
  if (!launched.ok) return launched;
  const browser = launched.value;
  try {
    return success(await work(browser));
  } catch (error) {
    return failure('browser-failed', `The page failed: ${String(error)}`);
  } finally {
    await browser.close();
  }
}
