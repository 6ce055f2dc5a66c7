import type { Browser } from 'playwright';
import { failure, type Result, success } from '../domain/result.ts';
import { findBrowser } from './browser.ts';

/**
 * Has work done in a fresh Chromium without a window, and ends it.
 *
 * @returns `no-browser` where there is none, and `browser-failed` where the work throws.
 */
export async function inFreshBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<Result<T>> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    return failure('no-browser', 'No Chromium, Chrome or Edge was found. Install one, or set CHROME_PATH.');
  }
  const { chromium } = await import('playwright');
  // Chromium refuses to start its sandbox as root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  try {
    return success(await work(browser));
  } catch (error) {
    return failure('browser-failed', `The page could not be measured: ${String(error)}`);
  } finally {
    await browser.close();
  }
}
