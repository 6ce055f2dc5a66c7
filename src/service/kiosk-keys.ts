import { LONGEST_TEXT } from '../creative/coupon-payload.ts';
import { exportPublicKey, generateSigningKeys, importPublicKey } from '../creative/signing-key.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { KioskKey } from '../storage/schema.ts';
import type { KnownKey } from './coupon-contract.ts';

/** A fresh key pair whose private half cannot be exported. Fails with `kiosk-name` and `no-ed25519`. */
export async function newKioskKey(name: string, now: number): Promise<Result<KioskKey>> {
  const id = checkedName(name);
  if (!id.ok) return id;
  const keys = await generateSigningKeys(undefined, false);
  if (!keys.ok) return keys;
  const { privateKey, publicKey } = keys.value;
  return success({
    id: id.value,
    createdAt: now,
    publicKeyRaw: await exportPublicKey(publicKey),
    privateKey,
  });
}

/**
 * The public key of another kiosk: a JSON Web Key, with the kiosk's name as `kid` or without, or 32 bytes in base 64,
 * with either alphabet, or in hexadecimal digits. A private part is not taken over.
 */
export async function readKioskKey(text: string, name: string, now: number): Promise<Result<KioskKey>> {
  const read = keyIn(text.trim());
  if (!read.ok) return read;
  const id = checkedName(name.trim() === '' ? (read.value.name ?? '') : name);
  if (!id.ok) return id;
  const key = await importPublicKey(read.value.key);
  if (!key.ok) return key;
  return success({ id: id.value, createdAt: now, publicKeyRaw: await exportPublicKey(key.value) });
}

export function describeKey({ id, createdAt, publicKeyRaw, privateKey }: KioskKey): KnownKey {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(publicKeyRaw), kid: id };
  return {
    kioskId: id,
    since: createdAt,
    own: privateKey !== undefined,
    publicKey: JSON.stringify(jwk),
  };
}

/** A name that fits a coupon's payload. */
function checkedName(name: string): Result<string> {
  const id = name.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const bytes = new TextEncoder().encode(id).length;
  if (bytes >= 1 && bytes <= LONGEST_TEXT && !/[\p{Cc}\p{Cs}]/u.test(id)) return success(id);
  return failure(
    'kiosk-name',
    bytes === 0
      ? 'The key needs the name of its kiosk, such as "Counter 1".'
      : `The name of a kiosk has at most ${LONGEST_TEXT} bytes and no control characters; this one has ${bytes} bytes.`,
    'name',
  );
}

interface ReadKey {
  readonly key: Uint8Array<ArrayBuffer> | JsonWebKey;
  readonly name?: string;
}

function keyIn(text: string): Result<ReadKey> {
  if (text.startsWith('{')) {
    try {
      const jwk = JSON.parse(text) as JsonWebKey & { readonly kid?: unknown };
      return success({ key: jwk, ...(typeof jwk.kid === 'string' && { name: jwk.kid }) });
    } catch {
      return notAKey();
    }
  }
  const bytes = /^[\da-f]{64}$/i.test(text) ? fromHex(text) : fromBase64(text);
  return bytes?.length === 32 ? success({ key: bytes }) : notAKey();
}

function notAKey(): Result<never> {
  return failure(
    'signing-key',
    'This is no public key. It is a line that begins with {"kty":"OKP", as the page that made it shows it, or 32 bytes in base 64 or in 64 hexadecimal digits.',
    'key',
  );
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const plain = text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '');
  if (!/^[\w+/]*$/.test(plain) || plain.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(plain), (sign) => sign.charCodeAt(0));
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}
