import { groupCode } from './coupon-code.ts';
import type { CouponSize } from './coupon-size.ts';
import type { CouponSpec } from './coupon-spec.ts';
import type { CouponStyle, Scene } from './coupon-style.ts';
import { drawColumn } from './draw-text.ts';
import { fitColumn, type TextBlock } from './fit-text.ts';
import { type QrCode, qrPath } from './qr-code.ts';
import { element } from './svg.ts';

/** The part that is handed in: QR code on its plate, code in groups, expiry. */
export function drawStub(
  spec: CouponSpec,
  style: CouponStyle,
  scene: Scene,
  size: CouponSize,
  qr: QrCode | undefined,
): string {
  const { stub, plate, module, unit, hex, wide } = scene;
  if (stub === undefined) return '';
  const blocks = stubBlocks(spec, style, size, wide);
  const pad = unit * (style.frame + 1);
  const below = plate === undefined ? stub.y + pad : plate.y + plate.height;
  const beside = plate === undefined ? stub.x + pad + unit * 3 : plate.x + plate.width + unit * 4.5;
  const box = wide
    ? {
        x: stub.x + pad,
        y: below,
        width: stub.width - 2 * pad,
        height: stub.y + stub.height - below - (plate === undefined ? pad : (plate.y - stub.y) * 0.9),
      }
    : {
        x: beside,
        y: stub.y + pad,
        width: stub.x + stub.width - beside - pad,
        height: stub.height - 2 * pad,
      };
  const column = fitColumn(blocks, box.width, box.height);
  const fill = (name: string) => (name === 'code' ? hex.stubInk : hex.stubSoft);
  const align = wide ? 'middle' : 'start';
  const text = drawColumn(column, {
    x: box.x,
    width: box.width,
    y: box.y + (box.height - column.height) / 2,
    align,
    fill,
  });
  return drawPlate(scene, qr, plate, module) + text;
}

function drawPlate(
  { hex, unit }: Scene,
  qr: QrCode | undefined,
  plate: Scene['plate'],
  module: number | undefined,
): string {
  if (qr === undefined || plate === undefined || module === undefined) return '';
  const { x, y, width, height } = plate;
  return (
    element('rect', { x, y, width, height, rx: Math.min(unit * 1.2, module * 2.5), fill: hex.codeLight }) +
    element('path', { d: qrPath(qr, x, y, module), fill: hex.codeDark, 'shape-rendering': 'crispEdges' })
  );
}

function stubBlocks(
  { code, expires, terms }: CouponSpec,
  style: CouponStyle,
  { body, smallest }: CouponSize,
  wide: boolean,
): readonly TextBlock[] {
  const label: readonly TextBlock[] =
    code === undefined || wide
      ? []
      : [
          {
            name: 'hint',
            text: 'Your code',
            face: style.type.terms.face,
            largest: smallest * 1.1,
            smallest: smallest * 0.9,
            lines: 1,
            leading: 1.3,
            gap: 0,
          },
        ];
  const codes: readonly TextBlock[] =
    code === undefined
      ? []
      : [
          {
            name: 'code',
            text: groupCode(code),
            face: style.code,
            largest: body * (wide ? 1.05 : 1.7),
            smallest: smallest * 0.5,
            lines: [...code].length <= 14 ? 1 : 4,
            whole: true,
            leading: 1.2,
            tracking: 0.05,
            gap: body * 0.2,
          },
        ];
  const expiry: readonly TextBlock[] =
    expires === undefined || expires.trim() === ''
      ? []
      : [
          {
            name: 'expires',
            text: expires.trim(),
            face: style.type.terms.face,
            largest: smallest * 1.12,
            smallest: smallest * 0.9,
            lines: wide ? 1 : 2,
            leading: 1.25,
            gap: wide ? 0 : body * 0.45,
          },
        ];
  const small: readonly TextBlock[] =
    terms === undefined || wide || terms.trim() === ''
      ? []
      : [
          {
            name: 'terms',
            text: terms.replace(/\s+/gu, ' ').trim(),
            face: style.type.terms.face,
            largest: smallest * 1.02,
            smallest: smallest * 0.88,
            lines: 5,
            leading: 1.3,
            gap: body * 0.55,
          },
        ];
  return [...label, ...codes, ...expiry, ...small];
}
