import { availableParallelism } from 'node:os';
import path from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findBrowser } from './src/cli/browser.ts';
import { isolationHeaders } from './src/cli/headers.ts';
import { bundle } from './test/browser/commands.ts';
import { launchArguments } from './test/browser/launch.ts';
import { notOptimized, plainFiles, resolve } from './vite.config.ts';

const fixtures = path.join(import.meta.dirname, 'test/fixtures');
const executablePath = findBrowser();

/** What both kinds of tests of the built pages share. */
const pages = {
  include: ['test/**/*.app.test.ts'],
  globalSetup: ['test/app/setup.ts'],
  testTimeout: 180_000,
  hookTimeout: 180_000,
};

/** They hold the page to times that people notice, so nothing else may run beside them. */
const timed = ['customers', 'measure-customers', 'stopping'].map((name) => `test/app/${name}.app.test.ts`);

export default defineConfig({
  publicDir: false,
  test: {
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.browser.test.ts', 'test/**/*.app.test.ts', 'test/browser/**'],
          setupFiles: ['test/property-seed.ts'],
          // Vitest leaves one core free, of two that is half.
          maxWorkers: availableParallelism(),
          testTimeout: 30_000,
        },
      },
      {
        publicDir: false,
        resolve,
        plugins: [plainFiles({ '/test/fixtures/': fixtures })],
        server: { headers: { ...isolationHeaders } },
        optimizeDeps: {
          exclude: notOptimized,
          // Listed, because a package first met in the middle of a run reloads every page.
          include: [
            '@huggingface/tokenizers',
            'axe-core',
            'comlink',
            'fast-check',
            'idb',
            'jsqr',
            'lit',
            'lit/decorators.js',
            'lit/directives/*.js',
            'ml-matrix',
            'papaparse',
            'uplot',
            'uqr',
            'valibot',
          ],
        },
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // One page at a time: two would fight over the processor and over the one database.
          fileParallelism: false,
          browser: {
            enabled: true,
            commands: { bundle },
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                args: launchArguments(),
                ...(executablePath === undefined ? {} : { executablePath }),
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      // Drive a real browser over the built pages, as a person would meet them.
      {
        test: {
          ...pages,
          name: 'app',
          exclude: timed,
          // Two fill two cores, since each waits for its page much of the time; the page computes on several as well.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: { ...pages, name: 'app-timed', include: timed, fileParallelism: false },
      },
    ],
  },
});
