import { checkCopy } from '../creative/compose-copy.ts';
import { messageChannel } from '../creative/message-channel.ts';
import { type Failure, failure, type Result, success } from '../domain/result.ts';
import type { PolicyAudit } from '../guardrails/policy/audit.ts';
import { decide } from '../guardrails/policy/decide.ts';
import { commit, type Ledger, release } from '../guardrails/policy/ledger.ts';
import { entryOf } from '../guardrails/policy/persistent-map.ts';
import { candidateOf, policyContext } from './decide-offer.ts';
import { GOAL_TABLE } from './goal.ts';
import type { CampaignPlan } from './plan-campaign.ts';
import type { LogEntry } from './run-log.ts';
import type { DecidedBody, RunBody } from './run-record.ts';

export type ReviewStatus = 'waiting' | 'approved' | 'refused' | 'sent';

/** One offer on its way to a person, and what somebody said about it. */
export interface ReviewedOffer {
  readonly decided: DecidedBody;
  readonly status: ReviewStatus;
  /** With its slots open; the edited words where there are any. */
  readonly text: string;
  readonly edited: boolean;
}

/** What a person did; goes into the log of the run behind the decisions. */
export interface ReviewBody {
  readonly kind: 'approved' | 'refused' | 'edited' | 'sent';
  readonly offerId: string;
  /** Who, in words. */
  readonly by: string;
  readonly at: number;
  /** The rule that chose it among others; absent where it was named. */
  readonly rule?: string;
  /** Of an edit. */
  readonly text?: string;
}

/** Offers by id, in the order of decision, with the ledger that they are set aside in. A plain value. */
export interface Review {
  readonly offers: readonly ReviewedOffer[];
  readonly ledger: Ledger;
}

/** Which offers something is done to; all that is given holds. */
export interface OfferRule {
  readonly probabilityAbove?: number;
  readonly probabilityBelow?: number;
  readonly segment?: string;
  readonly channel?: string;
  readonly rewardId?: string;
  readonly source?: 'candidate' | 'fallback';
}

