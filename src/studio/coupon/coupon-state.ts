import type { Result } from '../../domain/result.ts';
import type { CouponService, JsonValue } from '../../service/coupon-contract.ts';
import { settle } from '../settle.ts';
import { ViewStore } from '../view-store.ts';
import { plural } from '../words.ts';
import {
  type CouponDraft,
  type CouponPlace,
  type CouponView,
  initialCouponView,
  type RewardShelf,
  rewardOnCoupon,
  segmentOfStyle,
} from './coupon-view.ts';
import { readDraft } from './read-draft.ts';

/** What the coupon pages take from the page around them; tests give their own. */
export interface CouponEnvironment {
  /** Rewards that fit a search: those that are kept, else simulated ones. */
  findRewards(search: string): Promise<Result<RewardShelf>>;
  /** What the QR code in a picture says. */
  readPicture(file: Blob): Promise<Result<string>>;
  saveFile(name: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** Asks the browser not to clear what is kept. */
  askForStorage(): Promise<boolean>;
  /** Runs `work` once nothing was asked for a while. */
  later(work: () => void): void;
}

/** Asks the service for what the coupon pages wish, and puts what comes of it into the view. */
export class CouponState extends ViewStore<CouponPlace, CouponView> {
  /** The latest search and suggestion; answers to earlier ones come too late. */
  #searched = 0;
  #suggested = 0;

  constructor(
    private readonly service: CouponService,
    private readonly environment: CouponEnvironment,
  ) {
    super(initialCouponView);
  }

  /** Brings back what is kept; called whenever a page of coupons comes into view. */
  async open(): Promise<void> {
    const desk = await settle(this.service.desk());
    if (!desk.ok) {
      this.fail('open', desk.failures, () => this.open());
      return this.set({ open: true });
    }
    this.solve('open');
    const first = !this.view.open;
    const draft = first ? await settle(this.service.draft()) : undefined;
    const kept = draft?.ok ? readDraft(draft.value) : undefined;
    this.set({ open: true, desk: desk.value, ...(kept && { draft: { ...this.view.draft, ...kept } }) });
  }

  /** The rewards, for the page that makes coupons; the one that is chosen stays where it is still among them. */
  async find(search: string): Promise<void> {
    this.#searched += 1;
    const mine = this.#searched;
    this.set({ search });
    const shelf = await settle(this.environment.findRewards(search));
    if (mine !== this.#searched) return;
    if (!shelf.ok) return this.fail('rewards', shelf.failures, () => this.find(search));
    this.solve('rewards');
    const other = this.view.shelf !== undefined && this.view.shelf.revision !== shelf.value.revision;
    // A reward of a catalogue that is gone cannot be handed out.
    this.set({ shelf: shelf.value, ...(other && { reward: undefined, made: undefined }) });
    const [first] = shelf.value.rewards;
    if (this.view.reward === undefined && first !== undefined) await this.chooseReward(first.id);
  }

  async chooseReward(id: string): Promise<void> {
    const reward = this.view.shelf?.rewards.find((each) => each.id === id);
    if (reward === undefined || reward.id === this.view.reward?.id) return;
    // Texts of one's own are about the other reward.
    const draft = { ...this.view.draft, headline: undefined, message: undefined, lastDay: undefined };
    this.set({ reward, draft, made: undefined, suggestion: '' });
    this.solve('make');
    await this.#suggest();
  }

  async change(change: Partial<CouponDraft>): Promise<void> {
    const draft = { ...this.view.draft, ...change };
    // Code and signature are for this reward, until this day.
    const other = 'lastDay' in change || 'code' in change || 'sign' in change;
    this.set({ draft, ...(other && { made: undefined }) });
    if (other) this.solve('make');
    this.environment.later(() => void this.service.saveDraft(keptPart(this.view.draft)).catch(() => {}));
    if ('style' in change) await this.#suggest();
  }

  async importCodes(text: string, leaveOutRefused: boolean): Promise<void> {
    this.solve('codes');
    const result = await settle(this.service.importCodes({ text, leaveOutRefused }));
    if (!result.ok) return this.fail('codes', result.failures);
    const { added, refused, good } = result.value;
    const waits = added === 0 && refused.length > 0;
    this.set({
      refusedCodes: waits ? { text, refused, good } : undefined,
      message: waits ? `${plural(refused.length, 'line')} refused.` : `${plural(added, 'code')} added.`,
      ...(added > 0 && { draft: { ...this.view.draft, code: 'imported' } }),
    });
    await this.open();
    if (added > 0) await this.environment.askForStorage();
  }

  dropRefused(): void {
    this.set({ refusedCodes: undefined });
  }

  async removeCodes(): Promise<void> {
    await this.#do('codes', this.service.removeFreeCodes(), (count) => `${plural(count, 'code')} removed.`);
  }

  async makeKey(name: string): Promise<void> {
    const made = await this.#do('key', this.service.makeKey(name), () => 'The key is made.');
    if (made) await this.environment.askForStorage();
  }

  async addKey(key: string, name: string): Promise<boolean> {
    return this.#do(
      'keys',
      this.service.addKey(key, name),
      ({ kioskId }) => `The key of ${kioskId} is here now.`,
    );
  }

