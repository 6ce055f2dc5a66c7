import { describe, expect, it } from 'vitest';
import { type ChartPanel, lineCharts } from '../../src/evaluation/line-chart.ts';

const panel: ChartPanel = {
  title: 'Acceptance < 1 & "more"',
  xLabel: 'τ',
  format: (value) => value.toFixed(1),
  series: [
    {
      name: 'best',
      points: [
        { x: 0.01, y: 1, low: 0.5, high: 1.5 },
        { x: 0.1, y: 2 },
        { x: 1, y: 3 },
      ],
    },
  ],
};

describe('a picture of curves', () => {
  it('puts equal ratios at equal distances where it is logarithmic', () => {
    const picture = lineCharts([{ ...panel, logarithmic: true }]);
    const xs = [...picture.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect(xs).toHaveLength(3);
    expect((xs[1] ?? 0) - (xs[0] ?? 0)).toBeCloseTo((xs[2] ?? 0) - (xs[1] ?? 0), 1);
    const linear = [...lineCharts([panel]).matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect((linear[1] ?? 0) - (linear[0] ?? 0)).toBeLessThan((linear[2] ?? 0) - (linear[1] ?? 0));
  });

  it('draws larger values higher, and an interval only where there is one', () => {
    const picture = lineCharts([panel]);
    const ys = [...picture.matchAll(/<circle [^>]*cy="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(ys).toEqual([...ys].sort((a, b) => b - a));
    expect(picture.match(/class="bar"/g)).toHaveLength(1);
  });

  it('leaves out numbers below the axis that have no room, the last one never', () => {
    const points = Array.from({ length: 40 }, (_, i) => ({ x: 100 * (i + 1), y: i }));
    const picture = lineCharts([{ ...panel, series: [{ name: 'many', points }] }]);
    const labels = [...picture.matchAll(/<text x="([\d.]+)" y="216" text-anchor="middle">(\d+)</g)].map(
      ([, x, text]) => ({ x: Number(x), text }),
    );
    expect(labels.at(-1)?.text).toBe('4000');
    expect(labels.length).toBeGreaterThan(4);
    for (const [i, { x }] of labels.entries()) {
      if (i > 0) expect(x - (labels[i - 1]?.x ?? 0)).toBeGreaterThan(28);
    }
  });

  it('names four lines in two rows, each at a place of its own', () => {
    const series = ['a', 'b', 'c', 'd'].map((name) => ({ name, points: [{ x: 1, y: 1 }] }));
    const keys = [...lineCharts([{ ...panel, series }]).matchAll(/<path d="(M[^h]+)h24"/g)].map(
      ([, at]) => at,
    );
    expect(new Set(keys)).toHaveProperty('size', 4);
  });

  it('escapes its words and survives a single point', () => {
    const picture = lineCharts([{ ...panel, series: [{ name: 'one', points: [{ x: 1, y: 1 }] }] }]);
    expect(picture).not.toMatch(/< 1|& "|NaN/);
  });
});
