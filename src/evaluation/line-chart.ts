/** One line of a chart: a value at each x, with its interval where it has one. */
export interface ChartSeries {
  readonly name: string;
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly low?: number;
    readonly high?: number;
  }[];
}

export interface ChartPanel {
  readonly title: string;
  readonly xLabel: string;
  /** Distances in proportion to the logarithm of x, which must then be above 0. */
  readonly logarithmic?: boolean;
  readonly format: (value: number) => string;
  readonly series: readonly ChartSeries[];
}

const WIDTH = 400;
const HEIGHT = 260;
const MARGIN = { left: 56, right: 16, top: 34, bottom: 62 };
const TICKS = 4;
const DIGIT_WIDTH = 7;
const GAP = 6;

/** Follows the reader's colour scheme, also where it stands in an <img>. */
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: var(--ink); }
  .title { font-weight: 600; font-size: 13px; }
  .grid { stroke: var(--grid); }
  .s0 { --line: var(--first); } .s1 { --line: var(--second); } .s2 { --line: var(--third); } .s3 { --line: var(--fourth); }
  path, .bar { stroke: var(--line); fill: none; stroke-width: 2; }
  .s1 path { stroke-dasharray: 5 4; }
  .s2 path { stroke-dasharray: 1 4; stroke-linecap: round; }
  .s3 path { stroke-dasharray: 10 4 2 4; }
  circle { fill: var(--line); }
  svg { --ink: #1d2330; --grid: #d5d9e2; --first: #0b5fad; --second: #a8440c; --third: #4d6b1e; --fourth: #7a2e8e; }
  @media (prefers-color-scheme: dark) {
    svg { --ink: #e6e9f0; --grid: #3a4150; --first: #7ab8ff; --second: #ffab70; --third: #b5d67a; --fourth: #d9a0ea; }
  }`;

/**
 * Panels of line charts, two in a row, as an SVG of its own. Lines are told apart by dashes as well as by colour; bars
 * are the intervals. A panel holds at most four series.
 */
export function lineCharts(panels: readonly ChartPanel[]): string {
  const rows = Math.ceil(panels.length / 2);
  const drawn = panels.map(
    (each, i) =>
      `<g transform="translate(${(i % 2) * WIDTH} ${Math.floor(i / 2) * HEIGHT})">${panel(each)}</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * WIDTH} ${rows * HEIGHT}" role="img" aria-label="${escaped(panels.map(({ title }) => title).join('; '))}">
<style>${STYLE}
</style>
${drawn.join('\n')}
</svg>
`;
}

function panel({ title, xLabel, logarithmic, format, series }: ChartPanel): string {
  const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const ys = series.flatMap(({ points }) => points.flatMap(({ y, low = y, high = y }) => [y, low, high]));
  const scale = (value: number) => (logarithmic ? Math.log(value) : value);
  const place = axis(Math.min(...xs.map(scale)), Math.max(...xs.map(scale)), [
    MARGIN.left + 12,
    WIDTH - MARGIN.right - 12,
  ]);
  const [bottom, top] = [Math.min(...ys), Math.max(...ys)];
  const height = axis(bottom, top, [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const ticks = Array.from({ length: TICKS + 1 }, (_, i) => bottom + ((top - bottom) * i) / TICKS);
  const grid = ticks.map(
    (tick) =>
      `<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${height(tick)}" y2="${height(tick)}"/><text x="${MARGIN.left - 6}" y="${height(tick) + 4}" text-anchor="end">${escaped(format(tick))}</text>`,
  );
  const labels = readable(xs, (x) => place(scale(x))).map(
    (x) => `<text x="${place(scale(x))}" y="${HEIGHT - MARGIN.bottom + 18}" text-anchor="middle">${x}</text>`,
  );
  const lines = series.map(({ name, points }, i) => {
    const at = points.map((point) => ({ ...point, px: place(scale(point.x)), py: height(point.y) }));
    const line = at.map(({ px, py }, k) => `${k === 0 ? 'M' : 'L'}${px} ${py}`).join('');
    const bars = at.flatMap(({ px, low, high }) =>
      low === undefined || high === undefined
        ? []
        : [`<line class="bar" x1="${px}" x2="${px}" y1="${height(low)}" y2="${height(high)}"/>`],
    );
    const dots = at.map(({ px, py }) => `<circle cx="${px}" cy="${py}" r="3.5"/>`);
    const [left, low] = keyPlace(i, series.length);
    const key = `<path d="M${left} ${low - 4}h24"/><text x="${left + 30}" y="${low}">${escaped(name)}</text>`;
    return `<g class="s${i}"><path d="${line}"/>${bars.join('')}${dots.join('')}${key}</g>`;
  });
  const heading = `<text class="title" x="${MARGIN.left}" y="20">${escaped(title)}</text><text x="${WIDTH - MARGIN.right}" y="${HEIGHT - MARGIN.bottom + 34}" text-anchor="end">${escaped(xLabel)}</text>`;
  return [heading, ...grid, ...labels, ...lines].join('\n');
}

/** Those whose numbers have room below the axis, the last one first. */
function readable(xs: readonly number[], place: (x: number) => number): readonly number[] {
  const kept: number[] = [];
  let right = Number.POSITIVE_INFINITY;
  for (const x of xs.toReversed()) {
    const half = (DIGIT_WIDTH * `${x}`.length + GAP) / 2;
    if (place(x) + half > right) continue;
    kept.unshift(x);
    right = place(x) - half;
  }
  return kept;
}

/** Of a series' name: side by side, or four in two rows. */
function keyPlace(index: number, series: number): readonly [left: number, bottom: number] {
  if (series > 3) return [MARGIN.left + 160 * (index % 2), HEIGHT - (index < 2 ? 24 : 6)];
  return [MARGIN.left + (series > 2 ? 110 : 160) * index, HEIGHT - 8];
}

/** A straight scale; where all values are one, it lies in the middle. */
function axis(from: number, to: number, [start, end]: readonly [number, number]) {
  return (value: number) =>
    Number(
      (to === from ? (start + end) / 2 : start + ((value - from) / (to - from)) * (end - start)).toFixed(1),
    );
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
