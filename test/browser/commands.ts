import path from 'node:path';
import { build } from 'vite';
import type { BrowserCommand } from 'vitest/node';

const root = path.join(import.meta.dirname, '../..');

/** Bundles a module of this repository into one classic script that sets a global of the given name. */
export const bundle: BrowserCommand<[module: string, global: string]> = async (_context, module, global) => {
  const output = await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: path.join(root, module), formats: ['iife'], name: global },
    },
  });
  const [first] = Array.isArray(output) ? output : [output];
  if (first === undefined || !('output' in first)) throw new Error(`${module} gave no bundle.`);
  return first.output[0].code;
};

declare module 'vitest/browser' {
  interface BrowserCommands {
    bundle(module: string, global: string): Promise<string>;
  }
}