export interface Reviewer {
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface ReviewChange {
  readonly review: Review;
  /** To be appended to the log. */
  readonly bodies: readonly ReviewBody[];
}

/** Every offer of a run, waiting to be looked at; those who get nothing are left out. */
export function startReview(entries: readonly LogEntry<RunBody>[], ledger: Ledger): Review {
  const offers = entries.flatMap(({ body }): ReviewedOffer[] =>
    body.kind === 'decided' && body.text !== null
      ? [{ decided: body, status: 'waiting', text: body.text, edited: false }]
      : [],
  );
  return { offers, ledger };
}

/** Ids of the waiting offers that the rule is about. */
export function offersByRule({ offers }: Review, rule: OfferRule): readonly string[] {
  return offers
    .filter((offer) => offer.status === 'waiting' && matches(offer, rule))
    .map(({ decided }) => decided.offerId);
}

/** The rule in words, for the log. */
export function ruleText(rule: OfferRule): string {
  const { probabilityAbove: above, probabilityBelow: below, ...rest } = rule;
  const parts = [
    ...(above === undefined ? [] : [`probability above ${above}`]),
    ...(below === undefined ? [] : [`probability below ${below}`]),
    ...Object.entries(rest).map(([field, value]) => `${field} ${value}`),
  ];
  return parts.length === 0 ? 'all' : parts.join(', ');
}

/** Approves waiting offers. @returns `offer-unknown` or `offer-not-waiting` for the first that is none; then nothing is changed. */
export function approve(
  review: Review,
  ids: readonly string[],
  who: Reviewer,
  rule?: OfferRule,
): Result<ReviewChange> {
  return change(review, ids, who, 'approved', rule, ({ status }) => status === 'waiting', success);
}

/** Refuses waiting or approved offers; what was set aside for them is free again. */
export function refuse(
  review: Review,
  ids: readonly string[],
  who: Reviewer,
  rule?: OfferRule,
): Result<ReviewChange> {
  const open = ({ status }: ReviewedOffer) => status === 'waiting' || status === 'approved';
  return change(review, ids, who, 'refused', rule, open, (ledger, id) => release(ledger, id));
}

/** Approved offers went out: what was set aside for them is spent. */
export function markSent(review: Review, ids: readonly string[], who: Reviewer): Result<ReviewChange> {
  return change(
    review,
    ids,
    who,
    'sent',
    undefined,
    ({ status }) => status === 'approved',
    (ledger, id) => commit(ledger, id),
  );
}

/**
 * Gives a waiting offer other words. They pass the same checks as the model's: every number has to come from the
 * reward's record, and every rule of the policy has to let them through.
 *
 * @returns `edit-refused`, one failure a reason, with nothing changed; the audit of the words that passed else.
 */
export function edit(
  review: Review,
  offerId: string,
  text: string,
  plan: CampaignPlan,
  who: Reviewer,
): Result<ReviewChange & { readonly audit: PolicyAudit }> {
  const offer = review.offers.find(({ decided }) => decided.offerId === offerId);
  if (offer === undefined) return unknownOffer(offerId);
  if (offer.status !== 'waiting') return notOpen(offer, 'edited');
  const { decided } = offer;
  const reward = plan.pool.open.find(({ id }) => id === decided.rewardId);
  const member = plan.members.find(({ profile }) => profile.id === decided.customerId);
  if (reward === undefined || member === undefined) {
    const message = 'The fallback is part of the policy; change it there.';
    return failure('edit-refused', message, offerId);
  }
  const { campaign, policy, now } = plan;
  const issues = checkCopy(text, reward, {
    channel: messageChannel(member.channel) ?? 'email',
    tone: GOAL_TABLE[campaign.goal].tone,
    currency: policy.policy.currency,
    // An editor may leave the greeting out.
    named: campaign.named && /\{(?:customer_)?name\}/u.test(text),
    segment: member.segment,
    now,
  });
  // The offer is counted already; its own place in the limits must not refuse it.
  const freed = release(review.ledger, offerId);
  const context = policyContext(member, plan, freed.ok ? freed.value : review.ledger);
  const { decision, audit } = decide(candidateOf(reward, text, member.channel), context, policy, now);
  const against = audit.rules.filter(({ passed }) => !passed).map(({ reason }) => reason);
  const reasons = [...new Set([...issues.map(({ message }) => message), ...against])];
  if (decision === 'refuse' || reasons.length > 0) {
    const failures = reasons.map((message): Failure => ({ type: 'edit-refused', message, path: offerId }));
    return { ok: false, failures };
  }
  const offers = review.offers.map((each) => (each === offer ? { ...offer, text, edited: true } : each));
  const bodies: readonly ReviewBody[] = [{ kind: 'edited', offerId, ...who, text }];
  return success({ review: { ...review, offers }, bodies, audit });
}

function change(
  review: Review,
  ids: readonly string[],
  who: Reviewer,
  kind: 'approved' | 'refused' | 'sent',
  rule: OfferRule | undefined,
  isOpen: (offer: ReviewedOffer) => boolean,
  account: (ledger: Ledger, id: string) => Result<Ledger>,
): Result<ReviewChange> {
  const wanted = new Set(ids);
  const known = new Map(review.offers.map((offer) => [offer.decided.offerId, offer]));
  let { ledger } = review;
  const bodies: ReviewBody[] = [];
  const chosenBy = rule && { rule: ruleText(rule) };
  for (const id of wanted) {
    const offer = known.get(id);
    if (offer === undefined) return unknownOffer(id);
    if (!isOpen(offer)) return notOpen(offer, kind);
    // Fallbacks cost nothing and are not in the ledger.
    if (entryOf(ledger.entries, id) !== undefined) {
      const next = account(ledger, id);
      if (!next.ok) return next;
      ledger = next.value;
    }
    bodies.push({ kind, offerId: id, ...who, ...chosenBy });
  }
  const offers = review.offers.map((offer) =>
    wanted.has(offer.decided.offerId) ? { ...offer, status: kind } : offer,
  );
  return success({ review: { offers, ledger }, bodies });
}

function matches({ decided }: ReviewedOffer, rule: OfferRule): boolean {
  const chosen = decided.source === 'candidate' ? decided.contenders.at(-1) : undefined;
  const probability = chosen?.probability;
  const { probabilityAbove: above, probabilityBelow: below } = rule;
  return (
    (above === undefined || (probability !== undefined && probability > above)) &&
    (below === undefined || (probability !== undefined && probability < below)) &&
    (rule.segment === undefined || decided.segment === rule.segment) &&
    (rule.channel === undefined || decided.channel === rule.channel) &&
    (rule.rewardId === undefined || decided.rewardId === rule.rewardId) &&
    (rule.source === undefined || decided.source === rule.source)
  );
}

function unknownOffer(offerId: string): Result<never> {
  return failure('offer-unknown', `The run has no offer "${offerId}".`, offerId);
}

function notOpen({ decided, status }: ReviewedOffer, wanted: string): Result<never> {
  const message = `The offer "${decided.offerId}" is ${status} and cannot be ${wanted} any more.`;
  return failure('offer-not-waiting', message, decided.offerId);
}
