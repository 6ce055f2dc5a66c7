import { describe, expect, test } from 'vitest';
import { exportPublicKey, generateSigningKeys } from '../../src/creative/signing-key.ts';
import { failure, success } from '../../src/domain/result.ts';
import { COUPON_POOL } from '../../src/storage/coupon-storage.ts';
import type { KioskKey, StoredRedemption } from '../../src/storage/schema.ts';
import { storagePlaces } from './places.ts';
import { failureOf, unwrap } from './samples.ts';

const { inIndexedDb, both } = storagePlaces('coupons-test');

const about = { rewardId: 'r1', rewardName: 'Ten off', madeAt: 5 };

async function kiosk(id: string): Promise<KioskKey> {
  const { privateKey, publicKey } = unwrap(await generateSigningKeys(undefined, false));
  return { id, createdAt: 1, publicKeyRaw: await exportPublicKey(publicKey), privateKey };
}

function redemption(code: string): StoredRedemption {
  return { kioskId: 'k', code, rewardId: 'r1', at: 7, validUntil: 9 };
}

describe.each(both)('coupons in $place', ({ open }) => {
  test('codes are handed out once each, in their order; a new one waits for none of the list', async () => {
    const { coupons, close } = await open();
    expect(failureOf(await coupons.takeCode(about))).toBe('codes-short');
    expect(unwrap(await coupons.addCodes(() => success(['B2', 'A1'])))).toBe(2);
    expect(unwrap(await coupons.addCodes((there) => success(there.map((code) => `${code}-more`))))).toBe(2);
    expect(unwrap(await coupons.takeCode(about)).code).toBe('B2');
    const made = unwrap(
      await coupons.takeCode({ ...about, madeAt: 6 }, (there) => success(`N${there.length}`)),
    );
    expect(made).toEqual({ ...about, madeAt: 6, code: 'N4' });
    expect(unwrap(await coupons.takeCode(about)).code).toBe('A1');
    expect(unwrap(await coupons.coupons()).map(({ code }) => code)[0]).toBe('N4');
    expect(unwrap(await coupons.coupon('A1'))).toEqual({ ...about, code: 'A1' });
    expect(unwrap(await coupons.coupon('B2-more'))).toBeUndefined();
    expect(unwrap(await coupons.removeFreeCodes())).toBe(2);
    expect(unwrap(await coupons.codes()).map(({ code, source, usedBy }) => [code, source, usedBy])).toEqual([
      ['B2', 'imported', 'coupon r1'],
      ['A1', 'imported', 'coupon r1'],
      ['N4', 'generated', 'coupon r1'],
    ]);
    expect(failureOf(await coupons.takeCode(about))).toBe('codes-short');
    close();
  });

  test('codes that campaigns handed out are found, and none of their pools is taken from here', async () => {
    const { coupons, campaigns, close } = await open();
    unwrap(await coupons.addCodes(() => success(['A1', 'A2'])));
    unwrap(await campaigns.takeCodes(COUPON_POOL, ['offer-1'], () => undefined));
    unwrap(await campaigns.keepCodes('run-1', new Map([['offer-2', 'Z9']]), () => undefined));
    expect(unwrap(await coupons.findCode((code) => code === 'Z9'))).toMatchObject({ usedBy: 'offer-2' });
    expect(unwrap(await coupons.findCode((code) => code === 'A1'))).toMatchObject({ usedBy: 'offer-1' });
    expect(unwrap(await coupons.findCode((code) => code === 'A3'))).toBeUndefined();
    expect(unwrap(await coupons.takeCode(about)).code).toBe('A2');
    expect(failureOf(await coupons.takeCode(about))).toBe('codes-short');
    close();
  });

  test('a refusal to add or to draw leaves everything as it was', async () => {
    const { coupons, close } = await open();
    expect(failureOf(await coupons.addCodes(() => failure('code-invalid', 'No.')))).toBe('code-invalid');
    expect(failureOf(await coupons.takeCode(about, () => failure('codes-too-dense', 'No.')))).toBe(
      'codes-too-dense',
    );
    expect(unwrap(await coupons.codes())).toEqual([]);
    expect(unwrap(await coupons.coupons())).toEqual([]);
    close();
  });

  test('many at once never get the same code', async () => {
    const { coupons, close } = await open();
    const codes = Array.from({ length: 20 }, (_, i) => `C${i}`);
    unwrap(await coupons.addCodes(() => success(codes)));
    const taken = await Promise.all(codes.map(() => coupons.takeCode(about)));
    expect(new Set(taken.map((each) => unwrap(each).code)).size).toBe(20);
    expect(failureOf(await coupons.takeCode(about))).toBe('codes-short');
    close();
  });

  test('a key is kept with its private half, and its name is taken', async () => {
    const { coupons, close } = await open();
    const key = await kiosk('Counter 1');
    expect(unwrap(await coupons.addKey(key))).toEqual(key);
    const [kept] = unwrap(await coupons.keys());
    if (kept?.privateKey === undefined) throw new Error('no key');
    expect(kept.privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('jwk', kept.privateKey)).rejects.toThrow();
    const message = new TextEncoder().encode('x');
    const signature = await crypto.subtle.sign('Ed25519', kept.privateKey, message);
    const known = await crypto.subtle.importKey('raw', kept.publicKeyRaw, 'Ed25519', true, ['verify']);
    expect(await crypto.subtle.verify('Ed25519', known, signature, message)).toBe(true);

    expect(failureOf(await coupons.addKey(await kiosk('Counter 1')))).toBe('kiosk-known');
    const { privateKey: _, ...publicHalf } = key;
    // Reading one's own public key back in does not cost the private half.
    expect(unwrap(await coupons.addKey(publicHalf)).privateKey).toBeDefined();
    unwrap(await coupons.removeKey('Counter 1'));
    expect(unwrap(await coupons.keys())).toEqual([]);
    close();
  });

  test('a coupon is taken once, also when two tabs ask at the same moment', async () => {
    const { coupons, close } = await open();
    const once = () =>
      coupons.redeem('k', 'AB1', (before) => (before === undefined ? redemption('AB1') : undefined));
    const answers = (await Promise.all([once(), once(), once()])).map(unwrap);
    expect(answers.filter((before) => before === undefined)).toHaveLength(1);
    expect(unwrap(await coupons.redemption('k', 'AB1'))).toEqual(redemption('AB1'));
    // The same code of another kiosk is another coupon.
    expect(unwrap(await coupons.redemption('other', 'AB1'))).toBeUndefined();
    expect(unwrap(await coupons.redemptions())).toBe(1);
    close();
  });

  test('erasing everything takes codes, coupons, keys and redemptions with it', async () => {
    const { coupons, eraseEverything, close } = await open();
    unwrap(await coupons.addCodes(() => success(['A1', 'A2'])));
    unwrap(await coupons.takeCode(about));
    unwrap(await coupons.addKey(await kiosk('Counter 1')));
    unwrap(await coupons.redeem('k', 'AB1', () => redemption('AB1')));
    expect(unwrap(await eraseEverything())).toMatchObject({
      couponCodes: 2,
      coupons: 1,
      kioskKeys: 1,
      redemptions: 1,
    });
    expect(unwrap(await coupons.keys())).toEqual([]);
    expect(unwrap(await coupons.redemptions())).toBe(0);
    close();
  });
});

test('what is kept is there again after closing', async () => {
  const first = await inIndexedDb();
  unwrap(await first.coupons.addCodes(() => success(['A1'])));
  unwrap(await first.coupons.takeCode(about));
  unwrap(await first.coupons.addKey(await kiosk('Counter 1')));
  unwrap(await first.coupons.redeem('k', 'A1', () => redemption('A1')));
  first.close();
  const { coupons, close } = await inIndexedDb();
  expect(unwrap(await coupons.coupons())).toEqual([{ ...about, code: 'A1' }]);
  expect(unwrap(await coupons.keys())[0]?.privateKey?.algorithm.name).toBe('Ed25519');
  expect(unwrap(await coupons.redemption('k', 'A1'))).toEqual(redemption('A1'));
  close();
});
