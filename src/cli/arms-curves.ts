import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type LossSeries, lossCurves, validationCurve } from './loss-curves.ts';

const ARMS = ['supervised', 'contrastive', 'preference', 'staged'] as const;

/**
 * Draws how writing and telling apart got better on held-out customers, by arm: the mean over the seeds, and their
 * range. An arm that was not trained is left out.
 *
 * @param out the folder of `npm run arms`; the picture goes to curves.svg in it.
 * @returns the file.
 */
export async function drawArmCurves(out: string, seeds: readonly number[]): Promise<string> {
  const series: LossSeries[] = [];
  for (const name of ARMS) {
    const curves: LossSeries['curves'][number][] = [];
    for (const seed of seeds) {
      const curve = await validationCurve(path.join(out, 'work', `${name}-${seed}`, 'curve.jsonl'));
      if (curve.length > 0) curves.push(curve);
    }
    if (curves.length > 0) series.push({ name, curves });
  }
  const file = path.join(out, 'curves.svg');
  await writeFile(file, lossCurves(series));
  return file;
}
