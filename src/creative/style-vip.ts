import { type Colour, parseColour } from './colour.ts';
import type { CouponStyle, Scene } from './coupon-style.ts';
import { rosettePath, wavesPath } from './line-art.ts';
import { element, inset, num, type Rect } from './svg.ts';
import { ticketPath } from './ticket-path.ts';

const colour = (code: string): Colour => parseColour(code) ?? [0, 0, 0];

/** Black, gold and white: a frame of two hairlines, metal figures, a rosette as on a share certificate. */
export const VIP_STYLE: CouponStyle = {
  name: 'vip',
  words: 'luxury premium elegant',
  segment: 'premium vip',
  palette: {
    backdrop: colour('#050504'),
    paper: colour('#0f0d0a'),
    ink: colour('#ffffff'),
    soft: colour('#c9c1ae'),
    accent: colour('#d0a24a'),
    gleam: colour('#f7e7ae'),
    line: colour('#c99a3b'),
    spark: colour('#f7e7ae'),
    stub: colour('#16130e'),
    stubInk: colour('#f7e7ae'),
    stubSoft: colour('#c9c1ae'),
    codeDark: colour('#12100b'),
    codeLight: colour('#fbf6e9'),
  },
  align: 'middle',
  edge: 'concave',
  rim: 2.2,
  corner: 5,
  notch: 2.6,
  frame: 4.2,
  measure: 1,
  type: {
    issuer: { face: 'serif', tracking: 0.3, capitals: true, role: 'soft' },
    headline: { face: 'serif', tracking: 0.16, capitals: true, role: 'ink' },
    figure: { face: 'serif', tracking: -0.01, role: 'accent' },
    label: { face: 'serif', tracking: 0.12, capitals: true, role: 'accent' },
    recipient: { face: 'serifItalic', role: 'ink' },
    message: { face: 'serifItalic', role: 'ink' },
    terms: { face: 'serif', tracking: 0.01, role: 'soft' },
  },
  code: 'sansBold',
  metallic: true,
  divider: ({ hex, unit }, x, y, width) => {
    const half = Math.min(width * 0.24, unit * 22);
    const gem = unit * 1.1;
    const rule = (from: number, to: number) =>
      element('path', {
        d: `M${num(x + from)} ${num(y)}H${num(x + to)}`,
        stroke: hex.line,
        'stroke-width': unit * 0.22,
      });
    return (
      rule(-half, -gem * 2) +
      rule(gem * 2, half) +
      element('path', {
        d: `M${num(x)} ${num(y - gem)}l${num(gem)} ${num(gem)}l${num(-gem)} ${num(gem)}l${num(-gem)} ${num(-gem)}z`,
        fill: hex.gleam,
      })
    );
  },
  shade: 0.25,
  ornament: (scene) => sheen(scene) + rosette(scene) + frame(scene, scene.main),
  stubOrnament: (scene) =>
    scene.stub === undefined ? '' : band(scene, scene.stub) + frame(scene, scene.stub),
};

/** Light that falls on black card from above. */
function sheen({ id, hex, main, outline }: Scene): string {
  const [cx, cy] = [main.x + main.width / 2, main.y];
  return (
    element(
      'defs',
      {},
      element(
        'radialGradient',
        {
          id: `${id}sheen`,
          gradientUnits: 'userSpaceOnUse',
          cx,
          cy,
          r: Math.max(main.width, main.height) * 0.9,
        },
        element('stop', { offset: 0, 'stop-color': hex.line, 'stop-opacity': 0.2 }) +
          element('stop', { offset: 1, 'stop-color': hex.line, 'stop-opacity': 0 }),
      ),
    ) + element('path', { d: outline, fill: `url(#${id}sheen)` })
  );
}

function rosette({ main, hex, unit, seed, wide }: Scene): string {
  const radius = Math.min(main.width, main.height) * (wide ? 0.56 : 0.47);
  const d = rosettePath(main.x + main.width / 2, main.y + main.height / 2, radius, seed, 5);
  return fineLines(d, hex.line, unit * 0.14, 0.2);
}

function band({ hex, unit }: Scene, stub: Rect): string {
  const height = unit * 13;
  const box = { x: stub.x, y: stub.y + stub.height - height - unit * 3, width: stub.width, height };
  return fineLines(wavesPath(box, 6, 2, 6), hex.line, unit * 0.14, 0.16);
}

function fineLines(d: string, stroke: string, width: number, opacity: number): string {
  return element('path', { d, fill: 'none', stroke, 'stroke-width': width, 'stroke-opacity': opacity });
}

/** Two hairlines, the inner one finer, with corners cut like the card's. */
function frame({ hex, unit }: Scene, box: Rect): string {
  const line = (by: number, width: number, opacity: number) =>
    fineLines(ticketPath(inset(box, unit * by), 'concave', unit * 4, 0), hex.line, unit * width, opacity);
  return line(2.1, 0.32, 1) + line(3, 0.14, 0.75);
}
