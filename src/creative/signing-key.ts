import { failure, type Result, success } from '../domain/result.ts';

/** Keys for Ed25519 (RFC 8032) from the platform's WebCrypto; browsers have it since 2025, Node since 20. */
const ED25519 = { name: 'Ed25519' } as const;

export interface SigningKeys {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

type Subtle = Pick<SubtleCrypto, 'generateKey' | 'importKey' | 'exportKey'>;

/**
 * A fresh pair. The private key can be exported, so that a kiosk can be moved, unless `extractable` is false: then it
 * never leaves the device that made it. Keep it out of exports in either case.
 */
export async function generateSigningKeys(
  subtle: Subtle = crypto.subtle,
  extractable = true,
): Promise<Result<SigningKeys>> {
  return guarded(async () => {
    const pair = await subtle.generateKey(ED25519, extractable, ['sign', 'verify']);
    if (!('privateKey' in pair)) throw new TypeError('Ed25519 gave one key instead of two.');
    return pair;
  });
}

/** The public key as 32 bytes, to hand to those who verify. */
export async function exportPublicKey(
  key: CryptoKey,
  subtle: Subtle = crypto.subtle,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await subtle.exportKey('raw', key));
}

/** A key, private or public, as a JSON Web Key (RFC 8037: `kty` OKP, `crv` Ed25519). */
export async function exportJwk(key: CryptoKey, subtle: Subtle = crypto.subtle): Promise<JsonWebKey> {
  return subtle.exportKey('jwk', key);
}

/** A public key from its 32 bytes or its JSON Web Key. */
export async function importPublicKey(
  key: Uint8Array<ArrayBuffer> | JsonWebKey,
  subtle: Subtle = crypto.subtle,
): Promise<Result<CryptoKey>> {
  return guarded(async () =>
    key instanceof Uint8Array
      ? subtle.importKey('raw', key, ED25519, true, ['verify'])
      : subtle.importKey('jwk', publicPart(key), ED25519, true, ['verify']),
  );
}

/** A private key from its JSON Web Key. */
export async function importPrivateKey(
  key: JsonWebKey,
  subtle: Subtle = crypto.subtle,
): Promise<Result<CryptoKey>> {
  return guarded(async () => subtle.importKey('jwk', key, ED25519, true, ['sign']));
}

/** Whoever verifies never needs the private part, even if it is handed over by mistake. */
function publicPart({ kty, crv, x }: JsonWebKey): JsonWebKey {
  return { ...(kty && { kty }), ...(crv && { crv }), ...(x && { x }) };
}

async function guarded<T>(make: () => Promise<T>): Promise<Result<T>> {
  // Pages that did not come over a safe connection have no WebCrypto at all.
  if (globalThis.crypto?.subtle === undefined) return noEd25519();
  try {
    return success(await make());
  } catch (error) {
    const name = error instanceof Error || error instanceof DOMException ? error.name : '';
    if (name === 'NotSupportedError') return noEd25519();
    return failure(
      'signing-key',
      'This is not an Ed25519 key: it takes 32 bytes, or a JSON Web Key with kty "OKP" and crv "Ed25519".',
    );
  }
}

function noEd25519(): Result<never> {
  return failure(
    'no-ed25519',
    'This browser cannot sign coupons: its WebCrypto has no Ed25519. Update it, or use another one.',
  );
}
