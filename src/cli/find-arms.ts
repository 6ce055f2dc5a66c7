import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { weightFiles } from '../t5/weight-files.ts';
import type { FurtherArm } from './arms-options.ts';

/** Both arms of one training seed, and what else was kept: further arms, and the start they share. */
export interface ArmFolders {
  readonly seed: number;
  readonly contrastive: string;
  readonly supervised: string;
  readonly preference: string | undefined;
  readonly staged: string | undefined;
  readonly base: string | undefined;
}

/** The folder of one training: `contrastive-1`. */
export function armFolder(arms: string, name: Exclude<keyof ArmFolders, 'seed'>, seed: number): string {
  return path.join(arms, `${name}-${seed}`);
}

/**
 * The seeds that both arms have been trained with, smallest first. A folder without weights, of a training that is
 * still under way, does not count.
 */
export async function findArms(arms: string): Promise<readonly ArmFolders[]> {
  const names = await namesIn(arms);
  const seeds = names
    .flatMap((name) => /^contrastive-(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
  const found: ArmFolders[] = [];
  for (const seed of seeds) {
    const contrastive = armFolder(arms, 'contrastive', seed);
    const supervised = armFolder(arms, 'supervised', seed);
    if (!(await hasModel(contrastive)) || !(await hasModel(supervised))) continue;
    const kept = async (name: FurtherArm | 'base') => {
      const folder = armFolder(arms, name, seed);
      return (await hasModel(folder)) ? folder : undefined;
    };
    found.push({
      seed,
      contrastive,
      supervised,
      preference: await kept('preference'),
      staged: await kept('staged'),
      base: await kept('base'),
    });
  }
  return found;
}

async function hasModel(folder: string): Promise<boolean> {
  const names = await namesIn(folder);
  return weightFiles.some((file) => names.includes(file));
}

/** None where the folder is not there. */
function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((): string[] => []);
}
