import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a folder and those above it. Step by step, since Node's own `recursive` never returns where a folder
 * that exists takes no new ones, such as /proc. Rejects where a folder cannot be made.
 */
export async function makeFolder(folder: string): Promise<void> {
  const target = path.resolve(folder);
  if (await isFolder(target)) return;
  const parent = path.dirname(target);
  if (parent !== target) await makeFolder(parent);
  await mkdir(target).catch(async (error: unknown) => {
    // Another process may have been quicker.
    if (!(await isFolder(target))) throw error;
  });
}

async function isFolder(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
