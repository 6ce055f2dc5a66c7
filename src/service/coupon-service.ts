import { readCodes } from '../creative/code-pool.ts';
import { composeCopy } from '../creative/compose-copy.ts';
import { encodePayload } from '../creative/coupon-payload.ts';
import { cryptoRandom, generateCodes } from '../creative/generate-codes.ts';
import { signCoupon } from '../creative/sign-coupon.ts';
import type { Random } from '../domain/random.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { simulateRewards } from '../simulation/rewards.ts';
import type { CouponStorage } from '../storage/coupon-storage.ts';
import type { KioskKey, StoredCoupon } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import { checkCoupon, NEW_CODE_LENGTH, redeemCoupon } from './check-coupon.ts';
import type { Catalogue, CouponDesk, CouponService, MadeCoupon, MakeRequest } from './coupon-contract.ts';
import { describeKey, newKioskKey, readKioskKey } from './kiosk-keys.ts';

export interface CouponServiceOptions {
  /** Opened when it is first needed; falls back to memory by itself where nothing can be kept. */
  readonly openStorage: () => Promise<Result<Storage>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For codes; what nobody can foresee where left out. */
  readonly random?: Random;
}

/** The business whose catalogue is shown where a person has none of their own. */
const SIMULATED_SEED = 1;
const SIMULATED_CURRENCY = 'USD';

const LATEST = 20;

/** Name of the setting that holds the draft. */
const DRAFT = 'coupon-draft';

/** Coupons on this device: their codes, their signatures, and which were taken. */
export function createCouponService(options: CouponServiceOptions): CouponService {
  const { openStorage, now, random = cryptoRandom() } = options;
  let opened: Promise<Result<Storage>> | undefined;

  async function stored<T>(use: (storage: Storage) => Promise<Result<T>>): Promise<Result<T>> {
    opened ??= openStorage().then((result) => {
      // A failure is not kept, so that a later call can succeed.
      if (!result.ok) opened = undefined;
      return result;
    });
    const result = await opened;
    if (!result.ok) return result;
    const answer = await use(result.value);
    // Another version took the database over and may be gone again.
    if (!answer.ok && answer.failures.some(({ type }) => type === 'storage-closed')) opened = undefined;
    return answer;
  }
  const withCoupons = <T>(use: (coupons: CouponStorage) => Promise<Result<T>>) =>
    stored((storage) => use(storage.coupons));
  const keep = (key: Result<KioskKey>) =>
    withCoupons(async (coupons) => {
      const kept = key.ok ? await coupons.addKey(key.value) : key;
      return kept.ok ? success(describeKey(kept.value)) : kept;
    });

  return {
    desk: () => stored(readDesk),
    draft: () => stored((storage) => storage.setting(DRAFT)),
    saveDraft: (draft) => stored((storage) => storage.saveSetting(DRAFT, draft)),
    async simulatedRewards() {
      return success(openToday(simulateRewards(SIMULATED_SEED, now()), now()));
    },
    async suggestMessage(reward, currency, segment) {
      const context = { channel: 'sms', tone: 'statement', currency, named: false, attempts: 0 } as const;
      const copy = await composeCopy(reward, { ...context, ...(segment && { segment }) }, async () => []);
      return success(copy.ok ? copy.value.text : '');
    },

    importCodes: ({ text, leaveOutRefused }) =>
      withCoupons(async (coupons) => {
        let read = readCodes('');
        const added = await coupons.addCodes((there) => {
          read = readCodes(text, { codes: there, used: 0 });
          if (read.codes.length === 0 && read.refused.length === 0) {
            return failure('codes-empty', 'The list holds no code; write one a line.');
          }
          return success(read.refused.length === 0 || leaveOutRefused ? read.codes : []);
        });
        if (!added.ok) return added;
        return success({ added: added.value, refused: read.refused, good: read.codes.length });
      }),
    removeFreeCodes: () => withCoupons((coupons) => coupons.removeFreeCodes()),

    makeKey: (kioskId) =>
      withCoupons(async (coupons) => {
        const keys = await coupons.keys();
        if (!keys.ok) return keys;
        const own = keys.value.find(({ privateKey }) => privateKey !== undefined);
        if (own === undefined) return keep(await newKioskKey(kioskId, now()));
        return failure('key-there', `This device has a key already, "${own.id}".`);
      }),
    addKey: async (key, kioskId) => keep(await readKioskKey(key, kioskId, now())),
    removeKey: (kioskId) => withCoupons((coupons) => coupons.removeKey(kioskId)),

    make: (request) => withCoupons((coupons) => makeCoupon(coupons, request, { now: now(), random })),
    check: (text) => withCoupons((coupons) => checkCoupon(coupons, text, now())),
    redeem: (text) => withCoupons((coupons) => redeemCoupon(coupons, text, now())),
  };
}

