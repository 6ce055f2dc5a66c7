/** Rows whose predicted probability lies in one range, and what came of them. */
export interface ReliabilityRow {
  /** The range of probability, `from` included. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** Mean predicted probability. */
  readonly predicted: number;
  /** Share of yes, with its 95% interval. */
  readonly observed: number;
  readonly low: number;
  readonly high: number;
}

const Z95 = 1.959963984540054;

/**
 * How often what was predicted came true, by equal ranges of the probability; ranges without rows are left out. The
 * interval is Wilson's score interval (Wilson 1927).
 */
export function reliabilityTable(
  probabilities: Float64Array,
  answers: Uint8Array,
  ranges = 10,
): readonly ReliabilityRow[] {
  const sums = Array.from({ length: ranges }, () => ({ rows: 0, predicted: 0, yes: 0 }));
  for (const [i, p] of probabilities.entries()) {
    const sum = sums[Math.min(ranges - 1, Math.floor(p * ranges))];
    if (sum === undefined) continue;
    sum.rows += 1;
    sum.predicted += p;
    sum.yes += answers[i] as number;
  }
  return sums.flatMap(({ rows, predicted, yes }, i) => {
    if (rows === 0) return [];
    const [low, high] = wilsonInterval(yes, rows);
    return {
      from: i / ranges,
      to: (i + 1) / ranges,
      rows,
      predicted: predicted / rows,
      observed: yes / rows,
      low,
      high,
    };
  });
}

function wilsonInterval(yes: number, rows: number): readonly [number, number] {
  const rate = yes / rows;
  const z2 = Z95 * Z95;
  const centre = (rate + z2 / (2 * rows)) / (1 + z2 / rows);
  const half = (Z95 * Math.sqrt((rate * (1 - rate)) / rows + z2 / (4 * rows * rows))) / (1 + z2 / rows);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
