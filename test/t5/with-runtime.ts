import { afterAll, beforeAll, describe } from 'vitest';
import type { Result } from '../../src/domain/result.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { unwrap } from './fixture.ts';

/** Suites that share one runtime, so that a graphics processor translates each of its programs once. */
export function withRuntime(
  title: string,
  open: () => Promise<Result<Runtime>>,
  suites: (runtime: () => Runtime) => void,
): void {
  describe(title, () => {
    let opened: Runtime | undefined;

    beforeAll(async () => {
      opened = unwrap(await open());
    });

    afterAll(() => opened?.dispose());

    suites(() => {
      if (opened === undefined) throw new Error('The runtime is not open yet.');
      return opened;
    });
  });
}
