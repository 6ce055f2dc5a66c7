import { type Result, success } from '../domain/result.ts';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { type CouponPayload, decodePayload, encodePayload } from './coupon-payload.ts';

/** Marks a coupon's token, and keeps its signature from being taken for one of anything else. */
export const TOKEN_PREFIX = 'OFFER1:';
const SIGNATURE_BYTES = 64;

/**
 * A coupon as the text of a QR code: the prefix and, in base 45, signature and payload. The signature is Ed25519 over
 * the prefix and the canonical payload, so it holds offline, with the public key alone.
 */
export async function signCoupon(
  payload: CouponPayload,
  privateKey: CryptoKey,
  subtle: Pick<SubtleCrypto, 'sign'> = crypto.subtle,
): Promise<Result<string>> {
  const encoded = encodePayload(payload);
  if (!encoded.ok) return encoded;
  const signature = new Uint8Array(await subtle.sign('Ed25519', privateKey, signedBytes(encoded.value)));
  return success(TOKEN_PREFIX + encodeBase45(joined(signature, encoded.value)));
}

/** What the scan of a coupon says. */
export type Verification =
  | { readonly state: 'valid'; readonly coupon: CouponPayload }
  /** Signed by us, but its last moment has passed. */
  | { readonly state: 'expired'; readonly coupon: CouponPayload }
  /** Names a kiosk whose key is not at hand; nothing in it is proven. */
  | { readonly state: 'unknown-key'; readonly kioskId: string }
  /** Has the form of a coupon, but its signature is not that kiosk's. */
  | { readonly state: 'altered' }
  | { readonly state: 'not-a-coupon' };

/**
 * Verifies a scanned token without any network.
 * @param keys public keys by the id of the kiosk.
 * @param now milliseconds since 1970.
 */
export async function verifyCoupon(
  token: string,
  keys: ReadonlyMap<string, CryptoKey>,
  now: number,
  subtle: Pick<SubtleCrypto, 'verify'> = crypto.subtle,
): Promise<Verification> {
  const text = token.trim();
  if (!text.startsWith(TOKEN_PREFIX)) return { state: 'not-a-coupon' };
  const bytes = decodeBase45(text.slice(TOKEN_PREFIX.length));
  if (!bytes.ok) return { state: 'altered' };
  const signature = bytes.value.slice(0, SIGNATURE_BYTES);
  const encoded = bytes.value.slice(SIGNATURE_BYTES);
  const coupon = decodePayload(encoded);
  if (coupon === undefined) return { state: 'altered' };
  const key = keys.get(coupon.kioskId);
  if (key === undefined) return { state: 'unknown-key', kioskId: coupon.kioskId };
  if (!(await subtle.verify('Ed25519', key, signature, signedBytes(encoded)))) return { state: 'altered' };
  return now > coupon.validUntil ? { state: 'expired', coupon } : { state: 'valid', coupon };
}

function signedBytes(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  return joined(new TextEncoder().encode(TOKEN_PREFIX), payload);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
