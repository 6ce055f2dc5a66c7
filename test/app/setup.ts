import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildApp, isStale } from '../../src/cli/build-app.ts';
import { serve } from '../../src/cli/serve.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built pages are served, with a slash at the end. */
    address: string;
  }
}

/** Builds the pages when they are out of date and serves them as `npm start` does, once for all files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = path.join(import.meta.dirname, '../..');
  if (isStale(root) && !(await buildApp(root))) throw new Error('The pages could not be built.');
  const served = await serve(path.join(root, 'dist'), 0);
  if (!served.ok) throw new Error(served.failures.map(({ message }) => message).join('\n'));
  project.provide('address', served.value.address);
  return () => served.value.close();
}
