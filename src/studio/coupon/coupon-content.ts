import { couponForReward } from '../../creative/coupon-for-reward.ts';
import type { CouponSizeName } from '../../creative/coupon-size.ts';
import type { CouponSpec } from '../../creative/coupon-spec.ts';
import type { Reward } from '../../domain/reward.ts';

/**
 * What `os-coupon` draws. Figure, terms and expiry come from the reward's record alone; the rest is words and looks.
 * Only the first three have to be there. Empty texts count as absent.
 */
export interface CouponContent {
  readonly reward: Reward;
  /** ISO 4217 code of the catalogue's currency. */
  readonly currency: string;
  /** Finished copy: its slots are filled. */
  readonly message: string;
  /** The segment's name, which chooses style and headline. */
  readonly segment?: string | undefined;
  /** A style by name (`vip`, `frequent`, …) in place of the segment's. */
  readonly style?: string | undefined;
  /** In place of the segment's headline. */
  readonly headline?: string | undefined;
  /** Name of the shop. */
  readonly issuer?: string | undefined;
  /** Whose it is. */
  readonly recipient?: string | undefined;
  readonly code?: string | undefined;
  /** What the QR code says, such as a signed token; the code where absent. */
  readonly qr?: string | undefined;
  /** Ground, accent and text in place of the style's, as hex codes or names. */
  readonly colours?: readonly string[] | undefined;
}

/** The coupon of a content in one size, for `drawCoupon`. */
export function couponSpec(content: CouponContent, size: CouponSizeName): CouponSpec {
  const { reward, currency, message, style, colours } = content;
  const words = Object.fromEntries(
    (['segment', 'issuer', 'recipient', 'code', 'qr'] as const).flatMap((name) => {
      const text = content[name]?.trim() ?? '';
      return text === '' ? [] : [[name, text]];
    }),
  );
  const spec = couponForReward(reward, { size, currency, message, ...words });
  const headline = content.headline?.trim() ?? '';
  return {
    ...spec,
    ...(style !== undefined && { style }),
    ...(headline !== '' && { headline }),
    ...(colours !== undefined && colours.length > 0 && { colours }),
  };
}
