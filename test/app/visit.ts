import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
  type Page,
} from 'playwright';
import { afterAll, inject, onTestFinished } from 'vitest';
import { findBrowser } from '../../src/cli/browser.ts';
import { launchArguments } from '../../src/cli/launch-arguments.ts';

export interface VisitOptions {
  /** Where the pages are served; those of the test run when left out. */
  readonly address?: string;
  /** Arguments of the browser; the usual ones of a test when left out. */
  readonly args?: readonly string[];
  /** Address of a proxy that everything goes through, this machine included. */
  readonly proxy?: string;
  readonly context?: BrowserContextOptions;
  /** Chromium's settings, as its file `Preferences` has them. */
  readonly preferences?: object;
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses of every request so far, of the page and of its workers, in order. */
  readonly requests: readonly string[];
  /** Errors, refusals of the policy and failed answers, as they would show in the browser's console. */
  readonly complaints: readonly string[];
}

/** The usual browser, one for all tests of a file: to start it takes as long as to load the page. */
let usual: Promise<Browser> | undefined;

afterAll(async () => {
  await (await usual)?.close();
});

/**
 * Opens the built application where nobody has been before, with storage and cache of its own; everything ends with the
 * test. A browser of its own is started for what is no matter of the page.
 */
export async function visit(options: VisitOptions = {}): Promise<Visit> {
  const context = await openContext(options);
  const page = context.pages()[0] ?? (await context.newPage());
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => {
    // Chromium takes the page's icon from its cache again whenever the address changes.
    if (!/\/assets\/mark-[^/]+\.svg$/.test(request.url())) requests.push(request.url());
  });
  context.on('requestfailed', (request) =>
    complaints.push(`${request.url()}: ${request.failure()?.errorText}`),
  );
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${message.text()} ${message.location().url}`);
  });
  await page.goto(options.address ?? inject('address'));
  return { page, context, requests, complaints };
}

async function openContext(options: VisitOptions): Promise<BrowserContext> {
  const { args, proxy, context: wishes = {}, preferences } = options;
  if (args === undefined && proxy === undefined && preferences === undefined) {
    usual ??= chromium.launch(launchOptions(options));
    const context = await (await usual).newContext(wishes);
    onTestFinished(() => context.close());
    return context;
  }
  if (preferences !== undefined) {
    const profile = makeProfile(preferences);
    const context = await chromium.launchPersistentContext(profile, { ...launchOptions(options), ...wishes });
    onTestFinished(async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    });
    return context;
  }
  const browser = await chromium.launch(launchOptions(options));
  onTestFinished(() => browser.close());
  return browser.newContext(wishes);
}

function launchOptions({ args, proxy }: VisitOptions): LaunchOptions {
  const executablePath = findBrowser();
  return {
    args: [...(args ?? launchArguments())],
    ...(executablePath === undefined ? {} : { executablePath }),
    ...(proxy === undefined ? {} : { proxy: { server: proxy, bypass: '<-loopback>' } }),
  };
}

function makeProfile(preferences: object): string {
  const profile = mkdtempSync(path.join(tmpdir(), 'offersmith-profile-'));
  mkdirSync(path.join(profile, 'Default'));
  writeFileSync(path.join(profile, 'Default/Preferences'), JSON.stringify(preferences));
  return profile;
}