async function readDesk({ persistent, coupons }: Storage): Promise<Result<CouponDesk>> {
  const [codes, keys, made, redeemed] = [
    await coupons.codes(),
    await coupons.keys(),
    await coupons.coupons(),
    await coupons.redemptions(),
  ];
  if (!codes.ok) return codes;
  if (!keys.ok) return keys;
  if (!made.ok) return made;
  if (!redeemed.ok) return redeemed;
  const imported = codes.value.filter(({ source }) => source === 'imported');
  const free = imported.filter(({ usedBy }) => usedBy === undefined);
  const [next] = free;
  return success({
    persistent,
    codes: {
      free: free.length,
      used: imported.length - free.length,
      ...(next !== undefined && { next: next.code }),
    },
    keys: keys.value.map(describeKey),
    made: made.value.length,
    latest: made.value.slice(0, LATEST),
    redeemed: redeemed.value,
  });
}

/** The code is taken first: a coupon that cannot be signed then costs a code, but no code is ever on two coupons. */
async function makeCoupon(
  coupons: CouponStorage,
  { reward, sign, code }: MakeRequest,
  { now, random }: { readonly now: number; readonly random: Random },
): Promise<Result<MadeCoupon>> {
  const { id: rewardId, name: rewardName, validUntil } = reward;
  const about: Omit<StoredCoupon, 'code'> = {
    rewardId,
    rewardName,
    madeAt: now,
    ...(validUntil !== undefined && { validUntil }),
  };
  const generate = (there: readonly string[]): Result<string> => {
    const made = generateCodes(1, NEW_CODE_LENGTH, random, new Set(there));
    if (!made.ok) return made;
    return success(made.value.join(''));
  };
  const take = () => coupons.takeCode(about, code === 'generated' ? generate : undefined);
  if (!sign) return take();

  const keys = await coupons.keys();
  if (!keys.ok) return keys;
  const own = keys.value.find(({ privateKey }) => privateKey !== undefined);
  if (own?.privateKey === undefined) {
    return failure('no-key', 'This device has no key yet. Make one, or make the coupon without a signature.');
  }
  if (validUntil === undefined) {
    return failure(
      'no-end',
      'A signed coupon needs a last day, which this reward does not have. Choose one.',
      'validUntil',
    );
  }
  const payload = (code: string) => ({ code, rewardId, kioskId: own.id, issuedAt: now, validUntil });
  const codes = await coupons.codes();
  if (!codes.ok) return codes;
  const next = code === 'generated' ? undefined : codes.value.find(({ usedBy }) => usedBy === undefined);
  // Whether it will fit, before a code is spent on it.
  const fits = encodePayload(payload(next?.code ?? 'X'.repeat(NEW_CODE_LENGTH)));
  if (!fits.ok) return fits;
  const taken = await take();
  if (!taken.ok) return taken;
  const token = await signCoupon(payload(taken.value.code), own.privateKey);
  if (!token.ok) return token;
  const made = { ...taken.value, kioskId: own.id, token: token.value };
  const saved = await coupons.saveCoupon(made);
  return saved.ok ? success(made) : saved;
}

function openToday(rewards: Catalogue['rewards'], now: number): Catalogue {
  const open = rewards.filter(
    ({ validFrom = now, validUntil = now }) => validFrom <= now && now <= validUntil,
  );
  return { rewards: open, closed: rewards.length - open.length, currency: SIMULATED_CURRENCY };
}
