import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { CampaignPlan } from '../../src/campaigns/plan-campaign.ts';
import {
  approve,
  edit,
  markSent,
  offersByRule,
  type Review,
  refuse,
  startReview,
} from '../../src/campaigns/review.ts';
import { runCampaign, startRun } from '../../src/campaigns/run-campaign.ts';
import {
  appendEntries,
  EMPTY_LOG,
  type LogEntry,
  type LogHead,
  verifyLog,
} from '../../src/campaigns/run-log.ts';
import type { RunBody } from '../../src/campaigns/run-record.ts';
import { DEFAULT_POLICY } from '../../src/guardrails/policy/default-policy.ts';
import { emptyLedger } from '../../src/guardrails/policy/ledger.ts';
import { entriesOf, entryOf } from '../../src/guardrails/policy/persistent-map.ts';
import { must, NOW, plan } from './small-business.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const who = { by: 'Kim', at: NOW + 1 };
let made: CampaignPlan;
let review: Review;
let entries: LogEntry<RunBody>[] = [];
let head: LogHead = EMPTY_LOG;

beforeAll(async () => {
  made = must(await plan({ caps: { budget: 60 } }));
  let state = must(startRun(made, 'r1', emptyLedger(DEFAULT_POLICY)));
  for await (const step of runCampaign(made, state)) {
    state = step.state;
    entries = [...entries, ...step.entries];
  }
  head = state.head;
  review = startReview(entries, state.ledger);
});

const chosen = () => {
  const found = review.offers.find(({ decided }) => decided.source === 'candidate');
  if (found === undefined) throw new Error('no offer');
  return found;
};

describe('a person looks', () => {
  test('everything waits; a rule approves those it is about, and the log goes on', async () => {
    expect(review.offers.every(({ status }) => status === 'waiting')).toBe(true);
    const rule = { probabilityAbove: 0.5, source: 'candidate' } as const;
    const ids = offersByRule(review, rule);
    const likely = review.offers.filter(
      ({ decided }) => decided.source === 'candidate' && (decided.contenders.at(-1)?.probability ?? 0) > 0.5,
    );
    expect(ids).toEqual(likely.map(({ decided }) => decided.offerId));
    expect(ids.length).toBeGreaterThan(0);
    const { review: after, bodies } = must(approve(review, ids, who, rule));
    expect(after.offers.filter(({ status }) => status === 'approved')).toHaveLength(ids.length);
    expect(bodies[0]).toEqual({
      kind: 'approved',
      offerId: ids[0],
      ...who,
      rule: 'probability above 0.5, source candidate',
    });
    const appended = await appendEntries(head, bodies);
    expect(await verifyLog([...entries, ...appended.entries], appended.head)).toMatchObject({ ok: true });
  });

  test('a refused offer gives its money back, a sent one spends it', () => {
    const { offerId } = chosen().decided;
    const before = entriesOf(review.ledger.entries).length;
    const refused = must(refuse(review, [offerId], who)).review;
    expect(entriesOf(refused.ledger.entries)).toHaveLength(before - 1);
    expect(approve(refused, [offerId], who)).toMatchObject({
      ok: false,
      failures: [{ type: 'offer-not-waiting' }],
    });
    const approved = must(approve(review, [offerId], who)).review;
    const sent = must(markSent(approved, [offerId], who)).review;
    expect(entryOf(sent.ledger.entries, offerId)?.state).toBe('committed');
    expect(refuse(sent, [offerId], who)).toMatchObject({ ok: false });
    expect(markSent(review, [offerId], who)).toMatchObject({ ok: false });
  });

  test('an unknown offer changes nothing', () => {
    const result = approve(review, [chosen().decided.offerId, 'r1/nobody'], who);
    expect(result).toMatchObject({ ok: false, failures: [{ type: 'offer-unknown', path: 'r1/nobody' }] });
  });
});

describe('other words', () => {
  test('pass the guardrails again, or are refused with the reasons', () => {
    const { decided, text } = chosen();
    const free = edit(review, decided.offerId, 'Take 95% off everything, hurry!', made, who);
    expect(free.ok).toBe(false);
    const types = free.ok ? [] : free.failures.map(({ type }) => type);
    expect(new Set(types)).toEqual(new Set(['edit-refused']));
    expect(free.ok ? '' : free.failures.map(({ message }) => message).join(' ')).toContain('95');
    const words = text.replace(
      /^\{name\}, (.)/,
      (_, letter: string) => `Hello {name}! ${letter.toUpperCase()}`,
    );
    expect(words).not.toBe(text);
    const edited = must(edit(review, decided.offerId, words, made, who));
    expect(edited.bodies).toEqual([{ kind: 'edited', offerId: decided.offerId, ...who, text: words }]);
    expect(edited.audit.rules.every(({ passed }) => passed)).toBe(true);
    const changed = edited.review.offers.find((each) => each.decided.offerId === decided.offerId);
    expect(changed).toMatchObject({ text: words, edited: true, status: 'waiting' });
  });
});
