import { type Colour, parseColour } from './colour.ts';
import type { CouponStyle, Scene } from './coupon-style.ts';
import { fadedLeft } from './fade.ts';
import { wavesPath } from './line-art.ts';
import { element } from './svg.ts';

const colour = (code: string): Colour => parseColour(code) ?? [0, 0, 0];

/** White, black and one blue: type does the work, one bar and fine waves keep it company. */
export const NEUTRAL_STYLE: CouponStyle = {
  name: 'neutral',
  words: 'plain clear modern',
  palette: {
    backdrop: colour('#e4e7ee'),
    paper: colour('#ffffff'),
    ink: colour('#12141c'),
    soft: colour('#565b68'),
    accent: colour('#1b3fc4'),
    gleam: colour('#1b3fc4'),
    line: colour('#c9d2f2'),
    spark: colour('#1b3fc4'),
    stub: colour('#f3f5fa'),
    stubInk: colour('#12141c'),
    stubSoft: colour('#565b68'),
    codeDark: colour('#0d0f16'),
    codeLight: colour('#ffffff'),
  },
  align: 'start',
  edge: 'round',
  rim: 3,
  corner: 2.4,
  notch: 2.8,
  frame: 3.6,
  measure: 1,
  type: {
    issuer: { face: 'sansBold', role: 'ink' },
    headline: { face: 'sansBold', tracking: -0.005, role: 'ink' },
    figure: { face: 'sansBold', tracking: -0.045, role: 'accent' },
    label: { face: 'sansBold', tracking: -0.01, role: 'accent' },
    recipient: { face: 'sans', role: 'soft' },
    message: { face: 'sans', role: 'ink' },
    terms: { face: 'sans', role: 'soft' },
  },
  code: 'sansBold',
  metallic: false,
  shade: 0.6,
  ornament: (scene) => fadedLeft(scene, waves(scene), 0.3, 0.9) + bar(scene),
};

function waves({ main, hex, unit, wide }: Scene): string {
  const height = unit * (wide ? 30 : 24);
  const box = {
    x: main.x - unit * 2,
    y: main.y + unit * (wide ? 3 : 5),
    width: main.width + unit * 4,
    height,
  };
  return element('path', {
    d: wavesPath(box, 5, 3, 9),
    fill: 'none',
    stroke: hex.line,
    'stroke-width': unit * 0.26,
    'stroke-opacity': 0.6,
  });
}

function bar({ ticket, main, hex, unit, wide }: Scene): string {
  return wide
    ? element('rect', { x: ticket.x, y: ticket.y, width: unit * 1.8, height: main.height, fill: hex.accent })
    : element('rect', {
        x: ticket.x,
        y: ticket.y,
        width: ticket.width,
        height: unit * 1.8,
        fill: hex.accent,
      });
}
