import { messageTitle } from '../campaigns/export-messages.ts';
import { ledgerBefore, type Replayed, type ReplayInputs, replay } from '../campaigns/replay.ts';
import type { ReviewedOffer } from '../campaigns/review.ts';
import type { LogEntry } from '../campaigns/run-log.ts';
import type { DecidedBody, HeldOutBody, RunBody } from '../campaigns/run-record.ts';
import { fillSlots } from '../creative/fill-slots.ts';
import { formatDate } from '../creative/format-date.ts';
import { messageChannel } from '../creative/message-channel.ts';
import type { CustomerProfile } from '../domain/customer.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import { explainAudit } from '../guardrails/policy/explain-audit.ts';
import type { Ledger } from '../guardrails/policy/ledger.ts';
import type { ListedOffer, OfferDetails, OfferPage, OfferQuery } from './agent-campaign-contract.ts';

/** What decisions are made again with. */
export type BookPlan = ReplayInputs['plan'];

/** One person of the audience, in the order of decision. */
export interface BookRow {
  readonly profile: CustomerProfile;
  readonly entry: LogEntry<DecidedBody> | LogEntry<HeldOutBody>;
}

/** What somebody said about an offer. */
export type OfferReview = Pick<ReviewedOffer, 'status' | 'text' | 'edited'>;

/** A stand-in for the code that each copy gets when it is sent. */
const CODE = 'CODE';
/** A ledger is kept for every so many entries, so that looking at the last person does not count up all others. */
const EVERY = 500;

/** The offers of a dry run or of a run, to be looked through. */
export class OfferBook {
  readonly plan: BookPlan;
  readonly rows: readonly BookRow[];
  readonly #entries: readonly LogEntry<RunBody>[];
  readonly #ledgers: Ledger[];
  readonly #rewards: ReadonlyMap<string, Reward>;
  readonly #places: ReadonlyMap<string, number>;
  #words: readonly string[] | undefined;

  /**
   * @param entries the log of the run from its first entry. @param profiles of everybody in it, in its order.
   * @param start the ledger before the run.
   */
  constructor(
    plan: BookPlan,
    entries: readonly LogEntry<RunBody>[],
    profiles: readonly CustomerProfile[],
    start: Ledger,
  ) {
    this.plan = plan;
    this.#entries = entries;
    this.#ledgers = [start];
    const people = entries.filter(isPerson);
    this.rows = people.map((entry, i) => ({ entry, profile: profiles[i] as CustomerProfile }));
    this.#rewards = new Map(plan.pool.open.map((reward) => [reward.id, reward]));
    this.#places = new Map(people.map(({ body }, i) => [body.customerId, i]));
  }

