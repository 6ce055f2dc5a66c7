import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { findBrowsers } from '../../src/cli/browser.ts';

/**
 * What a process needs in its environment for Dawn in Node to find the Vulkan driver in software that Chromium
 * brings along, or nothing where no browser on this machine has one beside it.
 */
export function softwareVulkan(): Readonly<Record<string, string>> | undefined {
  const folder = findBrowsers()
    .map((browser) => path.dirname(realpathSync(browser)))
    .find((beside) =>
      ['vk_swiftshader_icd.json', 'libvulkan.so.1'].every((f) => existsSync(path.join(beside, f))),
    );
  if (folder === undefined) return undefined;
  return { LD_LIBRARY_PATH: folder, VK_ICD_FILENAMES: path.join(folder, 'vk_swiftshader_icd.json') };
}

/**
 * Argument of Node for such a run: it does without optimised WebAssembly, since that takes V8 half a minute for the
 * runtime's build with WebGPU and gains a run of seconds nothing.
 */
export const WITHOUT_OPTIMISING = '--liftoff-only';
