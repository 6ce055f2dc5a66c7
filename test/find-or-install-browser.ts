import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';
import { findBrowsers } from '../src/cli/browser.ts';
import { launchArguments } from '../src/cli/launch-arguments.ts';
import { failure, type Result, success } from '../src/domain/result.ts';

export interface TestBrowser {
  readonly path: string;
  readonly version: string;
}

const root = path.join(import.meta.dirname, '..');
const tenMinutes = 600_000;

/**
 * A browser that starts: the first of those on this machine, or one installed for the purpose. Fails with
 * `no-browser` and a way to mend it.
 */
export async function findOrInstallBrowser(): Promise<Result<TestBrowser>> {
  const tried: string[] = [];
  const there = await firstThatStarts(tried);
  if (there !== undefined) return success(there);
  for (const install of installers()) {
    console.log(`No browser starts here. Trying: ${install.join(' ')}`);
    const [command = '', ...rest] = install;
    const { status } = spawnSync(command, rest, { cwd: root, stdio: 'inherit', timeout: tenMinutes });
    if (status !== 0) continue;
    const installed = await firstThatStarts(tried);
    if (installed !== undefined) return success(installed);
  }
  const found = tried.length === 0 ? 'none was found' : `none of these starts: ${tried.join(', ')}`;
  return failure(
    'no-browser',
    `The browser tests need Chromium, Chrome or Edge, and ${found}. Install one, or set CHROME_PATH to its program.`,
  );
}

async function firstThatStarts(tried: string[]): Promise<TestBrowser | undefined> {
  for (const executablePath of findBrowsers()) {
    if (tried.includes(executablePath)) continue;
    try {
      const browser = await chromium.launch({ executablePath, args: launchArguments(), timeout: 60_000 });
      const version = browser.version();
      await browser.close();
      return { path: executablePath, version };
    } catch {
      // A launcher without its browser, such as Ubuntu's stand-in for a snap, or one that lacks libraries.
      tried.push(executablePath);
    }
  }
  return undefined;
}

/** Ways to get a browser, the likeliest first. */
function installers(): string[][] {
  const asRoot = process.getuid?.() === 0;
  const playwright = [
    process.execPath,
    path.join(root, 'node_modules/playwright/cli.js'),
    'install',
    'chromium',
  ];
  // Playwright's own lacks the system's libraries on a bare Debian; Ubuntu's package is only a pointer to a snap.
  return asRoot && isDebian()
    ? [['sh', '-c', 'apt-get update && apt-get install -y --no-install-recommends chromium'], playwright]
    : [playwright];
}

function isDebian(): boolean {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
