/**
 * `npm test`: format and lint, types, unit tests, tests inside a browser, tests of the built pages, in that order
 * and all of them even when one fails. `npm test -- unit browser` runs only those. The last lines name what failed, and
 * the very last is the count; a run that is told to end prints them too.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeVersionProblem } from '../src/cli/node-version.ts';
import type { Result } from '../src/domain/result.ts';
import { findOrInstallBrowser, type TestBrowser } from './find-or-install-browser.ts';
import { type Outcome, type Stage, summaryLines } from './summary.ts';
import type { Tally } from './tally-reporter.ts';

const root = path.join(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'offersmith-test-'));
const stageLimit = 15 * 60_000;
let foundBrowser: Promise<Result<TestBrowser>> | undefined;
let told: NodeJS.Signals | undefined;
let running: ChildProcess | undefined;

const stages: Readonly<Record<string, () => Promise<Outcome>>> = {
  lint: () => check('lint', '@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
  types: () => check('types', 'typescript/bin/tsc', '-p', 'tsconfig.json'),
  unit: () => vitest('node'),
  browser: () => withBrowser('browser'),
  app: () => withBrowser('app'),
};

process.exitCode = await main(process.argv.slice(2));

async function main(asked: readonly string[]): Promise<number> {
  const problem = nodeVersionProblem();
  if (problem !== undefined) {
    console.error(problem);
    return 1;
  }
  const unknown = asked.filter((name) => !(name in stages));
  if (unknown.length > 0) {
    console.error(
      `There is no stage ${unknown.join(', ')}. The stages are ${Object.keys(stages).join(', ')}.`,
    );
    return 1;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      told = signal;
      running?.kill(signal);
    });
  }
  const summary: Stage[] = [];
  for (const [name, run] of Object.entries(stages)) {
    if (told !== undefined) break;
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(`\n── ${name} ──`);
    const start = performance.now();
    const outcome = await run();
    summary.push({ name, seconds: (performance.now() - start) / 1000, outcome });
  }
  rmSync(scratch, { recursive: true, force: true });

  console.log('\n── summary ──');
  if (told !== undefined) console.log(`The run was ended by ${told} before it was through.`);
  for (const line of summaryLines(summary)) console.log(line);
  return told === undefined && summary.every(({ outcome }) => outcome.ok) ? 0 : 1;
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
    running = child;
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

/** A tool without tests of its own counts only when it fails, as one failure. */
async function check(name: string, script: string, ...args: readonly string[]): Promise<Outcome> {
  const ok = await run(script, args);
  const failures = ok ? [] : [{ test: name, message: `\`npm run -s ${name}\` shows it again.` }];
  return { ok, passed: 0, failures, skipped: [] };
}

async function vitest(project: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const file = path.join(scratch, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=./test/tally-reporter.ts'];
  const ok = await run('vitest/vitest.mjs', args, { ...env, OFFERSMITH_TALLY: file });
  const tally: Tally = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { complete: false, passed: 0, failures: [], skipped: [] };
  // A run that broke off counts as a failure also when no test did fail.
  const why = tally.complete
    ? 'It ended with an error that is no test’s.'
    : 'The run broke off before its end.';
  const explained = ok || (tally.complete && tally.failures.length > 0);
  return {
    ...tally,
    ok,
    failures: explained ? tally.failures : [...tally.failures, { test: project, message: why }],
  };
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
  const failures = ok ? [] : [{ test: project, message: 'There is no browser to run these tests in.' }];
  return { ok, passed: 0, failures, skipped: files.map((test) => ({ test, reason: 'no browser' })) };
}
