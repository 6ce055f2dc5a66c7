import { availableParallelism } from 'node:os';
import path from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findBrowser } from './src/cli/browser.ts';
import { isolationHeaders } from './src/cli/headers.ts';
import { launchArguments } from './src/cli/launch-arguments.ts';
import { bundle } from './test/browser/commands.ts';
import { notOptimized, plainFiles, resolve } from './vite.config.ts';

const fixtures = path.join(import.meta.dirname, 'test/fixtures');
const executablePath = findBrowser();

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
      {
        // Drives a real browser over the built pages, as a person would meet them. One file at a time: a page computes on
        // all cores and waits for them by turning in circles, so that two beside each other take three times as long.
        test: {
          name: 'app',
          environment: 'node',
          include: ['test/**/*.app.test.ts'],
          globalSetup: ['test/app/setup.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
