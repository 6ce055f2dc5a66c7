import { type Colour, parseColour } from './colour.ts';
import type { CouponStyle, Scene } from './coupon-style.ts';
import { fadedLeft } from './fade.ts';
import { growthRings, leafPath } from './line-art.ts';
import { element, num } from './svg.ts';

const colour = (code: string): Colour => parseColour(code) ?? [0, 0, 0];

/** Paper and leaf green: the rings of a tree from one corner, a sprig from another. */
export const GROWING_STYLE: CouponStyle = {
  name: 'growing',
  words: 'fresh natural optimistic',
  segment: 'growing potential',
  palette: {
    backdrop: colour('#c4dfbb'),
    paper: colour('#fbfcf2'),
    ink: colour('#17382a'),
    soft: colour('#4a6356'),
    accent: colour('#14603f'),
    gleam: colour('#14603f'),
    line: colour('#bcd9a4'),
    spark: colour('#8fbf5a'),
    stub: colour('#123f2c'),
    stubInk: colour('#f4f9e2'),
    stubSoft: colour('#c8dfbf'),
    codeDark: colour('#0e3122'),
    codeLight: colour('#fbfcf2'),
  },
  align: 'start',
  edge: 'round',
  rim: 3,
  corner: 5,
  notch: 3,
  frame: 3.4,
  measure: 0.8,
  type: {
    issuer: { face: 'sansBold', tracking: 0.1, role: 'soft' },
    headline: { face: 'serifBold', role: 'ink' },
    figure: { face: 'serifBold', tracking: -0.02, role: 'accent' },
    label: { face: 'serifItalic', role: 'accent' },
    recipient: { face: 'serifItalic', role: 'ink' },
    message: { face: 'sans', role: 'ink' },
    terms: { face: 'sans', role: 'soft' },
  },
  code: 'sansBold',
  metallic: false,
  shade: 0.75,
  ornament: (scene) => fadedLeft(scene, rings(scene), 0.42, 0.95) + sprig(scene),
};

function rings({ main, hex, unit, seed }: Scene): string {
  const radius = Math.min(main.width, main.height) * 0.86;
  const d = growthRings(main.x + main.width, main.y + main.height, radius, 15, seed % 7);
  return element('path', {
    d,
    fill: 'none',
    stroke: hex.line,
    'stroke-width': unit * 0.4,
    'stroke-opacity': 0.75,
  });
}

/** A twig with leaves in the upper corner on the right. */
function sprig({ main, hex, unit, wide }: Scene): string {
  const length = unit * (wide ? 28 : 26);
  const [x, y] = [main.x + main.width - unit * (wide ? 5 : 7), main.y - unit * 2];
  const angle = Math.PI * 0.66;
  const along = (share: number) => ({
    x: x + length * share * Math.cos(angle) + unit * 3 * Math.sin(share * Math.PI),
    y: y + length * share * Math.sin(angle),
  });
  const stem = [0, 0.25, 0.5, 0.75, 1].map(along);
  const [first, ...rest] = stem;
  const twig =
    first && `M${num(first.x)} ${num(first.y)}${rest.map((p) => `L${num(p.x)} ${num(p.y)}`).join('')}`;
  const leaves = [0.2, 0.4, 0.6, 0.8].map((share, i) => {
    const p = along(share);
    const size = length * (0.3 - 0.035 * i);
    return { left: leafPath(p.x, p.y, size, angle + 0.85), right: leafPath(p.x, p.y, size, angle - 0.85) };
  });
  const tip = along(1);
  const solid = leaves.map(({ left }) => left).join('') + leafPath(tip.x, tip.y, length * 0.18, angle);
  return (
    element('path', {
      d: twig || undefined,
      fill: 'none',
      stroke: hex.accent,
      'stroke-width': unit * 0.45,
      'stroke-linejoin': 'round',
    }) +
    element('path', { d: solid, fill: hex.accent }) +
    element('path', { d: leaves.map(({ right }) => right).join(''), fill: hex.spark })
  );
}
