import { type CodePool, takeCodes } from '../creative/code-pool.ts';
import { sentenceCase } from '../creative/copy-template.ts';
import { fillSlots } from '../creative/fill-slots.ts';
import { formatDate } from '../creative/format-date.ts';
import { messageChannel } from '../creative/message-channel.ts';
import { safeName } from '../creative/person-name.ts';
import { rewardWords } from '../creative/reward-words.ts';
import type { CustomerProfile } from '../domain/customer.ts';
import { type Failure, type Result, success } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import type { CampaignChannel } from './campaign.ts';
import { type CsvCell, toCsv } from './to-csv.ts';

/** An offer that is to go out, in its final words. */
export interface OutgoingOffer {
  readonly offerId: string;
  readonly campaignId: string;
  readonly profile: CustomerProfile;
  readonly segment: string;
  readonly channel: CampaignChannel;
  readonly reward: Reward;
  /** With its slots open. */
  readonly text: string;
  /** Whether it is the fallback, which has no code. */
  readonly fallback: boolean;
}

/** One message, as the tool that sends it takes it; every field is text or a number. */
export type Message = Readonly<Record<string, CsvCell>>;

export const TOOLS = ['email', 'sms', 'whatsapp', 'push'] as const;
export type Tool = (typeof TOOLS)[number];

/** Columns by tool, under the names that importers of such tools know. */
export const TOOL_COLUMNS: Readonly<Record<Tool, readonly string[]>> = {
  email: [
    ...['email', 'first_name', 'subject', 'preheader', 'body', 'coupon_code', 'valid_until'],
    ...['customer_id', 'segment', 'campaign', 'offer_id', 'reward_id'],
  ],
  sms: [
    ...['phone', 'first_name', 'message', 'parts', 'coupon_code', 'valid_until'],
    ...['customer_id', 'segment', 'campaign', 'offer_id', 'reward_id'],
  ],
  whatsapp: [
    ...['phone', 'first_name', 'message', 'coupon_code', 'valid_until'],
    ...['customer_id', 'segment', 'campaign', 'offer_id', 'reward_id'],
  ],
  push: [
    ...['external_user_id', 'title', 'body', 'coupon_code', 'expires_at'],
    ...['segment', 'campaign', 'offer_id', 'reward_id'],
  ],
};

export interface MessageExport {
  /** Tools with at least one message. */
  readonly files: readonly {
    readonly tool: Tool;
    readonly csv: string;
    readonly json: string;
    readonly messages: number;
  }[];
  /** The pool without the codes that were handed out. */
  readonly codes: CodePool | undefined;
  /** Offers that could not be put into a message, and people without an address. */
  readonly problems: readonly Failure[];
}

export interface ExportOptions {
  readonly currency: string;
  /** One code an offer; without a pool there are none. */
  readonly codes?: CodePool;
}

const LONGEST_SUBJECT = 60;

/**
 * The offers as files for the tools that send them, names and codes filled in. Addresses come from columns of the import
 * named like one; the tool's own list has them where they are missing, by customer id.
 *
 * @returns `codes-short` where the pool has too few codes; then nothing is written.
 */
export function exportMessages(
  offers: readonly OutgoingOffer[],
  options: ExportOptions,
): Result<MessageExport> {
  const { currency, codes: pool } = options;
  const coded = offers.filter(({ fallback }) => !fallback);
  const taken = pool === undefined ? undefined : takeCodes(pool, coded.length);
  if (taken !== undefined && !taken.ok) return taken;
  const codeOf = new Map(coded.map(({ offerId }, i) => [offerId, taken?.value.codes[i]]));
  const problems: Failure[] = [];
  const byTool = new Map<Tool, Message[]>();
  for (const offer of offers) {
    const tool = messageChannel(offer.channel) ?? 'email';
    const message = messageOf(offer, tool, codeOf.get(offer.offerId), currency);
    if (!message.ok) {
      problems.push(...message.failures.map((each) => ({ ...each, path: offer.offerId })));
      continue;
    }
    const list = byTool.get(tool);
    if (list === undefined) byTool.set(tool, [message.value]);
    else list.push(message.value);
  }
  const files = TOOLS.flatMap((tool) => {
    const messages = byTool.get(tool) ?? [];
    if (messages.length === 0) return [];
    const columns = TOOL_COLUMNS[tool];
    const csv = toCsv(
      columns,
      messages.map((message) => columns.map((column) => message[column])),
    );
    problems.push(...withoutAddress(tool, messages));
    return [{ tool, csv, json: `${JSON.stringify(messages, null, 1)}\n`, messages: messages.length }];
  });
  return success({ files, codes: taken?.value.pool, problems });
}

function messageOf(
  offer: OutgoingOffer,
  tool: Tool,
  code: string | undefined,
  currency: string,
): Result<Message> {
  const { profile, reward, text, segment, campaignId, offerId } = offer;
  const { validUntil } = reward;
  const ends = validUntil === undefined ? undefined : formatDate(validUntil);
  const filled = fillSlots(
    text,
    {
      ...(profile.name !== undefined && { name: profile.name }),
      ...(code !== undefined && { code }),
      ...(ends !== undefined && { expiryDate: ends }),
    },
    tool,
  );
  if (!filled.ok) return filled;
  const first = safeName(profile.name);
  const shared = {
    customer_id: profile.id,
    segment,
    campaign: campaignId,
    offer_id: offerId,
    reward_id: reward.id,
    coupon_code: code,
  };
  const words = rewardWords(reward, currency);
  const title = messageTitle(reward, currency);
  const isoDay = validUntil === undefined ? undefined : new Date(validUntil).toISOString().slice(0, 10);
  if (tool === 'push') {
    const expires = validUntil === undefined ? undefined : new Date(validUntil).toISOString();
    return success({
      ...shared,
      external_user_id: profile.id,
      title,
      body: filled.value.text,
      expires_at: expires,
    });
  }
  if (tool === 'email') {
    return success({
      ...shared,
      email: attributeLike(profile, /^e-?\s?mail/i),
      first_name: first,
      subject: title,
      preheader: words.condition ?? '',
      body: filled.value.text,
      valid_until: isoDay,
    });
  }
  return success({
    ...shared,
    // With its country code and without the plus, as these tools take it and no spreadsheet adds it up.
    phone: attributeLike(profile, /phone|mobile|msisdn/i)?.replace(/[^\d]/g, ''),
    first_name: first,
    message: filled.value.text,
    ...(filled.value.sms && { parts: filled.value.sms.parts }),
    valid_until: isoDay,
  });
}

/** Subject of an e-mail or title of a push message about a reward, from its record alone. */
export function messageTitle(reward: Reward, currency: string): string {
  const { benefit, link, product } = rewardWords(reward, currency);
  const deal = [benefit, benefit && link, product].filter((part) => part).join(' ');
  return clip(sentenceCase(deal), LONGEST_SUBJECT);
}

function withoutAddress(tool: Tool, messages: readonly Message[]): readonly Failure[] {
  const field = tool === 'email' ? 'email' : 'phone';
  const missing = messages.filter((message) => !message[field]).length;
  if (tool === 'push' || missing === 0) return [];
  const message = `${missing.toLocaleString('en')} of ${messages.length.toLocaleString('en')} messages by ${tool} have no ${field}, which the import does not tell; join it in the sending tool by customer_id.`;
  return [{ type: 'no-address', message, path: field }];
}

function attributeLike({ attributes }: CustomerProfile, pattern: RegExp): string | undefined {
  const found = Object.entries(attributes).find(([name]) => pattern.test(name));
  return found === undefined ? undefined : String(found[1]);
}

function clip(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
