import { type Colour, parseColour } from './colour.ts';
import type { CouponStyle, Scene } from './coupon-style.ts';
import { raysPath } from './line-art.ts';
import { element, inset, num, type Rect } from './svg.ts';

const colour = (code: string): Colour => parseColour(code) ?? [0, 0, 0];

/** Cream and brick red with the teeth of a stamp: the trading stamp that was worth collecting. */
export const STANDARD_STYLE: CouponStyle = {
  name: 'standard',
  words: 'warm honest stamp',
  segment: 'standard active',
  palette: {
    backdrop: colour('#b4431c'),
    paper: colour('#fdf4e3'),
    ink: colour('#22304f'),
    soft: colour('#5a5650'),
    accent: colour('#b13e17'),
    gleam: colour('#b13e17'),
    line: colour('#f6dfb8'),
    spark: colour('#22304f'),
    stub: colour('#fdf4e3'),
    stubInk: colour('#22304f'),
    stubSoft: colour('#5a5650'),
    codeDark: colour('#1a2540'),
    codeLight: colour('#fffdf8'),
  },
  align: 'middle',
  edge: 'stamp',
  rim: 3.2,
  corner: 0,
  notch: 1.5,
  frame: 5,
  measure: 1,
  type: {
    issuer: { face: 'sansBold', tracking: 0.2, capitals: true, role: 'ink' },
    headline: { face: 'serifBold', role: 'ink' },
    figure: { face: 'serifBold', tracking: -0.01, role: 'accent' },
    label: { face: 'serifBold', tracking: 0.04, capitals: true, role: 'accent' },
    recipient: { face: 'serifItalic', role: 'ink' },
    message: { face: 'serif', role: 'ink' },
    terms: { face: 'sans', role: 'soft' },
  },
  code: 'sansBold',
  metallic: false,
  divider: ({ hex, unit }, x, y, width) => {
    const half = Math.min(width * 0.2, unit * 18);
    const star = (cx: number) => element('path', { d: starPath(cx, y, unit * 1.3), fill: hex.accent });
    const rule = (from: number, to: number) =>
      element('path', {
        d: `M${num(x + from)} ${num(y)}H${num(x + to)}`,
        stroke: hex.ink,
        'stroke-width': unit * 0.3,
      });
    return (
      rule(-half, -unit * 5.4) +
      rule(unit * 5.4, half) +
      star(x - unit * 3.2) +
      star(x) +
      star(x + unit * 3.2)
    );
  },
  shade: 0.55,
  ornament: (scene) => sun(scene) + frame(scene, scene.main),
  stubOrnament: (scene) => (scene.stub === undefined ? '' : frame(scene, scene.stub)),
};

function sun({ main, hex, wide }: Scene): string {
  const [cx, cy] = [main.x + main.width / 2, main.y + main.height * (wide ? 0.52 : 0.5)];
  const d = raysPath(cx, cy, Math.hypot(main.width, main.height), 26);
  return element('path', { d, fill: hex.line, 'fill-opacity': 0.55 });
}

/** A thick and a thin rule inside the teeth, as on a printed stamp. */
function frame({ hex, unit }: Scene, box: Rect): string {
  const rule = (by: number, width: number, stroke: string) =>
    element('rect', {
      ...inset(box, unit * by),
      rx: unit * 0.6,
      fill: 'none',
      stroke,
      'stroke-width': unit * width,
    });
  return rule(2.9, 0.55, hex.accent) + rule(3.9, 0.2, hex.ink);
}

function starPath(cx: number, cy: number, radius: number): string {
  const points = Array.from({ length: 10 }, (_, i) => {
    const r = i % 2 === 0 ? radius : radius * 0.42;
    const angle = (i / 10) * 2 * Math.PI - Math.PI / 2;
    return `${num(cx + r * Math.cos(angle))} ${num(cy + r * Math.sin(angle))}`;
  });
  return `M${points.join('L')}z`;
}
