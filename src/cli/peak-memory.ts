import { readFile, writeFile } from 'node:fs/promises';

/**
 * The most memory that a process has held at once, in MB, since it began or since `forgetPeak`.
 *
 * @returns undefined where the system does not tell; Linux does.
 */
export async function peakMemory(pid: number): Promise<number | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(status) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/** Sets the peak of a process back to what it holds now. @returns whether that was possible. */
export async function forgetPeak(pid: number): Promise<boolean> {
  try {
    // 5 is the peak alone (proc(5), clear_refs).
    await writeFile(`/proc/${pid}/clear_refs`, '5');
    return true;
  } catch {
    return false;
  }
}
