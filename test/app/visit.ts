import { type BrowserContext, chromium, type Page } from 'playwright';
import { inject, onTestFinished } from 'vitest';
import { findBrowser } from '../../src/cli/browser.ts';
import { launchArguments } from '../browser/launch.ts';

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses of every request so far, of the page and of its workers, in order. */
  readonly requests: readonly string[];
  /** Errors, refusals of the policy and failed answers, as they would show in the browser's console. */
  readonly complaints: readonly string[];
}

/** Opens the built application in a fresh browser; everything ends with the test. */
export async function visit(page = ''): Promise<Visit> {
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    args: launchArguments(),
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  onTestFinished(() => browser.close());
  const context = await browser.newContext();
  const opened = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  context.on('requestfailed', (request) =>
    complaints.push(`${request.url()}: ${request.failure()?.errorText}`),
  );
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${message.text()} ${message.location().url}`);
  });
  await opened.goto(inject('address') + page);
  return { page: opened, context, requests, complaints };
}
