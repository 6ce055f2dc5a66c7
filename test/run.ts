/**
 * `npm test`: format and lint, types, unit tests, tests inside a browser, tests of the built pages, in that order
 * and all of them even when one fails. `npm test -- unit browser` runs only those. The last line is the count.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Result } from '../src/domain/result.ts';
import { findOrInstallBrowser, type TestBrowser } from './find-or-install-browser.ts';
import type { Tally } from './tally-reporter.ts';

interface Outcome extends Tally {
  readonly ok: boolean;
}

const root = path.join(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'offersmith-test-'));
const stageLimit = 15 * 60_000;
let foundBrowser: Promise<Result<TestBrowser>> | undefined;

const stages: Readonly<Record<string, () => Promise<Outcome>>> = {
  lint: () => check('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
  types: () => check('typescript/bin/tsc', '-p', 'tsconfig.json'),
  unit: () => vitest('node'),
  browser: () => withBrowser('browser'),
  app: () => withBrowser('app'),
};

process.exitCode = await main(process.argv.slice(2));

async function main(asked: readonly string[]): Promise<number> {
  const unknown = asked.filter((name) => !(name in stages));
  if (unknown.length > 0) {
    console.error(
      `There is no stage ${unknown.join(', ')}. The stages are ${Object.keys(stages).join(', ')}.`,
    );
    return 1;
  }
  const summary: { name: string; seconds: number; outcome: Outcome }[] = [];
  for (const [name, run] of Object.entries(stages)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(`\n── ${name} ──`);
    const start = performance.now();
    const outcome = await run();
    summary.push({ name, seconds: (performance.now() - start) / 1000, outcome });
  }
  rmSync(scratch, { recursive: true, force: true });

  console.log('\n── summary ──');
  for (const { name, seconds, outcome } of summary) {
    const word = outcome.ok ? (outcome.skipped.length > 0 ? 'incomplete' : 'ok') : 'FAILED';
    console.log(
      `${name.padEnd(8)} ${word.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s  ${countsOf(outcome)}`,
    );
  }
  const skipped = summary.flatMap(({ outcome }) => outcome.skipped);
  console.log(skipped.length === 0 ? 'Nothing was skipped.' : 'Skipped:');
  for (const { test, reason } of skipped) console.log(`  ${test}: ${reason}`);

  const total = (count: (outcome: Outcome) => number) =>
    summary.reduce((sum, { outcome }) => sum + count(outcome), 0);
  const counts = [`${total(({ passed }) => passed)} passed`, `${total(({ failed }) => failed)} failed`];
  console.log([...counts, ...(skipped.length > 0 ? [`${skipped.length} skipped`] : [])].join(', '));
  return summary.every(({ outcome }) => outcome.ok) ? 0 : 1;
}

function countsOf({ passed, failed, skipped }: Outcome): string {
  const parts = [`${passed} passed`, `${failed} failed`, `${skipped.length} skipped`];
  return parts.filter((part) => !part.startsWith('0 ')).join(', ');
}

/** Runs a program of node_modules; true when it ends well within the limit. */
function run(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', script), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
      timeout: stageLimit,
    });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

/** A tool without tests of its own counts only when it fails, as one failure. */
async function check(script: string, ...args: readonly string[]): Promise<Outcome> {
  const ok = await run(script, args);
  return { ok, passed: 0, failed: ok ? 0 : 1, skipped: [] };
}

async function vitest(project: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const file = path.join(scratch, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=./test/tally-reporter.ts'];
  const ok = await run('vitest/vitest.mjs', args, { ...env, OFFERSMITH_TALLY: file });
  const tally: Tally = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: 0, failed: 0, skipped: [] };
  // A run that broke off counts as a failure also when no test did fail.
  return { ...tally, ok, failed: ok ? tally.failed : Math.max(1, tally.failed) };
}

/** Runs a project that needs a browser; without one its files count as skipped, and the run as failed. */
async function withBrowser(project: string): Promise<Outcome> {
  foundBrowser ??= findOrInstallBrowser();
  const browser = await foundBrowser;
  if (browser.ok) {
    console.log(`Chromium ${browser.value.version}: ${browser.value.path}`);
    return vitest(project, { CHROME_PATH: browser.value.path });
  }
  console.log(browser.failures.map(({ message }) => message).join('\n'));
  const ok = process.env.OFFERSMITH_ALLOW_SKIP === '1';
  console.log(
    ok
      ? 'OFFERSMITH_ALLOW_SKIP=1 is set, so this does not fail the run.'
      : 'A run without them fails; OFFERSMITH_ALLOW_SKIP=1 lets it pass.',
  );
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith(`.${project}.test.ts`),
  );
  return { ok, passed: 0, failed: 0, skipped: files.map((test) => ({ test, reason: 'no browser' })) };
}
