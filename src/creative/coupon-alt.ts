import { groupCode } from './coupon-code.ts';
import type { CouponSpec } from './coupon-spec.ts';

/** The words of a coupon in the order of its picture, as alternative text. */
export function couponAlt(spec: CouponSpec): string {
  const { issuer, headline, figure, recipient, message, terms, expires, code, qr } = spec;
  const parts = [
    issuer === undefined ? 'Coupon' : `Coupon from ${issuer}`,
    headline,
    figure && [figure.value, figure.label].filter((part) => part !== undefined).join(' '),
    recipient === undefined ? undefined : `For ${recipient}`,
    message,
    terms,
    code === undefined ? undefined : `Code ${groupCode(code)}`,
    expires,
    qr === undefined ? undefined : 'With a QR code to be scanned at the till',
  ];
  return parts
    .filter((part) => part !== undefined && part.trim() !== '')
    .map((part) =>
      (part ?? '')
        .replace(/\s+/gu, ' ')
        .trim()
        .replace(/(?<![.!?…])$/u, '.'),
    )
    .join(' ');
}
