import { describe, expect, test } from 'vitest';
import { type BrowserSearch, findBrowser, findBrowsers } from '../../src/cli/browser.ts';

/** A machine on which only these files exist. */
function machine(
  platform: NodeJS.Platform,
  files: readonly string[],
  env: Readonly<Record<string, string>> = {},
  home = '/home/ana',
): BrowserSearch {
  const separator = platform === 'win32' ? '\\' : '/';
  return {
    platform,
    env,
    home,
    isExecutable: (file) => files.includes(file),
    list: (folder) => {
      const inside = files.filter((file) => file.startsWith(folder + separator));
      return [...new Set(inside.map((file) => file.slice(folder.length + 1).split(separator)[0] ?? ''))];
    },
  };
}

describe('findBrowsers', () => {
  test('puts the one that was named first', () => {
    const files = ['/opt/mine', '/usr/bin/chromium'];
    const env = { PATH: '/bin:/usr/bin', CHROME_PATH: '/opt/mine' };
    expect(findBrowsers(machine('linux', files, env))).toEqual(['/opt/mine', '/usr/bin/chromium']);
    expect(findBrowser(machine('linux', files, { PATH: '/usr/bin', CHROME_BIN: '/opt/mine' }))).toBe(
      '/opt/mine',
    );
  });

  test('passes over a named one that is not there', () => {
    const env = { PATH: '/usr/bin', CHROME_PATH: '/opt/gone' };
    expect(findBrowser(machine('linux', ['/usr/bin/google-chrome'], env))).toBe('/usr/bin/google-chrome');
  });

  test('finds the usual places on macOS and on Windows', () => {
    const mac = '/home/ana/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(findBrowser(machine('darwin', [mac]))).toBe(mac);
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const env = { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' };
    expect(findBrowser(machine('win32', [edge], env))).toBe(edge);
    const path = 'D:\\tools\\chrome.exe';
    expect(findBrowser(machine('win32', [path], { Path: 'C:\\Windows;D:\\tools' }))).toBe(path);
  });

  test("takes the newest of Playwright's own, last of all", () => {
    const cache = '/home/ana/.cache/ms-playwright';
    const files = [
      `${cache}/chromium-999/chrome-linux/chrome`,
      `${cache}/chromium-1210/chrome-linux64/chrome`,
      `${cache}/chromium_headless_shell-1210/chrome-linux64/chrome`,
      '/usr/bin/msedge',
    ];
    expect(findBrowsers(machine('linux', files, { PATH: '/usr/bin' }))).toEqual([
      '/usr/bin/msedge',
      `${cache}/chromium-1210/chrome-linux64/chrome`,
      `${cache}/chromium-999/chrome-linux/chrome`,
    ]);
    const elsewhere = ['/pw/chromium-7/chrome-linux64/chrome'];
    expect(findBrowsers(machine('linux', elsewhere, { PLAYWRIGHT_BROWSERS_PATH: '/pw' }))).toEqual(elsewhere);
  });

  test('finds nothing where there is nothing', () => {
    expect(findBrowser(machine('linux', []))).toBeUndefined();
    expect(findBrowser(machine('win32', [], {}, 'C:\\Users\\ana'))).toBeUndefined();
  });
});
