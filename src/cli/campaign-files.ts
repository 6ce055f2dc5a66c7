import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exportMessages, type OutgoingOffer } from '../campaigns/export-messages.ts';
import { toICalendar, toRunList } from '../campaigns/run-calendar.ts';
import { couponForReward } from '../creative/coupon-for-reward.ts';
import type { CouponSizeName } from '../creative/coupon-size.ts';
import { drawCoupon } from '../creative/draw-coupon.ts';
import { fillSlots } from '../creative/fill-slots.ts';
import { formatDate } from '../creative/format-date.ts';
import { cryptoRandom, generateCodes } from '../creative/generate-codes.ts';
import { type MessageChannel, messageChannel } from '../creative/message-channel.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { campaignJson } from './campaign-json.ts';
import type { CampaignOutcome } from './campaign-run.ts';

/** Signs of a coupon code, its check sign included. */
const CODE_SIGNS = 12;

/**
 * Writes the offers for the tools that send them, the log of the run and the report. Codes are drawn anew each time:
 * they are worth money, and a seed would let them be foreseen.
 *
 * @returns the names of the files, and what stands in the way of sending.
 */
export async function writeCampaignFiles(
  outcome: CampaignOutcome,
  folder: string,
  coupons = false,
): Promise<Result<{ readonly files: readonly string[]; readonly problems: readonly string[] }>> {
  const { plan } = outcome;
  const entries = outcome.reviewed?.entries ?? outcome.entries;
  const offers = outgoingOffers(outcome);
  const codes = generateCodes(offers.filter(({ fallback }) => !fallback).length, CODE_SIGNS, cryptoRandom());
  if (!codes.ok) return codes;
  const exported = exportMessages(offers, {
    currency: plan.policy.policy.currency,
    codes: { codes: codes.value, used: 0 },
  });
  if (!exported.ok) return exported;
  const contents = new Map<string, string>();
  for (const { tool, csv, json } of exported.value.files) {
    contents.set(`${tool}.csv`, csv);
    contents.set(`${tool}.json`, json);
  }
  contents.set('log.jsonl', entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  contents.set('report.json', `${JSON.stringify(campaignJson(outcome), null, 2)}\n`);
  contents.set('runs.json', `${JSON.stringify(toRunList(plan.campaign, plan.now), null, 2)}\n`);
  const calendar = toICalendar(plan.campaign, plan.now);
  if (calendar.ok) contents.set('runs.ics', calendar.value);
  const drawn = coupons ? drawCoupons(offers, codes.value, plan.policy.policy.currency) : [];
  const problems = [...exported.value.problems];
  for (const { name, picture } of drawn) {
    if (picture.ok) contents.set(path.join('coupons', `${name}.svg`), picture.value.svg);
    else problems.push(...picture.failures.map((each) => ({ ...each, message: `${name}: ${each.message}` })));
  }
  try {
    if (drawn.length > 0) await mkdir(path.join(folder, 'coupons'), { recursive: true });
    await mkdir(folder, { recursive: true });
    for (const [name, text] of contents) await writeFile(path.join(folder, name), text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failure(
      'folder-unwritable',
      `Could not write to ${folder}: ${why}. Name another folder with --out.`,
    );
  }
  return success({
    files: [
      ...[...contents.keys()].filter((name) => !name.endsWith('.svg')).map((name) => path.join(folder, name)),
      ...(drawn.length > 0 ? [`${path.join(folder, 'coupons')} (${drawn.length} pictures)`] : []),
    ],
    problems: problems.map(({ message }) => message),
  });
}

/** One picture for each offer with a code, in the style of its segment; codes go to offers as the export hands them out. */
function drawCoupons(offers: readonly OutgoingOffer[], codes: readonly string[], currency: string) {
  const names = new Set<string>();
  return offers
    .filter(({ fallback }) => !fallback)
    .map(({ profile, reward, segment, channel, text }, i) => {
      const code = codes[i];
      const { validUntil } = reward;
      const filled = fillSlots(
        text,
        {
          ...(profile.name !== undefined && { name: profile.name }),
          ...(code !== undefined && { code }),
          ...(validUntil !== undefined && { expiryDate: formatDate(validUntil) }),
        },
        messageChannel(channel) ?? 'email',
      );
      const spec = couponForReward(reward, {
        size: SIZES[messageChannel(channel) ?? 'email'],
        currency,
        message: filled.ok ? filled.value.text : '',
        segment,
        ...(code !== undefined && { code }),
      });
      return { name: fileName(profile.id, names), picture: filled.ok ? drawCoupon(spec) : filled };
    });
}

const SIZES = {
  sms: 'mms',
  whatsapp: 'whatsapp-square',
  email: 'whatsapp-header',
  push: 'whatsapp-header',
} as const satisfies Readonly<Record<MessageChannel, CouponSizeName>>;

/** The id of a customer as a name that every system takes, unique among the names so far. */
function fileName(id: string, taken: Set<string>): string {
  const clean = id.replace(/[^\p{L}\p{N}_-]+/gu, '_').slice(0, 80) || 'customer';
  let name = clean;
  for (let i = 2; taken.has(name.toLowerCase()); i += 1) name = `${clean}-${i}`;
  taken.add(name.toLowerCase());
  return name;
}

/** What goes out: everything without a review, what was approved with one, in the words that it left with. */
function outgoingOffers({ plan, entries, reviewed }: CampaignOutcome): readonly OutgoingOffer[] {
  const rewards = new Map(plan.pool.open.map((reward) => [reward.id, reward]));
  const people = new Map(plan.members.map(({ profile }) => [profile.id, profile]));
  const { fallback } = plan.policy.policy;
  const approved = new Map(
    reviewed?.review.offers
      .filter(({ status }) => status === 'approved')
      .map(({ decided, text }) => [decided.offerId, text]),
  );
  return entries.flatMap(({ body }): OutgoingOffer[] => {
    if (body.kind !== 'decided' || body.text === null || body.rewardId === null) return [];
    const profile = people.get(body.customerId);
    const isFallback = body.source === 'fallback';
    const reward = isFallback ? { ...fallback, type: 'Service' as const } : rewards.get(body.rewardId);
    if (profile === undefined || reward === undefined) return [];
    const { offerId, segment, channel } = body;
    const text = reviewed === undefined ? body.text : approved.get(offerId);
    if (text === undefined) return [];
    return [
      {
        offerId,
        campaignId: plan.campaign.id,
        profile,
        segment,
        channel,
        reward,
        text,
        fallback: isFallback,
      },
    ];
  });
}
