import { failure, type Result, success } from '../domain/result.ts';
import type { CouponStyle } from './coupon-style.ts';
import { FREQUENT_STYLE } from './style-frequent.ts';
import { GROWING_STYLE } from './style-growing.ts';
import { NEUTRAL_STYLE } from './style-neutral.ts';
import { STANDARD_STYLE } from './style-standard.ts';
import { VIP_STYLE } from './style-vip.ts';

export const COUPON_STYLES: readonly CouponStyle[] = [
  VIP_STYLE,
  FREQUENT_STYLE,
  GROWING_STYLE,
  STANDARD_STYLE,
  NEUTRAL_STYLE,
];

/** The style of a segment, by its name; the neutral one for every other. */
export function styleForSegment(segment: string | undefined): CouponStyle {
  const name = segment?.toLowerCase() ?? '';
  return (
    COUPON_STYLES.find((style) => style.segment !== undefined && name.includes(style.segment)) ??
    NEUTRAL_STYLE
  );
}

/** The style a brief names, by its name or by the words for it (`luxury premium elegant`); the failure `style` else. */
export function styleNamed(words: string): Result<CouponStyle> {
  const asked = words.toLowerCase().match(/\p{L}+/gu) ?? [];
  const score = ({ name, words: own }: CouponStyle) =>
    asked.filter((word) => word === name || own.split(' ').includes(word)).length;
  const best = [...COUPON_STYLES].sort((a, b) => score(b) - score(a))[0];
  if (best === undefined || score(best) === 0) {
    const known = COUPON_STYLES.map(({ name, words: own }) => `${name} (${own})`).join(', ');
    return failure('style', `No style goes by "${words}"; the styles are ${known}.`, 'style');
  }
  return success(best);
}
