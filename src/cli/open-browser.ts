import { spawn } from 'node:child_process';
import { type BrowserSearch, findBrowser, thisMachine } from './browser.ts';

/** The program and arguments that show an address to the person at this machine; none where nobody would see it. */
export function openerOf(
  address: string,
  search: BrowserSearch = thisMachine(),
): readonly string[] | undefined {
  const { env, platform } = search;
  if (env.CI !== undefined || env.SSH_CONNECTION !== undefined) return undefined;
  if (platform === 'darwin') return ['open', address];
  if (platform === 'win32') return ['cmd', '/c', 'start', '', address];
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return undefined;
  const xdgOpen = (env.PATH ?? '').split(':').find((folder) => search.isExecutable(`${folder}/xdg-open`));
  const program = xdgOpen === undefined ? findBrowser(search) : `${xdgOpen}/xdg-open`;
  return program === undefined ? undefined : [program, address];
}

/** Shows an address in the person's own browser, where there is one and a display; true when it was tried. */
export function openInBrowser(address: string): boolean {
  const [program, ...rest] = openerOf(address) ?? [];
  if (program === undefined) return false;
  const child = spawn(program, rest, { stdio: 'ignore', detached: true });
  // The address is printed as well, so a browser that does not start is no reason to stop.
  child.once('error', () => undefined);
  child.unref();
  return true;
}
