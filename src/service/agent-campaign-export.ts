import { exportMessages, type OutgoingOffer, TOOLS } from '../campaigns/export-messages.ts';
import { toICalendar } from '../campaigns/run-calendar.ts';
import { takeCodes } from '../creative/code-pool.ts';
import { cryptoRandom, generateCodes } from '../creative/generate-codes.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Reward } from '../domain/reward.ts';
import { packJson } from '../storage/packed-json.ts';
import type { Storage } from '../storage/storage.ts';
import type { CampaignService, ExportedFile, ExportRequest } from './agent-campaign-contract.ts';
import { readDraft } from './agent-campaign-draft.ts';
import { fileName } from './agent-campaign-files.ts';
import { notFinished, nothingApproved } from './agent-campaign-review.ts';
import type { LoadedRun, RunShelf } from './agent-campaign-run-book.ts';
import { readPart } from './agent-campaign-run-parts.ts';
import type { AgentDesk } from './agent-desk.ts';

type ExportMethods = Pick<CampaignService, 'exportRun' | 'exportCalendar'>;
type Code = readonly [offerId: string, code: string];

/** Signs of a coupon code, its check sign included. */
const CODE_SIGNS = 12;
const CODES = 'codes';

/** Files for the tools that send messages, and for calendars. */
export function createExports(desk: AgentDesk, shelf: RunShelf): ExportMethods {
  return {
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
        const exported = exportMessages(
          offers.map(({ offer }) => offer),
          {
            currency: plan.policy.policy.currency,
            ...(coded.value && { codes: { codes: coded.value, used: 0 } }),
          },
        );
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

interface Outgoing {
  readonly offer: OutgoingOffer;
}

/** What may go out: approved and sent offers, in their final words. */
function outgoing({ offers, book, material: { plan } }: LoadedRun): readonly Outgoing[] {
  const { fallback } = plan.policy.policy;
  const made: Reward = { ...fallback, type: 'Service' };
  return offers.flatMap(({ decided, status, text }): Outgoing[] => {
    if (status !== 'approved' && status !== 'sent') return [];
    const row = book.row(decided.customerId);
    const isFallback = decided.source === 'fallback';
    const reward = isFallback ? made : book.reward(decided.rewardId ?? '');
    if (row === undefined || reward === undefined) return [];
    const { offerId, segment, channel } = decided;
    const campaignId = plan.campaign.name ?? plan.campaign.id;
    const { profile } = row;
    return [
      { offer: { offerId, campaignId, profile, segment, channel, reward, text, fallback: isFallback } },
    ];
  });
}

/** A code for each offer, in their order; those that were given out before stay. Undefined for none. */
async function codesFor(
  storage: Storage,
  { run }: LoadedRun,
  offers: readonly Outgoing[],
  wanted: ExportRequest['codes'],
): Promise<Result<readonly string[] | undefined>> {
  if (wanted === 'none') return success(undefined);
  const fresh = await storage.campaigns.run(run.id);
  if (!fresh.ok) return fresh;
  const given = fresh.value.parts.includes(CODES)
    ? await readPart<readonly Code[]>(storage, fresh.value, CODES)
    : success<readonly Code[]>([]);
  if (!given.ok) return given;
  const known = new Map(given.value);
  const ids = offers.filter(({ offer }) => !offer.fallback).map(({ offer }) => offer.offerId);
  const without = ids.filter((id) => !known.has(id));
  if (without.length > 0) {
    const taken = await newCodes(storage, without.length, wanted, run.id, known);
    if (!taken.ok) return taken;
    for (const [i, id] of without.entries()) known.set(id, taken.value[i] ?? '');
    const kept = await storage.campaigns.changeRun({
      id: run.id,
      after: fresh.value.log.entries,
      from: ['finished'],
      parts: { [CODES]: await packJson([...known]) },
    });
    if (!kept.ok) return kept;
  }
  return success(ids.map((id) => known.get(id) ?? ''));
}

/** Codes are worth money, and a seed would let them be foreseen: they are drawn by the browser's own randomness. */
async function newCodes(
  storage: Storage,
  count: number,
  wanted: Exclude<ExportRequest['codes'], 'none'>,
  usedBy: string,
  known: ReadonlyMap<string, string>,
): Promise<Result<readonly string[]>> {
  if (wanted === 'generated') {
    return generateCodes(count, CODE_SIGNS, cryptoRandom(), new Set(known.values()));
  }
  const pool = await storage.coupons.codes();
  if (!pool.ok) return pool;
  void takeCodes;
  void usedBy;
  return failure('pool-unknown', `There is no pool of codes called "${wanted.pool}".`, wanted.pool);
}

function file(name: string, text: string, type: string, messages: number): ExportedFile {
  return { name, blob: new Blob([text], { type: `${type};charset=utf-8` }), messages };
}
