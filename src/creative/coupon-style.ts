import type { CouponLayout } from './coupon-layout.ts';
import type { CouponPalette } from './coupon-palette.ts';
import type { Face } from './measure-text.ts';
import type { TicketEdge } from './ticket-path.ts';

/** How one part of the text is set. */
export interface TypeSetting {
  readonly face: Face;
  readonly tracking?: number;
  readonly capitals?: boolean;
  /** Its colour on the paper. */
  readonly role: 'ink' | 'soft' | 'accent';
}

export type PaletteHex = Readonly<Record<keyof CouponPalette, string>>;

/** What a style draws with. */
export interface Scene extends CouponLayout {
  readonly width: number;
  readonly height: number;
  readonly hex: PaletteHex;
  /** Before every id, so that several coupons stand in one page. */
  readonly id: string;
  /** From the code and the words; two coupons differ in their fine lines. */
  readonly seed: number;
  /** Outline of the coupon. */
  readonly outline: string;
}

export interface CouponStyle {
  readonly name: string;
  /** What a brief may call it: `luxury premium elegant`. */
  readonly words: string;
  /** Beginning of the name of the segment that gets it unasked. */
  readonly segment?: string;
  readonly palette: CouponPalette;
  readonly align: 'start' | 'middle';
  readonly edge: TicketEdge;
  /** Hundredths of the shorter side: around the coupon, its corners, its notches. */
  readonly rim: number;
  readonly corner: number;
  readonly notch: number;
  /** Share of the breadth that text may take, where an ornament wants the rest. */
  readonly measure: number;
  /** Space that the ornaments of the main part take on each side, in hundredths. */
  readonly frame: number;
  readonly type: Readonly<
    Record<'issuer' | 'headline' | 'figure' | 'label' | 'recipient' | 'message' | 'terms', TypeSetting>
  >;
  readonly code: Face;
  /** The figure runs from `gleam` to `accent`. */
  readonly metallic: boolean;
  /** A small ornament between the headline and the figure. */
  readonly divider?: (scene: Scene, x: number, y: number, width: number) => string;
  /** The most of `line` that the ornaments mix into the paper under text, 0 to 1; contrast is checked against it. */
  readonly shade: number;
  /** Ornaments of the main part, below its text and clipped to it. */
  readonly ornament: (scene: Scene) => string;
  readonly stubOrnament?: (scene: Scene) => string;
}
