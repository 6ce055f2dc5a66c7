import { failure, type Result, success } from '../domain/result.ts';

/** What a signed coupon states. Moments are milliseconds since 1970 and kept to the second. */
export interface CouponPayload {
  readonly code: string;
  readonly rewardId: string;
  /** Who signed it: the name under which the key is known. */
  readonly kioskId: string;
  readonly issuedAt: number;
  /** Last moment at which it holds. */
  readonly validUntil: number;
}

/** First byte of every payload; another one is another format. */
const VERSION = 1;
const TEXTS = ['code', 'rewardId', 'kioskId'] as const;
/** Bytes of each text, so that a coupon fits a QR code that a phone reads. */
export const LONGEST_TEXT = 40;
const LATEST = 0xffff_ffff;

/**
 * The one way to write a payload in bytes: version, issue and expiry as big-endian seconds since 1970 in four bytes
 * each, then code, reward and kiosk in UTF-8, each with its length in one byte before it. Two payloads never share
 * their bytes, and the bytes are what is signed.
 * @returns the failure `coupon-payload` for what does not fit.
 */
export function encodePayload(payload: CouponPayload): Result<Uint8Array<ArrayBuffer>> {
  const times = [payload.issuedAt, payload.validUntil].map((at) => Math.floor(at / 1000));
  if (times.some((seconds) => !(seconds >= 0 && seconds <= LATEST))) {
    return failure('coupon-payload', 'Issue and expiry of a coupon lie between 1970 and 2106.');
  }
  const bytes = [
    VERSION,
    ...times.flatMap((seconds) => [24, 16, 8, 0].map((shift) => (seconds >>> shift) & 255)),
  ];
  for (const field of TEXTS) {
    const text = payload[field];
    const encoded = new TextEncoder().encode(text.normalize('NFC'));
    if (encoded.length === 0 || encoded.length > LONGEST_TEXT || /[\p{Cc}\p{Cs}]/u.test(text)) {
      return failure(
        'coupon-payload',
        `${field} of a coupon has 1 to ${LONGEST_TEXT} bytes and no control characters.`,
        field,
      );
    }
    bytes.push(encoded.length, ...encoded);
  }
  return success(Uint8Array.from(bytes));
}

/** Takes {@link encodePayload} back; undefined for bytes that it cannot have made. */
export function decodePayload(bytes: Uint8Array): CouponPayload | undefined {
  if (bytes[0] !== VERSION || bytes.length < 9) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: string[] = [];
  let at = 9;
  for (const _ of TEXTS) {
    const length = bytes[at] ?? 0;
    const part = bytes.subarray(at + 1, at + 1 + length);
    if (length === 0 || length > LONGEST_TEXT || part.length < length) return undefined;
    try {
      texts.push(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(part));
    } catch {
      return undefined;
    }
    at += 1 + length;
  }
  const [code, rewardId, kioskId] = texts;
  if (at !== bytes.length || code === undefined || rewardId === undefined || kioskId === undefined)
    return undefined;
  return {
    code,
    rewardId,
    kioskId,
    issuedAt: view.getUint32(1) * 1000,
    validUntil: view.getUint32(5) * 1000,
  };
}
