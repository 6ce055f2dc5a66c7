import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PEER_PACKAGES, startPeer } from '../../src/cli/python-peer.ts';
import { failureOf, unwrap } from '../storage/samples.ts';

/** Node stands in for Python: what is tested is the talk, not the language. */
function script(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'offersmith-peer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'peer.mjs');
  writeFileSync(file, text);
  return file;
}

test('a peer tells its versions and answers line by line', async () => {
  const file = script(`
    import { createInterface } from 'node:readline';
    console.log(JSON.stringify({ xgboost: '3.2.0' }));
    createInterface({ input: process.stdin }).on('line', (line) => {
      console.log(JSON.stringify({ seconds: 2 * JSON.parse(line).n }));
    });
  `);
  const peer = unwrap(await startPeer(process.execPath, file));
  expect(peer.versions).toEqual({ xgboost: '3.2.0' });
  expect(await peer.ask({ n: 2 })).toEqual({ seconds: 4 });
  expect(await peer.ask({ n: 5 })).toEqual({ seconds: 10 });
  peer.stop();
});

test('a Python that lacks a package, and none at all, say what to install', async () => {
  const file = script(
    `process.stderr.write("ModuleNotFoundError: No module named 'sklearn'\\n"); process.exit(1);`,
  );
  const lacking = await startPeer(process.execPath, file);
  expect(failureOf(lacking)).toBe('peer-missing');
  const message = lacking.ok ? '' : lacking.failures[0]?.message;
  expect(message).toBe(
    `scikit-learn not found by ${process.execPath}: ${PEER_PACKAGES}, and name that Python with --python`,
  );
  const none = await startPeer('no-such-python', file);
  expect(none.ok ? '' : none.failures[0]?.message).toContain('no-such-python could not be started');
});

test('a peer that ends in the middle is an error with its own words', async () => {
  const file = script(`
    console.log('{}');
    process.stdin.once('data', () => { process.stderr.write('out of memory'); process.exit(1); });
  `);
  const peer = unwrap(await startPeer(process.execPath, file));
  await expect(peer.ask({ do: 'scale' })).rejects.toThrow('out of memory');
});
