import { type LogEntry, verifyLog } from '../campaigns/run-log.ts';
import type { RunBody } from '../campaigns/run-record.ts';
import { failure, success } from '../domain/result.ts';
import { explainAudit } from '../guardrails/policy/explain-audit.ts';
import type { OfferBook } from './agent-campaign-book.ts';
import type { CampaignService, LogRow } from './agent-campaign-contract.ts';
import { fileName } from './agent-campaign-files.ts';
import { isOfRun, type RunShelf } from './agent-campaign-run-book.ts';
import { type AnyEntry, readLog } from './agent-campaign-run-parts.ts';
import type { AgentDesk } from './agent-desk.ts';

type LogMethods = Pick<CampaignService, 'log' | 'verifyLog' | 'replayDecision' | 'exportLog'>;

/** What is recorded of a run, whether it is whole, and whether it comes out the same again. */
export function createRunLog(desk: AgentDesk, shelf: RunShelf): LogMethods {
  return {
    log: ({ runId, offset, count }) =>
      desk.stored(async (storage) => {
        const loaded = await shelf.load(storage, runId);
        if (!loaded.ok) return loaded;
        const { entries, book } = loaded.value;
        return success({
          entries: entries.length,
          rows: entries.slice(offset, offset + count).map((entry) => logRow(entry, book)),
        });
      }),

    verifyLog: (runId, onProgress) =>
      desk.stored(async (storage) => {
        const run = await storage.campaigns.run(runId);
        if (!run.ok) return run;
        // As it is stored at this moment, not as it is held in memory.
        const log = await readLog(storage, run.value, (share) => onProgress({ stage: 'checking', share }));
        if (!log.ok) return log;
        const { entries, hash } = run.value.log;
        const expected = entries === 0 ? undefined : { entries, hash };
        const checked = await verifyLog(log.value.entries, expected);
        return success(
          checked.ok
            ? { whole: true as const, ...checked.head }
            : { whole: false as const, broken: checked.broken, message: checked.message },
        );
      }),

    replayDecision: (runId, index) =>
      desk.stored(async (storage) => {
        const loaded = await shelf.load(storage, runId);
        if (!loaded.ok) return loaded;
        const { entries, book } = loaded.value;
        const entry = entries[index];
        const body = entry?.body;
        const row = body?.kind === 'decided' ? book.row(body.customerId) : undefined;
        if (row === undefined) {
          const what = entry === undefined ? 'is not in the log' : 'records no decision';
          return failure('not-a-decision', `Entry ${index} ${what}.`, String(index));
        }
        const replayed = await book.replay(row);
        if (!replayed.ok) return replayed;
        const { decision, same, differences } = replayed.value;
        const audit = decision.audit === null ? [] : explainAudit(decision.audit, { all: true });
        return success({ same, differences, audit, origin: decision.origin });
      }),

    exportLog: (runId) =>
      desk.stored(async (storage) => {
        const loaded = await shelf.load(storage, runId);
        if (!loaded.ok) return loaded;
        const { entries, material } = loaded.value;
        const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
        const name = fileName(material.plan.campaign, 'log', 'jsonl');
        return success({ name, blob: new Blob(lines, { type: 'application/jsonl' }), messages: 0 });
      }),
  };
}

function logRow(entry: AnyEntry, book: OfferBook): LogRow {
  const { index, hash, previous, body } = entry;
  return {
    index,
    kind: body.kind,
    words: isOfRun(entry) ? runWords(entry, book) : reviewWords(entry),
    hash,
    previous,
    ...('customerId' in body && { customerId: body.customerId }),
    ...('offerId' in body && { offerId: body.offerId }),
  };
}

function runWords({ body }: LogEntry<RunBody>, book: OfferBook): string {
  switch (body.kind) {
    case 'started':
      return `The run begins with ${body.members.toLocaleString('en')} ${body.members === 1 ? 'person' : 'people'}.`;
    case 'held-out':
      return `${body.customerId} is held out, to compare with.`;
    case 'decided': {
      const refused = body.refused.length;
      const after =
        refused === 0 ? '' : ` after ${refused === 1 ? 'one reward was' : `${refused} rewards were`} refused`;
      if (body.source === 'none') return `${body.customerId} gets nothing${after}.`;
      const reward = book.reward(body.rewardId ?? '')?.name ?? body.rewardId;
      const what = body.source === 'fallback' ? 'the fallback' : `"${reward}"`;
      return `${body.customerId} gets ${what} by ${body.channel}${after}.`;
    }
    case 'finished':
      return `The run ends: ${body.offers} offers, ${body.fallbacks} fallbacks, ${body.none} without a message, ${body.heldOut} held out.`;
  }
}

function reviewWords({ body }: AnyEntry): string {
  if (!('by' in body)) return '';
  const customer = body.offerId.slice(body.offerId.indexOf('/') + 1);
  const rule = body.rule === undefined ? '' : ` by the rule "${body.rule}"`;
  const what = body.kind === 'edited' ? `given other words: "${body.text ?? ''}"` : body.kind;
  return `The offer to ${customer} was ${what}${rule}, says ${body.by}.`;
}
