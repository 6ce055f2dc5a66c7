import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { inFreshBrowser } from '../../src/cli/fresh-browser.ts';

test('a browser that does not start is a failure that names it and says what to do', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'offersmith-no-browser-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const stub = path.join(folder, 'chromium');
  await writeFile(stub, '#!/bin/sh\nexit 3\n');
  await chmod(stub, 0o755);
  vi.stubEnv('CHROME_PATH', stub);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const done = await inFreshBrowser(async () => 'never');
  expect(done).toMatchObject({ ok: false, failures: [{ type: 'browser-failed' }] });
  expect(JSON.stringify(done)).toContain(`${stub} does not start`);
  expect(JSON.stringify(done)).toContain('set CHROME_PATH');
});
