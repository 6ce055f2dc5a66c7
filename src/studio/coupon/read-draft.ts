import { COUPON_SIZE_NAMES } from '../../creative/coupon-size.ts';
import { COUPON_STYLES } from '../../creative/coupon-styles.ts';
import type { CodeChoice, CouponDraft } from './coupon-view.ts';

const codeChoices: readonly CodeChoice[] = ['none', 'generated', 'imported'];

/** What an earlier visit kept of its draft, as far as this version understands it. */
export function readDraft(kept: unknown): Partial<CouponDraft> | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { style, size, issuer, code, sign, colours } = kept as Readonly<Record<string, unknown>>;
  const known = COUPON_STYLES.find(({ name }) => name === style)?.name;
  const sized = COUPON_SIZE_NAMES.find((name) => name === size);
  const coded = codeChoices.find((name) => name === code);
  const [ground, accent, text] = Array.isArray(colours) ? colours.filter(isHex) : [];
  return {
    ...(known !== undefined && { style: known }),
    ...(sized !== undefined && { size: sized }),
    ...(typeof issuer === 'string' && { issuer }),
    ...(coded !== undefined && { code: coded }),
    ...(typeof sign === 'boolean' && { sign }),
    ...(ground !== undefined &&
      accent !== undefined &&
      text !== undefined && { colours: [ground, accent, text] as const }),
  };
}

function isHex(value: unknown): value is string {
  return typeof value === 'string' && /^#[\da-f]{6}$/i.test(value);
}
