import type { CouponSize } from './coupon-size.ts';
import type { CouponSpec } from './coupon-spec.ts';
import type { CouponStyle, Scene, TypeSetting } from './coupon-style.ts';
import { drawColumn } from './draw-text.ts';
import { type FittedColumn, fitColumn, type TextBlock } from './fit-text.ts';
import { inset, type Rect } from './svg.ts';

type Part = keyof CouponStyle['type'];

interface PartSize {
  readonly largest: number;
  readonly smallest: number;
  readonly lines: number;
  readonly leading: number;
  readonly gap: number;
  readonly spare?: number;
}

/** The part of the coupon that says what is offered: issuer on top, terms at the foot, the offer between them. */
export function drawMain(spec: CouponSpec, style: CouponStyle, scene: Scene, size: CouponSize): string {
  const { body, smallest } = size;
  const box = textBox(scene, style);
  const block = blocksOf(style);
  const top = fitColumn(
    block('issuer', spec.issuer, {
      largest: body * 0.8,
      smallest: smallest * 0.92,
      lines: 1,
      leading: 1.2,
      gap: 0,
    }),
    box.width,
    box.height * 0.12,
  );
  const foot = fitColumn(
    block('terms', termsBeside(scene) ? undefined : spec.terms, {
      largest: smallest * 1.12,
      smallest: smallest * 0.92,
      lines: scene.wide ? 2 : 3,
      leading: 1.25,
      gap: 0,
    }),
    box.width,
    box.height * 0.2,
  );
  const air = body * (scene.wide ? 0.45 : 0.8);
  const taken = (column: FittedColumn) => (column.height === 0 ? 0 : column.height + air);
  const room = box.height - taken(top) - taken(foot);
  const middle = fitColumn(offerBlocks(spec, style, scene, size, room), box.width, room);
  const from = box.y + taken(top) + (room - middle.height) * (style.align === 'middle' ? 0.5 : 0.46);
  const { hex, id } = scene;
  const fill = (name: string) => {
    const { role } = style.type[name as Part];
    return role === 'accent' && style.metallic ? `url(#${id}metal)` : hex[role];
  };
  const place = { x: box.x, width: box.width, align: style.align, fill };
  return [
    drawColumn(top, { ...place, y: box.y }),
    drawColumn(middle, { ...place, y: from }),
    divider(style, scene, middle, box, from),
    drawColumn(foot, { ...place, y: box.y + box.height - foot.height }),
  ].join('');
}

/** On a tall coupon the terms stand beside the code, where there is room. */
export function termsBeside({ wide, stub }: Scene): boolean {
  return !wide && stub !== undefined;
}

/** The part's box without frame and margin; a straight picture needs more of it at the sides. */
function textBox({ main, unit, wide }: Scene, style: CouponStyle): Rect {
  const margin = (style.frame + (wide ? 2.4 : 3.2)) * unit;
  const { x, y, width, height } = inset(main, margin);
  const side = unit * (wide ? (style.align === 'middle' ? 2.6 : 1.2) : 2);
  return { x: x + side, y, width: (width - 2 * side) * style.measure, height };
}

function offerBlocks(
  spec: CouponSpec,
  style: CouponStyle,
  { wide, unit }: Scene,
  { body, smallest }: CouponSize,
  room: number,
): readonly TextBlock[] {
  const block = blocksOf(style);
  const { figure } = spec;
  const dividerRoom = style.divider === undefined ? 0 : unit * (wide ? 6 : 6.5);
  const headline = figure === undefined ? (wide ? 0.28 : 0.2) : wide ? 0.125 : 0.11;
  return [
    ...block('headline', spec.headline, {
      largest: Math.max(body * 1.2, room * headline),
      smallest: smallest * 1.1,
      lines: 4,
      leading: 1.16,
      gap: 0,
    }),
    ...block(
      'figure',
      figure?.value,
      {
        largest: room * (wide ? 0.48 : 0.5),
        smallest: body * 1.5,
        lines: 1,
        leading: wide ? 0.94 : 0.98,
        gap: dividerRoom + room * (wide ? 0.025 : 0.03),
      },
      figure?.label,
    ),
    ...block('recipient', spec.recipient === undefined ? undefined : `For ${spec.recipient}`, {
      largest: body * 1.1,
      smallest,
      lines: 1,
      leading: 1.25,
      gap: room * 0.045,
      spare: 2,
    }),
    ...block('message', spec.message, {
      largest: body * (wide ? 1.05 : 1.25),
      smallest,
      lines: wide ? 3 : 5,
      leading: 1.3,
      gap: room * 0.04,
      spare: 1,
    }),
  ];
}

function blocksOf(style: CouponStyle) {
  return (name: Part, text: string | undefined, size: PartSize, tail?: string): readonly TextBlock[] => {
    const setting = style.type[name];
    const words = cased(text, setting);
    if (words === '') return [];
    const label = style.type.label;
    const unit = cased(tail, label);
    return [
      {
        ...size,
        name,
        text: words,
        face: setting.face,
        ...(setting.tracking !== undefined && { tracking: setting.tracking }),
        ...(unit !== '' && {
          tail: {
            text: unit,
            face: label.face,
            ...(label.tracking !== undefined && { tracking: label.tracking }),
          },
        }),
      },
    ];
  };
}

/** One line of text in the capitals that the style asks for. */
function cased(text: string | undefined, { capitals }: TypeSetting): string {
  const plain = (text ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim();
  return capitals ? plain.toUpperCase() : plain;
}

/** The ornament stands in the space that the figure keeps above itself. */
function divider(style: CouponStyle, scene: Scene, column: FittedColumn, box: Rect, from: number): string {
  const at = column.blocks.findIndex(({ block }) => block.name === 'figure');
  const [above, figure] = [column.blocks[at - 1], column.blocks[at]];
  if (style.divider === undefined || figure === undefined || above === undefined) return '';
  const y = from + (above.top + above.height + figure.top) / 2;
  return style.divider(scene, box.x + box.width / 2, y, box.width);
}
