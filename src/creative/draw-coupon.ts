import { type Result, success } from '../domain/result.ts';
import { toHex } from './colour.ts';
import { couponAlt } from './coupon-alt.ts';
import { type CouponLayout, layoutCoupon } from './coupon-layout.ts';
import { type ContrastReport, type CouponPalette, legiblePalette, paletteFrom } from './coupon-palette.ts';
import { COUPON_SIZES, type CouponSizeName, svgLengths } from './coupon-size.ts';
import type { CouponSpec } from './coupon-spec.ts';
import type { CouponStyle, PaletteHex, Scene } from './coupon-style.ts';
import { styleNamed } from './coupon-styles.ts';
import { drawMain } from './draw-main.ts';
import { drawStub } from './draw-stub.ts';
import { hashText } from './line-art.ts';
import { type QrCode, qrCode } from './qr-code.ts';
import { element, escapeXml } from './svg.ts';
import { tearHoles, ticketPath } from './ticket-path.ts';

export interface DrawnCoupon {
  /** A complete SVG document: no script, no link, no font or picture from elsewhere. */
  readonly svg: string;
  /** In pixels, as it is to be rendered; dots per inch for print. */
  readonly width: number;
  readonly height: number;
  readonly dpi?: number;
  /** Says in words what the picture says. */
  readonly alt: string;
  /** Every text with its ground, its contrast and, where it was mended, how. */
  readonly contrast: readonly ContrastReport[];
  readonly style: string;
}

/**
 * Draws a coupon. The same spec gives the same picture. Text is fitted by measured widths and never leaves its part;
 * colours that are hard to read are mended, or refused with `strictColours`.
 * @returns the failures `style`, `colour`, `contrast`, `qr-too-long` and `qr-too-dense`, each saying how to mend it.
 */
export function drawCoupon(spec: CouponSpec): Result<DrawnCoupon> {
  const size = COUPON_SIZES[spec.size];
  const style = styleNamed(spec.style);
  if (!style.ok) return style;
  const wanted =
    spec.colours === undefined
      ? success(style.value.palette)
      : paletteFrom(style.value.palette, spec.colours);
  if (!wanted.ok) return wanted;
  const legible = legiblePalette(wanted.value, spec.strictColours ?? false, style.value.shade);
  if (!legible.ok) return legible;
  const qr = spec.qr === undefined ? success(undefined) : qrCode(spec.qr);
  if (!qr.ok) return qr;
  const layout = layoutCoupon(size, qr.value, spec.code !== undefined, style.value);
  if (!layout.ok) return layout;
  const scene = sceneFor(spec, style.value, legible.value.palette, layout.value);
  const alt = couponAlt(spec);
  return success({
    svg: assemble(spec.size, spec, style.value, scene, qr.value, alt),
    width: size.width,
    height: size.height,
    ...('dpi' in size && { dpi: size.dpi }),
    alt,
    contrast: legible.value.contrast,
    style: style.value.name,
  });
}

function sceneFor(spec: CouponSpec, style: CouponStyle, palette: CouponPalette, layout: CouponLayout): Scene {
  const { width, height } = COUPON_SIZES[spec.size];
  const { unit, ticket, tear } = layout;
  const seed = hashText(JSON.stringify([spec.code, spec.headline, spec.figure, spec.qr]));
  const hex = Object.fromEntries(
    Object.entries(palette).map(([role, colour]) => [role, toHex(colour)]),
  ) as PaletteHex;
  return {
    ...layout,
    width,
    height,
    hex,
    seed,
    id: `c${hashText(JSON.stringify(spec)).toString(36)}`,
    outline: ticketPath(ticket, style.edge, style.corner * unit, style.notch * unit, tear),
  };
}

function assemble(
  sizeName: CouponSizeName,
  spec: CouponSpec,
  style: CouponStyle,
  scene: Scene,
  qr: QrCode | undefined,
  alt: string,
): string {
  const size = COUPON_SIZES[sizeName];
  const [width, height] = svgLengths(size);
  const { id, hex, outline } = scene;
  const defs = element(
    'defs',
    {},
    [
      element('clipPath', { id: `${id}clip` }, element('path', { d: outline })),
      element('clipPath', { id: `${id}main` }, element('rect', { ...scene.main })),
      ...(style.metallic ? [metal(scene)] : []),
    ].join(''),
  );
  const body = [
    element('rect', { width: size.width, height: size.height, fill: hex.backdrop }),
    element('path', { d: outline, fill: hex.paper, 'clip-path': `url(#${id}main)` }),
    stubGround(scene),
    element(
      'g',
      { 'clip-path': `url(#${id}clip)` },
      element('g', { 'clip-path': `url(#${id}main)` }, style.ornament(scene)) +
        (style.stubOrnament?.(scene) ?? ''),
    ),
    tear(scene, style),
    drawMain(spec, style, scene, size),
    drawStub(spec, style, scene, size, qr),
  ].join('');
  const [title, text] = [`${id}t`, `${id}d`];
  const names =
    element('title', { id: title }, escapeXml(spec.headline || alt)) +
    element('desc', { id: text }, escapeXml(alt));
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${size.width} ${size.height}`,
      // Whole millimetres are not exactly whole pixels; without this a hair of nothing would stay at the edge.
      preserveAspectRatio: 'dpi' in size ? 'none' : undefined,
      role: 'img',
      'aria-labelledby': `${title} ${text}`,
    },
    names + defs + body,
  );
}

/** Metal catches the light from the upper left. */
function metal({ id, hex, main }: Scene): string {
  const stop = (offset: number, colour: string) => element('stop', { offset, 'stop-color': colour });
  return element(
    'linearGradient',
    {
      id: `${id}metal`,
      gradientUnits: 'userSpaceOnUse',
      x1: main.x,
      y1: main.y,
      x2: main.x + main.width,
      y2: main.y + main.height,
    },
    [
      stop(0.12, hex.accent),
      stop(0.38, hex.gleam),
      stop(0.55, hex.accent),
      stop(0.72, hex.gleam),
      stop(0.95, hex.accent),
    ].join(''),
  );
}

/** Cut from its own rectangle: paper under it would show as a fine line at its edge. */
function stubGround({ stub, hex, id, outline }: Scene): string {
  if (stub === undefined) return '';
  const clip = element('clipPath', { id: `${id}stub` }, element('rect', { ...stub }));
  return (
    element('defs', {}, clip) +
    element('path', { d: outline, fill: hex.stub, 'clip-path': `url(#${id}stub)` })
  );
}

function tear({ ticket, tear: place, unit, hex }: Scene, style: CouponStyle): string {
  if (place === undefined) return '';
  const notch = style.edge === 'stamp' ? style.notch * 1.6 : style.notch;
  return tearHoles(ticket, place, unit * 2.4, notch * unit)
    .map(([cx, cy]) => element('circle', { cx, cy, r: unit * 0.5, fill: hex.backdrop }))
    .join('');
}
