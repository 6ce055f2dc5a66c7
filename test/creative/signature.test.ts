import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeBase45, encodeBase45 } from '../../src/creative/base45.ts';
import { type CouponPayload, decodePayload, encodePayload } from '../../src/creative/coupon-payload.ts';
import { NO_REDEMPTIONS, redeem } from '../../src/creative/redemption.ts';
import { signCoupon, TOKEN_PREFIX, verifyCoupon } from '../../src/creative/sign-coupon.ts';
import {
  exportJwk,
  exportPublicKey,
  generateSigningKeys,
  importPrivateKey,
  importPublicKey,
  type SigningKeys,
} from '../../src/creative/signing-key.ts';

const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const toHex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** RFC 8032, section 7.1: secret key, public key, message, signature. */
const VECTORS = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const;

const base64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const now = Date.UTC(2027, 0, 15);
const coupon: CouponPayload = {
  code: 'B5X2V6K9',
  rewardId: '588904',
  kioskId: 'kiosk-1',
  issuedAt: now,
  validUntil: Date.UTC(2027, 2, 31, 23, 59, 59),
};

let keys: SigningKeys;
let known: ReadonlyMap<string, CryptoKey>;
let token: string;

beforeAll(async () => {
  const made = await generateSigningKeys();
  if (!made.ok) throw new Error(made.failures[0]?.message);
  keys = made.value;
  known = new Map([['kiosk-1', keys.publicKey]]);
  const signed = await signCoupon(coupon, keys.privateKey);
  if (!signed.ok) throw new Error(signed.failures[0]?.message);
  token = signed.value;
});

test.each(VECTORS)('Ed25519 is that of RFC 8032: %s', async (secret, publicHex, message, signature) => {
  const jwk = { kty: 'OKP', crv: 'Ed25519', d: base64Url(hex(secret)), x: base64Url(hex(publicHex)) };
  const privateKey = await importPrivateKey(jwk);
  const publicKey = await importPublicKey(hex(publicHex));
  if (!privateKey.ok || !publicKey.ok) throw new Error('the keys of the standard were refused');
  const made = await crypto.subtle.sign('Ed25519', privateKey.value, hex(message));
  expect(toHex(new Uint8Array(made))).toBe(signature);
  expect(await crypto.subtle.verify('Ed25519', publicKey.value, hex(signature), hex(message))).toBe(true);
  expect(toHex(await exportPublicKey(publicKey.value))).toBe(publicHex);
});

describe('base 45', () => {
  // Examples of RFC 9285, section 4.
  test.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
  ])('%s', (text, encoded) => {
    expect(encodeBase45(new TextEncoder().encode(text))).toBe(encoded);
    const back = decodeBase45(encoded);
    expect(back.ok && new TextDecoder().decode(back.value)).toBe(text);
  });

  test.each(['GGW', 'A', 'abc', ':::', '::', '€€€'])('%s is refused', (text) => {
    expect(decodeBase45(text).ok).toBe(false);
  });

  test('goes there and back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const back = decodeBase45(encodeBase45(bytes));
        expect(back.ok && [...back.value]).toEqual([...bytes]);
      }),
    );
  });
});

describe('the payload', () => {
  test('is canonical', () => {
    const bytes = encodePayload(coupon);
    // Version; 15 January and 31 March 2027 in seconds; each text behind its length.
    expect(bytes.ok && toHex(bytes.value)).toBe(
      [
        '01',
        '6b496180',
        '6bad937f',
        '08',
        '42355832563',
        '64b39',
        '06',
        '353838393034',
        '07',
        '6b696f736b2d31',
      ].join(''),
    );
    expect(bytes.ok && decodePayload(bytes.value)).toEqual(coupon);
  });

  test('goes there and back, and no two share their bytes', () => {
    const text = fc
      .string({ minLength: 1, maxLength: 8 })
      .filter((each) => each.normalize('NFC') === each && !/\p{Cc}/u.test(each));
    const payload = fc.record({
      code: text,
      rewardId: text,
      kioskId: text,
      issuedAt: fc.nat(4_000_000_000).map((seconds) => seconds * 1000),
      validUntil: fc.nat(4_000_000_000).map((seconds) => seconds * 1000),
    });
    fc.assert(
      fc.property(payload, (value) => {
        const bytes = encodePayload(value);
        expect(bytes.ok && decodePayload(bytes.value)).toEqual(value);
      }),
    );
  });

  test.each([
    [{ code: '' }],
    [{ code: 'x'.repeat(41) }],
    [{ kioskId: 'a\nb' }],
    [{ validUntil: -1 }],
    [{ issuedAt: Number.NaN }],
    [{ validUntil: 5e12 }],
  ])('%o is refused', (change) => {
    expect(encodePayload({ ...coupon, ...change })).toMatchObject({
      ok: false,
      failures: [{ type: 'coupon-payload' }],
    });
  });
});

