/** One measured number. */
export interface BenchRow {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** Numbers that belong together, such as those of one backend. */
export interface BenchSection {
  readonly title: string;
  readonly rows: readonly BenchRow[];
  /** What could not be measured, and why. */
  readonly note?: string;
}

/** The middle one, which a single interruption does not move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** A section as lines for a person. */
export function sectionText({ title, rows, note }: BenchSection): string {
  const lines = rows.map(({ what, value, unit }) =>
    `  ${what.padEnd(52)} ${format(value)} ${unit}`.trimEnd(),
  );
  return ['', title, ...lines, ...(note === undefined ? [] : [`  (${note})`])].join('\n');
}

function format(value: number): string {
  return Number.isInteger(value) || value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
