import type { CouponSizeName } from '../../creative/coupon-size.ts';
import { COUPON_STYLES } from '../../creative/coupon-styles.ts';
import type { Failure } from '../../domain/result.ts';
import type { Reward } from '../../domain/reward.ts';
import type { CouponCheck, CouponDesk, MadeCoupon } from '../../service/coupon-contract.ts';
import type { Problems } from '../view-store.ts';
import type { CouponContent } from './coupon-content.ts';

/** Where on the pages of coupons a problem is shown. */
export type CouponPlace = 'open' | 'rewards' | 'codes' | 'key' | 'make' | 'check' | 'keys';

/** Which code a coupon gets. */
export type CodeChoice = 'none' | 'generated' | 'imported';

/** What the person has chosen so far. A text that is undefined follows the reward and the style. */
export interface CouponDraft {
  readonly style: string;
  /** Ground, accent, text as hex codes; the style's own where undefined. */
  readonly colours?: readonly [ground: string, accent: string, text: string] | undefined;
  readonly size: CouponSizeName;
  readonly headline?: string | undefined;
  readonly message?: string | undefined;
  readonly issuer: string;
  readonly recipient: string;
  /** Last day as `YYYY-MM-DD`, where it is earlier than the reward's or the reward has none. */
  readonly lastDay?: string | undefined;
  readonly code: CodeChoice;
  readonly sign: boolean;
}

export const initialDraft: CouponDraft = {
  style: 'vip',
  size: 'whatsapp-header',
  issuer: '',
  recipient: '',
  code: 'generated',
  sign: false,
};

/** Rewards to choose from, as far as they fit what is searched for. */
export interface RewardShelf {
  /** Another one for another catalogue. */
  readonly revision: string;
  readonly rewards: readonly Reward[];
  readonly found: number;
  /** Left out, because nobody can get them today. */
  readonly closed: number;
  readonly currency: string;
  readonly simulated: boolean;
}

/** A list of codes with lines that were refused, waiting for what to do about it. */
export interface RefusedCodes {
  readonly text: string;
  readonly refused: readonly Failure[];
  readonly good: number;
}

export interface CouponView {
  /** Whether it is known what is kept here. */
  readonly open: boolean;
  readonly desk: CouponDesk | undefined;
  readonly shelf: RewardShelf | undefined;
  readonly search: string;
  readonly reward: Reward | undefined;
  /** A sentence that goes with the reward and the style. */
  readonly suggestion: string;
  readonly draft: CouponDraft;
  /** The coupon that has its code; another reward or last day asks for another one. */
  readonly made: MadeCoupon | undefined;
  readonly refusedCodes: RefusedCodes | undefined;
  readonly asked: string;
  readonly check: CouponCheck | undefined;
  /** The check above is of a coupon that was taken just now. */
  readonly taken: boolean;
  readonly busy: boolean;
  readonly problems: Problems<CouponPlace>;
  /** For the live region. */
  readonly message: string;
}

export const initialCouponView: CouponView = {
  open: false,
  desk: undefined,
  shelf: undefined,
  search: '',
  reward: undefined,
  suggestion: '',
  draft: initialDraft,
  made: undefined,
  refusedCodes: undefined,
  asked: '',
  check: undefined,
  taken: false,
  busy: false,
  problems: {},
  message: '',
};

/** Stands for a code that is drawn when the coupon is made. */
const CODE_TO_COME = 'XXXXXXXXXX';
/** As long as what a signed coupon says, so that the picture is the one that it will be. */
const TOKEN_TO_COME = 'THIS IS A PREVIEW. '.repeat(8);

export function segmentOfStyle(style: string): string | undefined {
  return COUPON_STYLES.find(({ name }) => name === style)?.segment;
}

/** The reward as it is put on the coupon: with the person's last day where that is earlier. */
export function rewardOnCoupon({ reward, draft }: Pick<CouponView, 'reward' | 'draft'>): Reward | undefined {
  const chosen = lastMoment(draft.lastDay);
  if (reward === undefined || chosen === undefined) return reward;
  return { ...reward, validUntil: Math.min(chosen, reward.validUntil ?? chosen) };
}

/** The last millisecond of a day, as rewards count theirs, in UTC. */
function lastMoment(day: string | undefined): number | undefined {
  const at = day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day) ? Number.NaN : Date.parse(day);
  return Number.isNaN(at) ? undefined : at + 86_400_000 - 1;
}

/** What the coupon of the view says; with stand-ins for code and signature until it is made. */
export function contentOf(view: CouponView): CouponContent | undefined {
  const { draft, shelf, suggestion, made, desk } = view;
  const reward = rewardOnCoupon(view);
  if (reward === undefined || shelf === undefined) return undefined;
  const next = draft.code === 'imported' ? (desk?.codes.next ?? CODE_TO_COME) : CODE_TO_COME;
  const code = made?.code ?? (draft.code === 'none' ? undefined : next);
  const qr =
    made === undefined ? (draft.code !== 'none' && draft.sign ? TOKEN_TO_COME : undefined) : made.token;
  return {
    reward,
    currency: shelf.currency,
    message: draft.message ?? suggestion,
    segment: segmentOfStyle(draft.style),
    style: draft.style,
    headline: draft.headline,
    issuer: draft.issuer,
    recipient: draft.recipient,
    colours: draft.colours,
    code,
    qr,
  };
}
