import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

test.each(['samples', 'compare-layouts', 'bench', 'write-catalogue', 'export', 'compare-export', 'offer'])(
  '%s says which option it does not know, shows its help and ends with 1',
  (command) => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--import', 'tsx', `src/cli/${command}.ts`, '--bogus'],
      { cwd: root, encoding: 'utf8' },
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Unknown option '--bogus'/);
    expect(stderr).toContain('[options]');
    expect(stderr).not.toContain('    at ');
  },
);

test('samples names the folder in which it has found no models', () => {
  const { stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'src/cli/samples.ts', '--models', 'test'],
    { cwd: root, encoding: 'utf8' },
  );
  expect(status).toBe(1);
  expect(stderr).toMatch(/^In test: /);
});
