import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lineCharts } from '../evaluation/line-chart.ts';

/** Losses on held-out customers at one step. */
interface CurvePoint {
  readonly step: number;
  readonly generative: number;
  readonly contrastive: number;
}

const ARMS = ['supervised', 'contrastive', 'preference', 'staged'] as const;

/**
 * Draws how writing and telling apart got better on held-out customers, by arm: the mean over the seeds, and their
 * range. An arm that was not trained is left out.
 *
 * @param out the folder of `npm run arms`; the picture goes to curves.svg in it.
 * @returns the file.
 */
export async function drawArmCurves(out: string, seeds: readonly number[]): Promise<string> {
  const series: { readonly name: string; readonly curves: readonly (readonly CurvePoint[])[] }[] = [];
  for (const name of ARMS) {
    const curves: (readonly CurvePoint[])[] = [];
    for (const seed of seeds) {
      const curve = await validationCurve(path.join(out, 'work', `${name}-${seed}`, 'curve.jsonl'));
      if (curve.length > 0) curves.push(curve);
    }
    if (curves.length > 0) series.push({ name, curves });
  }
  const chart = (title: string, part: 'generative' | 'contrastive') => ({
    ...{ title, xLabel: 'steps', logarithmic: false },
    format: (value: number) => value.toFixed(1),
    series: series.map(({ name, curves }) => ({
      name,
      points: (curves[0] ?? []).flatMap(({ step }) => {
        const values = curves.flatMap((curve) =>
          curve.filter((point) => point.step === step).map((point) => point[part]),
        );
        return values.length < curves.length
          ? []
          : [
              {
                x: step,
                y: values.reduce((sum, value) => sum + value, 0) / values.length,
                low: Math.min(...values),
                high: Math.max(...values),
              },
            ];
      }),
    })),
  });
  const file = path.join(out, 'curves.svg');
  await writeFile(
    file,
    lineCharts([
      chart('Loss of writing, on held-out customers', 'generative'),
      chart('Loss of telling apart, on held-out customers', 'contrastive'),
    ]),
  );
  return file;
}

/** A run that went on from a checkpoint repeats steps; the last entry of a step counts. */
async function validationCurve(file: string): Promise<readonly CurvePoint[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const byStep = new Map<number, CurvePoint>();
  for (const line of text.split('\n')) {
    if (!line.includes('"validation"')) continue;
    const { step, validation } = JSON.parse(line) as {
      step: number;
      validation: Omit<CurvePoint, 'step'>;
    };
    byStep.set(step, { step, ...validation });
  }
  return [...byStep.values()].sort((a, b) => a.step - b.step);
}
