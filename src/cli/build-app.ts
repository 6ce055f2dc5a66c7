import { spawn } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** What a build is made from, relative to the repository. */
const sources = [
  ...['src', 'workers', 'models'],
  ...['index.html', 'kiosk.html', 'widget.html', 'vite.config.ts', 'package-lock.json'],
];

/** Whether anything that the build is made from is newer than the build, or there is no build. */
export function isStale(root: string): boolean {
  const built = modifiedAt(path.join(root, 'dist/index.html'));
  return sources.some((source) => newestIn(path.join(root, source)) > built);
}

/**
 * Builds the pages into `dist/` with Vite, in a process of its own, so that neither this one's environment nor an
 * earlier build shows in the result. What is at fault is printed; the answer is whether it went well.
 */
export async function buildApp(root: string): Promise<boolean> {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
    // Packages offer a slower, talkative build to anything else.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const code = await new Promise((resolve) => child.once('close', resolve).once('error', resolve));
  // Half a build would pass for a whole one at the next start.
  if (code !== 0) rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  return code === 0;
}

/** Milliseconds since 1970 of the newest change of a file or in a folder; 0 when there is none. */
function newestIn(file: string): number {
  const info = statSync(file, { throwIfNoEntry: false });
  if (info === undefined) return 0;
  if (!info.isDirectory()) return info.mtimeMs;
  // The folder's own time tells of files removed from it.
  return readdirSync(file).reduce(
    (newest, name) => Math.max(newest, newestIn(path.join(file, name))),
    info.mtimeMs,
  );
}

function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
