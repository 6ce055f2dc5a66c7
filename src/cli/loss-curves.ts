import { readFile } from 'node:fs/promises';
import { lineCharts } from '../evaluation/line-chart.ts';

/** Losses on held-out customers at one step. */
interface CurvePoint {
  readonly step: number;
  readonly generative: number;
  readonly contrastive: number;
}

/** One line of the picture: the curves of trainings that differ in their seed alone. */
export interface LossSeries {
  readonly name: string;
  readonly curves: readonly (readonly CurvePoint[])[];
}

/** How writing and telling apart got better on held-out customers, as SVG: the mean over the curves, and their range. */
export function lossCurves(series: readonly LossSeries[]): string {
  const chart = (title: string, part: 'generative' | 'contrastive') => ({
    ...{ title, xLabel: 'steps', logarithmic: false },
    format: roundedFor(
      series.flatMap(({ curves }) => curves.flatMap((curve) => curve.map((point) => point[part]))),
    ),
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
  return lineCharts([
    chart('Loss of writing, on held-out customers', 'generative'),
    chart('Loss of telling apart, on held-out customers', 'contrastive'),
  ]);
}

/** As many digits as tell five values apart that are spread evenly over these. */
function roundedFor(values: readonly number[]): (value: number) => string {
  const spread = Math.max(...values) - Math.min(...values);
  const digits = spread > 1 ? 1 : spread > 0.1 ? 2 : 3;
  return (value) => value.toFixed(digits);
}

/**
 * Reads a training's curve.jsonl; nothing where there is none. A run that went on from a checkpoint repeats steps; the last
 * entry of a step counts.
 */
export async function validationCurve(file: string): Promise<readonly CurvePoint[]> {
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
