import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** What the search looks at; passed in so that every platform can be tested on any other. */
export interface BrowserSearch {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly isExecutable: (file: string) => boolean;
  /** Names in a folder; none when it cannot be read. */
  readonly list: (folder: string) => readonly string[];
}

/** Names of Chromium-based browsers on PATH; they have WebGPU and can be driven by Playwright. */
const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];

const macApplications = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

const windowsPrograms = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/** Where Playwright unpacks Chromium, below `chromium-<revision>`. */
const playwrightLayouts = [
  ['chrome-linux64', 'chrome'],
  ['chrome-linux', 'chrome'],
  ['chrome-mac-arm64', 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
  ['chrome-mac-x64', 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
  ['chrome-mac', 'Chromium.app', 'Contents', 'MacOS', 'Chromium'],
  ['chrome-win64', 'chrome.exe'],
  ['chrome-win', 'chrome.exe'],
];

/**
 * Every Chromium-based browser on this machine, best first: the one named in `CHROME_PATH` or `CHROME_BIN`,
 * then those on PATH, in the platform's usual places, and in Playwright's cache. The files exist and may be
 * executed; whether they start is for the caller to try.
 */
export function findBrowsers(search: BrowserSearch = thisMachine()): readonly string[] {
  const candidates = [
    ...named(search),
    ...onPath(search),
    ...usualPlaces(search),
    ...playwrightCache(search),
  ];
  return [...new Set(candidates)].filter(search.isExecutable);
}

/** The first of `findBrowsers`, or nothing. */
export function findBrowser(search: BrowserSearch = thisMachine()): string | undefined {
  return findBrowsers(search)[0];
}

export function thisMachine(): BrowserSearch {
  return { env: process.env, platform: process.platform, home: homedir(), isExecutable, list };
}

function named({ env }: BrowserSearch): string[] {
  return [env.CHROME_PATH, env.CHROME_BIN].filter((file) => file !== undefined && file !== '') as string[];
}

function onPath({ env, platform }: BrowserSearch): string[] {
  const { join, delimiter } = pathsOf(platform);
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  const suffix = platform === 'win32' ? '.exe' : '';
  return commands.flatMap((command) => folders.map((folder) => join(folder, command + suffix)));
}

function usualPlaces({ env, platform, home }: BrowserSearch): string[] {
  const { join } = pathsOf(platform);
  if (platform === 'darwin') {
    return ['/Applications', join(home, 'Applications')].flatMap((folder) =>
      macApplications.map((name) => join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  if (platform === 'win32') {
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((folder) =>
      folder === undefined ? [] : windowsPrograms.map((program) => join(folder, ...program)),
    );
  }
  return [
    '/usr/lib/chromium/chromium',
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
    '/snap/bin/chromium',
  ];
}

function playwrightCache({ env, platform, home, list }: BrowserSearch): string[] {
  const { join } = pathsOf(platform);
  const cache =
    env.PLAYWRIGHT_BROWSERS_PATH ??
    {
      darwin: join(home, 'Library', 'Caches', 'ms-playwright'),
      win32: join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'ms-playwright'),
    }[platform as string] ??
    join(env.XDG_CACHE_HOME ?? join(home, '.cache'), 'ms-playwright');
  const revision = (name: string) => Number(name.slice('chromium-'.length));
  return list(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => revision(b) - revision(a))
    .flatMap((name) => playwrightLayouts.map((layout) => join(cache, name, ...layout)));
}

function pathsOf(platform: NodeJS.Platform): path.PlatformPath {
  return platform === 'win32' ? path.win32 : path.posix;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function list(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
