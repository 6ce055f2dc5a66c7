import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exportMessages, type OutgoingOffer } from '../campaigns/export-messages.ts';
import { toRunList } from '../campaigns/run-calendar.ts';
import { cryptoRandom, generateCodes } from '../creative/generate-codes.ts';
import { failure, type Result, success } from '../domain/result.ts';
import { campaignJson } from './campaign-report.ts';
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
): Promise<Result<{ readonly files: readonly string[]; readonly problems: readonly string[] }>> {
  const { plan, entries } = outcome;
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
  try {
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
    files: [...contents.keys()].map((name) => path.join(folder, name)),
    problems: exported.value.problems.map(({ message }) => message),
  });
}

function outgoingOffers({ plan, entries }: CampaignOutcome): readonly OutgoingOffer[] {
  const rewards = new Map(plan.pool.open.map((reward) => [reward.id, reward]));
  const people = new Map(plan.members.map(({ profile }) => [profile.id, profile]));
  const { fallback } = plan.policy.policy;
  return entries.flatMap(({ body }): OutgoingOffer[] => {
    if (body.kind !== 'decided' || body.text === null || body.rewardId === null) return [];
    const profile = people.get(body.customerId);
    const isFallback = body.source === 'fallback';
    const reward = isFallback ? { ...fallback, type: 'Service' as const } : rewards.get(body.rewardId);
    if (profile === undefined || reward === undefined) return [];
    const { offerId, segment, channel, text } = body;
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