  async removeKey(kioskId: string): Promise<void> {
    await this.#do('keys', this.service.removeKey(kioskId), () => `The key of ${kioskId} is gone.`);
    this.set({ made: undefined });
  }

  saveKey(kioskId: string): void {
    const key = this.view.desk?.keys.find((each) => each.kioskId === kioskId);
    if (key === undefined) return;
    const name = kioskId.replace(/[^\p{L}\p{N}]+/gu, '-');
    this.environment.saveFile(`public-key-${name}.json`, new TextEncoder().encode(`${key.publicKey}\n`));
  }

  async make(): Promise<void> {
    const reward = rewardOnCoupon(this.view);
    const { code, sign } = this.view.draft;
    if (reward === undefined || code === 'none' || this.view.busy || this.view.made !== undefined) return;
    this.set({ busy: true });
    this.solve('make');
    const made = await settle(this.service.make({ reward, code, sign }));
    this.set({ busy: false });
    if (!made.ok) return this.fail('make', made.failures);
    this.set({ made: made.value, message: `Made, with the code ${made.value.code}.` });
    await Promise.all([this.open(), this.environment.askForStorage()]);
  }

  another(): void {
    this.set({ made: undefined });
  }

  /** Puts a coupon that was made before on the page again, with its code and in the looks that are chosen now. */
  async showAgain(code: string): Promise<void> {
    const made = this.view.desk?.latest.find((each) => each.code === code);
    if (made === undefined) return;
    this.solve('make');
    const shelf = await settle(this.environment.findRewards(made.rewardId));
    if (!shelf.ok) return this.fail('make', shelf.failures, () => this.showAgain(code));
    const reward = shelf.value.rewards.find(({ id }) => id === made.rewardId);
    if (reward === undefined) {
      return this.fail('make', [
        {
          type: 'reward-gone',
          message: `"${made.rewardName}" is no longer among the rewards that can be had, so its coupon cannot be drawn again.`,
        },
      ]);
    }
    const { validUntil } = made;
    const lastDay =
      validUntil === undefined || validUntil === reward.validUntil
        ? undefined
        : new Date(validUntil).toISOString().slice(0, 10);
    const draft = { ...this.view.draft, headline: undefined, message: undefined, lastDay };
    const coded = { code: draft.code === 'none' ? 'generated' : draft.code, sign: made.token !== undefined };
    this.set({
      reward,
      draft: { ...draft, ...coded },
      made,
      message: `The coupon with the code ${code} is shown.`,
    });
    await this.#suggest();
  }

  async check(text: string): Promise<void> {
    this.solve('check');
    if (text.trim() === '') return this.set({ asked: '', check: undefined, taken: false });
    const check = await settle(this.service.check(text));
    if (!check.ok) return this.fail('check', check.failures, () => this.check(text));
    this.set({ asked: text, check: check.value, taken: false });
  }

  async checkPicture(file: Blob): Promise<void> {
    this.solve('check');
    const text = await settle(this.environment.readPicture(file));
    if (text.ok) await this.check(text.value);
    else this.fail('check', text.failures);
  }

  async redeem(): Promise<void> {
    const { asked, busy } = this.view;
    if (asked === '' || busy) return;
    this.set({ busy: true });
    const result = await settle(this.service.redeem(asked));
    this.set({ busy: false });
    if (!result.ok) return this.fail('check', result.failures, () => this.redeem());
    this.set({ check: result.value.check, taken: result.value.taken });
    await Promise.all([this.open(), this.environment.askForStorage()]);
  }

  nextCheck(): void {
    this.solve('check');
    this.set({ asked: '', check: undefined, taken: false });
  }

  async #suggest(): Promise<void> {
    const { reward, shelf, draft } = this.view;
    if (reward === undefined || shelf === undefined) return;
    this.#suggested += 1;
    const mine = this.#suggested;
    const asked = this.service.suggestMessage(reward, shelf.currency, segmentOfStyle(draft.style));
    const message = await settle(asked);
    if (mine === this.#suggested) this.set({ suggestion: message.ok ? message.value : '' });
  }

  async #do<T>(place: CouponPlace, work: Promise<Result<T>>, words: (value: T) => string): Promise<boolean> {
    this.solve(place);
    const result = await settle(work);
    if (!result.ok) {
      this.fail(place, result.failures);
      return false;
    }
    this.set({ message: words(result.value) });
    await this.open();
    return true;
  }
}

/** What is worth having again at the next visit; the rest belongs to one coupon. */
function keptPart({ style, colours, size, issuer, code, sign }: CouponDraft): JsonValue {
  return { style, size, issuer, code, sign, colours: colours ?? null };
}