  row(customerId: string): BookRow | undefined {
    return this.rows[this.#places.get(customerId) ?? -1];
  }

  /** The reward of an offer, the fallback's made up from the policy. */
  reward(id: string): Reward | undefined {
    return this.#rewards.get(id);
  }

  find(query: OfferQuery, reviews: ReadonlyMap<string, OfferReview>): OfferPage {
    const wanted = query.search.trim().toLowerCase();
    this.#words ??= this.rows.map((row) => this.#wordsOf(row));
    const words = this.#words;
    const found = this.rows.filter(({ entry: { body } }, i) => {
      if (query.segment !== undefined && body.segment !== query.segment) return false;
      if (query.show !== undefined && SHOWN[query.show] !== getsOf(body)) return false;
      if (query.status !== undefined) {
        if (body.kind !== 'decided' || reviews.get(body.offerId)?.status !== query.status) return false;
      }
      return wanted === '' || words[i]?.includes(wanted) === true;
    });
    const page = found.slice(query.offset, query.offset + query.count);
    return { found: found.length, offers: page.map((row) => this.listed(row, reviews)) };
  }

  listed({ profile, entry }: BookRow, reviews: ReadonlyMap<string, OfferReview>): ListedOffer {
    const { body } = entry;
    const person = {
      customerId: profile.id,
      ...(profile.name !== undefined && { name: profile.name }),
      segment: body.segment,
      gets: getsOf(body),
      entry: entry.index,
    };
    if (body.kind === 'held-out') return { ...person, offerId: '', channel: '', drivers: [], refused: 0 };
    const review = reviews.get(body.offerId);
    const text = review?.text ?? body.text;
    const reward = body.rewardId === null ? undefined : this.#rewards.get(body.rewardId);
    const chosen = body.source === 'candidate' ? body.contenders.at(-1) : undefined;
    return {
      ...person,
      offerId: body.offerId,
      channel: body.channel,
      ...(reward !== undefined && { reward: { id: reward.id, name: reward.name } }),
      ...(text !== null && { text, shown: shownText(text, profile, body.channel, reward?.validUntil) }),
      ...(reward !== undefined &&
        hasTitle(body.channel) && { subject: messageTitle(reward, this.plan.policy.policy.currency) }),
      ...(text !== null && { by: review?.edited ? 'person' : writerOf(body) }),
      ...(chosen !== undefined && {
        probability: chosen.probability,
        low: chosen.low,
        high: chosen.high,
        expectedValue: chosen.expectedValue,
      }),
      drivers: chosen?.drivers ?? [],
      refused: body.refused.length,
      ...(review !== undefined && { status: review.status, edited: review.edited }),
    };
  }

  /** One person's offer, its decision made again for the audit. Fails with `offer-unknown`. */
  async details(
    customerId: string,
    reviews: ReadonlyMap<string, OfferReview>,
  ): Promise<Result<OfferDetails>> {
    const row = this.row(customerId);
    if (row === undefined) {
      return failure('offer-unknown', `"${customerId}" is not in the audience.`, customerId);
    }
    const listed = this.listed(row, reviews);
    const { body } = row.entry;
    if (body.kind === 'held-out') {
      const audit = ['Held out by lot: gets nothing, so that the others can be compared with somebody.'];
      return success({ ...listed, audit, rules: null, refusedRewards: [], untried: 0 });
    }
    const replayed = await this.replay(row);
    if (!replayed.ok) return replayed;
    const { audit } = replayed.value.decision;
    const record = body.source === 'candidate' ? this.#rewards.get(body.rewardId ?? '') : undefined;
    return success({
      ...listed,
      audit: audit === null ? [NOTHING_TRIED] : explainAudit(audit, { all: true }),
      rules: audit,
      refusedRewards: body.refused.map(({ rewardId, rules }) => ({
        rewardId,
        name: this.#rewards.get(rewardId)?.name ?? rewardId,
        reasons: rules,
      })),
      untried: body.untried,
      ...(record !== undefined && { record }),
    });
  }

  /** The decision of a row, made again from its record. */
  async replay({ entry, profile }: BookRow): Promise<Result<Replayed>> {
    const ledger = this.#ledgerBefore(entry.index);
    return ledger.ok ? replay(entry, { plan: this.plan, profile, ledger: ledger.value }) : ledger;
  }

  #ledgerBefore(index: number): Result<Ledger> {
    const { id } = this.plan.campaign;
    const whole = Math.floor(index / EVERY);
    for (let i = this.#ledgers.length; i <= whole; i += 1) {
      const part = this.#entries.slice((i - 1) * EVERY, i * EVERY);
      const next = ledgerBefore(part, part.length, this.#ledgers[i - 1] as Ledger, id);
      if (!next.ok) return next;
      this.#ledgers.push(next.value);
    }
    const rest = this.#entries.slice(whole * EVERY, index);
    return ledgerBefore(rest, rest.length, this.#ledgers[whole] as Ledger, id);
  }

  #wordsOf({ profile, entry: { body } }: BookRow): string {
    const offer =
      body.kind === 'decided'
        ? `${this.#rewards.get(body.rewardId ?? '')?.name ?? ''}\n${body.text ?? ''}`
        : '';
    return `${profile.id}\n${profile.name ?? ''}\n${offer}`.toLowerCase();
  }
}

const NOTHING_TRIED = 'No reward is open to this customer, so no rule had anything to look at.';

const SHOWN = { offers: 'reward', fallbacks: 'fallback', none: 'none', 'held-out': 'held-out' } as const;

function getsOf(body: DecidedBody | HeldOutBody): ListedOffer['gets'] {
  if (body.kind === 'held-out') return 'held-out';
  return body.source === 'candidate' ? 'reward' : body.source;
}

function writerOf({ source, origin }: DecidedBody): NonNullable<ListedOffer['by']> {
  if (source === 'fallback') return 'policy';
  return origin === 'template' ? 'template' : 'model';
}

/** Whether a message by the channel has a subject or a title. */
function hasTitle(channel: string): boolean {
  const tool = messageChannel(channel) ?? 'email';
  return tool === 'email' || tool === 'push';
}

function shownText(
  text: string,
  { name }: CustomerProfile,
  channel: string,
  validUntil: number | undefined,
): string {
  const values = {
    ...(name !== undefined && { name }),
    code: CODE,
    ...(validUntil !== undefined && { expiryDate: formatDate(validUntil) }),
  };
  const filled = fillSlots(text, values, messageChannel(channel) ?? 'email');
  return filled.ok ? filled.value.text : text;
}

function isPerson(entry: LogEntry<RunBody>): entry is LogEntry<DecidedBody> | LogEntry<HeldOutBody> {
  return entry.body.kind === 'decided' || entry.body.kind === 'held-out';
}
