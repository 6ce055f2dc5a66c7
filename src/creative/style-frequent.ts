import { type Colour, parseColour } from './colour.ts';
import type { CouponStyle, Scene } from './coupon-style.ts';
import { fadedLeft } from './fade.ts';
import { ringPath } from './line-art.ts';
import { element, num } from './svg.ts';

const colour = (code: string): Colour => parseColour(code) ?? [0, 0, 0];

/** Two strong inks and condensed capitals, like a season ticket; the stripes of an air-mail letter along one side. */
export const FREQUENT_STYLE: CouponStyle = {
  name: 'frequent',
  words: 'bold energetic ticket',
  segment: 'active frequent',
  palette: {
    backdrop: colour('#dfe2fb'),
    paper: colour('#2430c8'),
    ink: colour('#ffffff'),
    soft: colour('#eceeff'),
    accent: colour('#ffffff'),
    gleam: colour('#ffffff'),
    line: colour('#8f98ff'),
    spark: colour('#ff6f52'),
    stub: colour('#ffffff'),
    stubInk: colour('#161c7a'),
    stubSoft: colour('#4b4f78'),
    codeDark: colour('#10155c'),
    codeLight: colour('#ffffff'),
  },
  align: 'start',
  edge: 'round',
  rim: 3,
  corner: 3.4,
  notch: 3.2,
  frame: 4.6,
  measure: 1,
  type: {
    issuer: { face: 'sansBold', tracking: 0.14, capitals: true, role: 'soft' },
    headline: { face: 'narrowBold', tracking: 0.02, capitals: true, role: 'ink' },
    figure: { face: 'narrowBold', tracking: -0.02, role: 'accent' },
    label: { face: 'narrowBold', tracking: 0.02, capitals: true, role: 'accent' },
    recipient: { face: 'sansBold', role: 'ink' },
    message: { face: 'sans', role: 'ink' },
    terms: { face: 'sans', role: 'soft' },
  },
  code: 'sansBold',
  metallic: false,
  shade: 0.42,
  ornament: (scene) => fadedLeft(scene, burst(scene), 0.3, 0.95) + stripes(scene),
};

function burst({ main, hex, unit, seed, wide }: Scene): string {
  const radius = Math.min(main.width, main.height) * (wide ? 0.62 : 0.55);
  const [cx, cy] = [main.x + main.width - radius * 0.35, main.y + main.height * (wide ? 0.5 : 0.28)];
  const d = [0.98, 0.76, 0.54, 0.32]
    .map((share, i) =>
      ringPath(cx, cy, {
        radius: radius * share,
        amplitude: radius * 0.1,
        petals: 16 + (seed % 5) - 3 * i,
        strands: 4,
      }),
    )
    .join('');
  return element('path', {
    d,
    fill: 'none',
    stroke: hex.line,
    'stroke-width': unit * 0.22,
    'stroke-opacity': 0.42,
  });
}

/** Slanted stripes along the side where the ticket is held. */
function stripes({ ticket, main, hex, unit, wide }: Scene): string {
  const depth = unit * 2.6;
  const step = unit * 6.4;
  const lean = depth * 0.9;
  const length = wide ? main.height : ticket.width;
  const count = Math.ceil(length / step) + 1;
  const one = (start: number, colour: string) =>
    wide
      ? element('path', {
          d: `M${num(ticket.x)} ${num(ticket.y + start)}l${num(depth)} ${num(-lean)}v${num(step / 2)}l${num(-depth)} ${num(lean)}z`,
          fill: colour,
        })
      : element('path', {
          d: `M${num(ticket.x + start)} ${num(ticket.y)}l${num(-lean)} ${num(depth)}h${num(step / 2)}l${num(lean)} ${num(-depth)}z`,
          fill: colour,
        });
  return Array.from(
    { length: count },
    (_, i) => one(i * step, hex.spark) + one((i + 0.5) * step, hex.ink),
  ).join('');
}