describe('a signed coupon', () => {
  test('is short enough for a code that a phone reads, in the signs of its dense mode', () => {
    expect(token).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
    expect(token.length).toBeLessThanOrEqual(160);
  });

  test('is valid with the kiosk’s public key alone', async () => {
    expect(await verifyCoupon(token, known, now)).toEqual({ state: 'valid', coupon });
    const raw = await importPublicKey(await exportPublicKey(keys.publicKey));
    const jwk = await importPublicKey(await exportJwk(keys.publicKey));
    // The private key handed over by mistake works as the public one, and only as that.
    const both = await importPublicKey(await exportJwk(keys.privateKey));
    for (const key of [raw, jwk, both]) {
      if (!key.ok) throw new Error(key.failures[0]?.message);
      expect(key.value.usages).toEqual(['verify']);
      expect((await verifyCoupon(token, new Map([['kiosk-1', key.value]]), now)).state).toBe('valid');
    }
  });

  test('with a private key that came back from its export', async () => {
    const back = await importPrivateKey(await exportJwk(keys.privateKey));
    if (!back.ok) throw new Error(back.failures[0]?.message);
    expect(await signCoupon(coupon, back.value)).toEqual({ ok: true, value: token });
  });

  test('expires the moment after its last one', async () => {
    expect((await verifyCoupon(token, known, coupon.validUntil)).state).toBe('valid');
    expect(await verifyCoupon(token, known, coupon.validUntil + 1)).toEqual({ state: 'expired', coupon });
  });

  test('is no coupon of ours without the key, or with another', async () => {
    expect(await verifyCoupon(token, new Map(), now)).toEqual({ state: 'unknown-key', kioskId: 'kiosk-1' });
    const other = await generateSigningKeys();
    const wrong = new Map(other.ok ? [['kiosk-1', other.value.publicKey]] : []);
    expect(await verifyCoupon(token, wrong, now)).toEqual({ state: 'altered' });
  });

  test('each of its signs changed, none leaves it valid', async () => {
    const states = new Set<string>();
    for (let i = 0; i < token.length; i++) {
      const sign = token[i] === 'A' ? 'B' : 'A';
      states.add((await verifyCoupon(token.slice(0, i) + sign + token.slice(i + 1), known, now)).state);
    }
    expect([...states].sort()).toEqual(['altered', 'not-a-coupon', 'unknown-key']);
  });

  test.each(['', 'https://example.org', 'OFFER2:ABC', 'otpauth://x'])('%s is no coupon', async (text) => {
    expect(await verifyCoupon(text, known, now)).toEqual({ state: 'not-a-coupon' });
  });

  test.each([TOKEN_PREFIX, `${TOKEN_PREFIX}A`, `${TOKEN_PREFIX}BB8`])(
    '%s is an altered one',
    async (text) => {
      expect(await verifyCoupon(text, known, now)).toEqual({ state: 'altered' });
    },
  );
});

describe('keys', () => {
  test('other bytes are refused with what a key is', async () => {
    expect(await importPublicKey(new Uint8Array(31))).toMatchObject({
      ok: false,
      failures: [{ type: 'signing-key' }],
    });
    expect(await importPrivateKey({ kty: 'RSA' })).toMatchObject({
      ok: false,
      failures: [{ type: 'signing-key' }],
    });
  });

  test('a browser without Ed25519 says so', async () => {
    // What such a browser's WebCrypto does, by its specification: it rejects the algorithm's name.
    const without = {
      ...{ importKey: crypto.subtle.importKey, exportKey: crypto.subtle.exportKey },
      generateKey: () => Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError')),
    } as unknown as SubtleCrypto;
    const result = await generateSigningKeys(without);
    expect(result).toMatchObject({ ok: false, failures: [{ type: 'no-ed25519' }] });
  });
});

describe('redemption', () => {
  test('the second time on one device is refused, with the moment of the first', () => {
    const first = redeem(NO_REDEMPTIONS, coupon, now);
    if (first.state !== 'redeemed') throw new Error('refused at first');
    const stored = JSON.parse(JSON.stringify(first.memory));
    expect(redeem(stored, coupon, now + 5)).toEqual({ state: 'already-redeemed', at: now });
    expect(redeem(stored, { ...coupon, kioskId: 'kiosk-2' }, now).state).toBe('redeemed');
    expect(redeem(stored, { ...coupon, code: 'OTHER' }, now).state).toBe('redeemed');
  });

  test('coupons long past are forgotten', () => {
    const first = redeem(NO_REDEMPTIONS, coupon, now);
    if (first.state !== 'redeemed') throw new Error('refused at first');
    const day = 86_400_000;
    const soon = redeem(first.memory, { ...coupon, code: 'B' }, coupon.validUntil + 29 * day);
    const late = redeem(first.memory, { ...coupon, code: 'B' }, coupon.validUntil + 31 * day);
    expect(soon.state === 'redeemed' && soon.memory.redeemed.length).toBe(2);
    expect(late.state === 'redeemed' && late.memory.redeemed.map(({ code }) => code)).toEqual(['B']);
  });
});
