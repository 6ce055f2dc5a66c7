import { renameSync, writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** What `test/run.ts` needs to know of one run of Vitest. */
export interface Tally {
  /** False in what was written on the way, which is all that a run leaves that was broken off. */
  readonly complete: boolean;
  readonly passed: number;
  readonly failures: readonly TestFailure[];
  readonly skipped: readonly { readonly test: string; readonly reason: string }[];
}

export interface TestFailure {
  /** File and test; the file alone where no single test is to blame. */
  readonly test: string;
  /** The first line of what went wrong. */
  readonly message: string;
}

/** The part of Vitest's errors that tells a person what happened; what is thrown may be anything. */
export interface Thrown {
  readonly name?: string;
  readonly message?: string;
}

/**
 * Counts a run. A file that could not be read, a hook that failed around several tests, and an error outside every
 * test are failures as well.
 */
export function tallyOf(
  modules: readonly TestModule[],
  unhandledErrors: readonly Thrown[],
  complete: boolean,
): Tally {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const inState = (state: string) => tests.filter((test) => test.result().state === state);
  const suites = modules.flatMap((module) => [...module.children.allSuites()]);
  return {
    complete,
    passed: inState('passed').length,
    failures: [
      ...modules.flatMap((module) => blame(module.relativeModuleId, module.errors())),
      ...suites.flatMap((suite) => blame(nameOf(suite), suite.errors())),
      ...inState('failed').map((test) => ({
        test: nameOf(test),
        message: firstLine(test.result().errors?.[0]),
      })),
      ...unhandledErrors.map((error) => ({ test: 'outside every test', message: firstLine(error) })),
    ],
    // A test that never got to run, because its file or the whole run broke off, was skipped too.
    skipped: [...inState('skipped'), ...inState('pending')].map((test) => ({
      test: nameOf(test),
      reason: reasonOf(test),
    })),
  };
}

function nameOf({ module, fullName }: { readonly module: TestModule; readonly fullName: string }): string {
  return `${module.relativeModuleId} > ${fullName}`;
}

/** One failure, however many errors one place has. */
function blame(test: string, errors: readonly Thrown[]): readonly TestFailure[] {
  return errors.length === 0 ? [] : [{ test, message: firstLine(errors[0]) }];
}

function firstLine(error: Thrown | undefined): string {
  const text = stripVTControlCharacters(error?.message ?? '').trim();
  const [line = ''] = text.split('\n');
  return [error?.name, line].filter(Boolean).join(': ') || 'it failed without a message';
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  if (result.state === 'pending') return 'the run ended before it';
  if (result.state === 'skipped' && result.note !== undefined) return result.note;
  return test.options.mode === 'todo' ? 'still to be written' : 'marked as skipped, without a reason';
}

/** Writes the tally to the file named in `OFFERSMITH_TALLY`: after every test file, and at the end. */
export default class TallyReporter implements Reporter {
  private readonly ended: TestModule[] = [];

  onTestModuleEnd(module: TestModule): void {
    this.ended.push(module);
    writeTally(tallyOf(this.ended, [], false));
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly Thrown[]): void {
    writeTally(tallyOf(modules, errors, true));
  }
}

function writeTally(tally: Tally): void {
  const file = process.env.OFFERSMITH_TALLY;
  if (file === undefined) return;
  // Renamed when it is whole, since the run may be ended at any moment.
  writeFileSync(`${file}.part`, JSON.stringify(tally));
  renameSync(`${file}.part`, file);
}
