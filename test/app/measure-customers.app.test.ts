import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { businessFolder } from '../../src/cli/bench-business.ts';
import type { BenchRow } from '../../src/cli/bench-row.ts';
import { measureCustomersPage } from '../../src/cli/measure-customers.ts';
import { unwrap } from '../storage/samples.ts';

test('the bench imports simulated customers on the built page, tries a campaign, and asks page and worker meanwhile', async () => {
  const cache = mkdtempSync(path.join(tmpdir(), 'offersmith-bench-'));
  onTestFinished(() => rmSync(cache, { recursive: true, force: true }));
  const folder = await businessFolder(cache, 300);
  // What is there already is taken as it is.
  expect(await businessFolder(cache, 300)).toBe(folder);
  const sections = unwrap(await measureCustomersPage({ address: inject('address'), folder }));
  expect(sections).toHaveLength(2);
  const [imported, dryRun] = sections.map(({ rows }) => valuesOf(rows));
  expect(imported?.('from pressing Import to the groups')).toBeGreaterThan(0);
  expect(imported?.('the groups again after a reload')).toBeGreaterThan(0);
  expect(dryRun?.('people in the dry run')).toBe(300);
  for (const stage of ['learning', 'matching', 'deciding', 'forecasting']) {
    expect(dryRun?.(stage), stage).toBeGreaterThanOrEqual(0);
  }
  for (const value of [imported, dryRun]) {
    for (const who of ['the page', 'the worker']) {
      expect(value?.(`answers of ${who}`), who).toBeGreaterThan(3);
      expect(value?.(`slowest of ${who}`), who).toBeGreaterThan(0);
      expect(value?.(`of ${who}, within 50 ms`), who).toBeGreaterThan(0);
      expect(value?.(`of ${who}, within 50 ms`), who).toBeLessThanOrEqual(100);
    }
  }
});

function valuesOf(rows: readonly BenchRow[]): (what: string) => number {
  return (what) => rows.find((row) => row.what.startsWith(what))?.value ?? Number.NaN;
}
