import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** What `test/run.ts` needs to know of one run of Vitest. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly { readonly test: string; readonly reason: string }[];
}

/** Counts a run. A file that could not be read, and an error outside every test, are failures as well. */
export function tallyOf(modules: readonly TestModule[], unhandledErrors: number): Tally {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const inState = (state: string) => tests.filter((test) => test.result().state === state);
  const broken = modules.filter((module) => module.errors().length > 0).length;
  return {
    passed: inState('passed').length,
    failed: inState('failed').length + broken + unhandledErrors,
    // A test that never got to run, because its file or the whole run broke off, was skipped too.
    skipped: [...inState('skipped'), ...inState('pending')].map((test) => ({
      test: `${test.module.relativeModuleId} > ${test.fullName}`,
      reason: reasonOf(test),
    })),
  };
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  if (result.state === 'pending') return 'the run ended before it';
  if (result.state === 'skipped' && result.note !== undefined) return result.note;
  return test.options.mode === 'todo' ? 'still to be written' : 'marked as skipped, without a reason';
}

/** Writes the tally to the file named in `OFFERSMITH_TALLY`. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const file = process.env.OFFERSMITH_TALLY;
    if (file !== undefined) writeFileSync(file, JSON.stringify(tallyOf(modules, errors.length)));
  }
}
