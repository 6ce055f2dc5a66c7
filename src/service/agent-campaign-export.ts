import { exportMessages, type OutgoingOffer, TOOLS } from '../campaigns/export-messages.ts';
import { toICalendar } from '../campaigns/run-calendar.ts';
import { cryptoRandom, generateCodes } from '../creative/generate-codes.ts';
import { type Result, success } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import { COUPON_POOL } from '../storage/coupon-storage.ts';
import type { WorthOf } from '../storage/offer-codes.ts';
import type { CodeWorth } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import type { CampaignService, ExportedFile, ExportRequest } from './agent-campaign-contract.ts';
import { campaignTitle, readDraft } from './agent-campaign-draft.ts';
import { fileName } from './agent-campaign-files.ts';
import { notFinished, nothingApproved } from './agent-campaign-review.ts';
import type { LoadedRun, RunShelf } from './agent-campaign-run-book.ts';
import type { AgentDesk } from './agent-desk.ts';
import { CAMPAIGN_CODE_LENGTH } from './check-coupon.ts';

type ExportMethods = Pick<CampaignService, 'importedCodes' | 'exportRun' | 'exportCalendar'>;

/** Files for the tools that send messages, and for calendars. */
export function createExports(desk: AgentDesk, shelf: RunShelf): ExportMethods {
  return {
    importedCodes: () =>
      desk.stored(async (storage) => {
        const codes = await storage.coupons.codes();
        if (!codes.ok) return codes;
        const imported = codes.value.filter(({ source }) => source === 'imported');
        const free = imported.filter(({ usedBy }) => usedBy === undefined).length;
        return success({ pool: COUPON_POOL, free, used: imported.length - free });
      }),

    exportRun: ({ runId, codes }) =>
      desk.stored(async (storage) => {
        const loaded = await shelf.load(storage, runId);
        if (!loaded.ok) return loaded;
        if (loaded.value.run.status !== 'finished') return notFinished(runId);
        const offers = outgoing(loaded.value);
        if (offers.length === 0) return nothingApproved(runId);
        const coded = await codesFor(storage, loaded.value, offers, codes);
        if (!coded.ok) return coded;
        const { plan } = loaded.value.material;
        const exported = exportMessages(offers, {
          currency: plan.policy.policy.currency,
          ...(coded.value && { codes: { codes: coded.value, used: 0 } }),
        });
        if (!exported.ok) return exported;
        const files = TOOLS.flatMap((tool) =>
          exported.value.files
            .filter((file) => file.tool === tool)
            .flatMap(({ csv, json, messages }): ExportedFile[] => [
              file(fileName(plan.campaign, tool, 'csv'), csv, 'text/csv', messages),
              file(fileName(plan.campaign, tool, 'json'), json, 'application/json', messages),
            ]),
        );
        return success({ files, problems: exported.value.problems });
      }),

    exportCalendar: (campaignId) =>
      desk.stored(async (storage) => {
        const stored = await storage.campaigns.campaign(campaignId);
        if (!stored.ok) return stored;
        const read = readDraft(stored.value.draft as Parameters<typeof readDraft>[0], campaignId);
        if (!read.ok) return read;
        const { campaign } = read.value;
        const text = toICalendar(campaign, desk.now());
        if (!text.ok) return text;
        return success(file(fileName(campaign, 'runs', 'ics'), text.value, 'text/calendar', 0));
      }),
  };
}

/** What may go out: approved and sent offers, in their final words. */
function outgoing({ offers, book, material: { plan } }: LoadedRun): readonly OutgoingOffer[] {
  const { fallback } = plan.policy.policy;
  const made: Reward = { ...fallback, type: 'Service' };
  return offers.flatMap(({ decided, status, text }): OutgoingOffer[] => {
    if (status !== 'approved' && status !== 'sent') return [];
    const row = book.row(decided.customerId);
    const isFallback = decided.source === 'fallback';
    const reward = isFallback ? made : book.reward(decided.rewardId ?? '');
    if (row === undefined || reward === undefined) return [];
    const { offerId, segment, channel } = decided;
    const campaignId = plan.campaign.name ?? plan.campaign.id;
    const { profile } = row;
    return [{ offerId, campaignId, profile, segment, channel, reward, text, fallback: isFallback }];
  });
}

/** A code for each offer, in their order; those that were given out before stay. Undefined for none. */
async function codesFor(
  storage: Storage,
  { run: { id }, material }: LoadedRun,
  offers: readonly OutgoingOffer[],
  wanted: ExportRequest['codes'],
): Promise<Result<readonly string[] | undefined>> {
  if (wanted === 'none') return success(undefined);
  const { campaign } = material.plan;
  const coded = offers.filter(({ fallback }) => !fallback);
  const ids = coded.map(({ offerId }) => offerId);
  const worths = new Map(coded.map((offer) => [offer.offerId, worthOfCode(offer, campaignTitle(campaign))]));
  const worthOf: WorthOf = (offer) => worths.get(offer);
  const codes =
    wanted === 'generated'
      ? await drawnCodes(storage, id, ids, worthOf)
      : await storage.campaigns.takeCodes(wanted.pool, ids, worthOf);
  if (!codes.ok) return codes;
  return success(ids.map((offer) => codes.value.get(offer) ?? ''));
}

/** For the till, which checks the code long after the run. */
function worthOfCode({ reward }: OutgoingOffer, campaign: string): CodeWorth {
  const { id: rewardId, name: rewardName, validUntil } = reward;
  return { rewardId, rewardName, campaign, ...(validUntil !== undefined && { validUntil }) };
}

/** Codes are worth money, and a seed would let them be foreseen: they are drawn by the browser's own randomness. */
async function drawnCodes(
  storage: Storage,
  run: string,
  offers: readonly string[],
  worthOf: WorthOf,
): Promise<Result<ReadonlyMap<string, string>>> {
  const before = await storage.campaigns.keepCodes(run, new Map(), worthOf);
  if (!before.ok) return before;
  const without = offers.filter((offer) => !before.value.has(offer));
  if (without.length === 0) return before;
  const drawn = generateCodes(
    without.length,
    CAMPAIGN_CODE_LENGTH,
    cryptoRandom(),
    new Set(before.value.values()),
  );
  if (!drawn.ok) return drawn;
  const codes = new Map(without.map((offer, i) => [offer, drawn.value[i] ?? '']));
  return storage.campaigns.keepCodes(run, codes, worthOf);
}

function file(name: string, text: string, type: string, messages: number): ExportedFile {
  return { name, blob: new Blob([text], { type: `${type};charset=utf-8` }), messages };
}
