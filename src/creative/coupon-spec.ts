import type { CouponSizeName } from './coupon-size.ts';

/** What stands on a coupon. All texts are plain text and finished: their slots are filled. */
export interface CouponSpec {
  /** A style by name or in words: `vip`, `luxury premium elegant`. */
  readonly style: string;
  readonly size: CouponSizeName;
  /** Who gives it: the name of the shop. */
  readonly issuer?: string;
  /** `EXCLUSIVE VIP OFFER` */
  readonly headline: string;
  /** The one number to be seen from afar, and its unit: `25%` and `off`. */
  readonly figure?: { readonly value: string; readonly label?: string };
  /** Whose it is. */
  readonly recipient?: string;
  /** The copy, one or two sentences. */
  readonly message?: string;
  /** What it depends on. */
  readonly terms?: string;
  /** `Valid until 31 March 2027` */
  readonly expires?: string;
  readonly code?: string;
  /** What the QR code says: a signed token, or the code. */
  readonly qr?: string;
  /** Other colours than the style's: ground, accent, text, such as `black gold white`. */
  readonly colours?: string | readonly string[];
  /** Refuse colours that are hard to read instead of mending them. */
  readonly strictColours?: boolean;
}
