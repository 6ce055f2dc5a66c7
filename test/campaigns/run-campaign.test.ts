import { describe, expect, test, vi } from 'vitest';
import type { CampaignPlan } from '../../src/campaigns/plan-campaign.ts';
import { ledgerBefore, replay } from '../../src/campaigns/replay.ts';
import { type RunState, resumeRun, runCampaign, startRun } from '../../src/campaigns/run-campaign.ts';
import { type LogEntry, verifyLog } from '../../src/campaigns/run-log.ts';
import type { RunBody } from '../../src/campaigns/run-record.ts';
import { stateFromLog } from '../../src/campaigns/state-from-log.ts';
import { DEFAULT_POLICY } from '../../src/guardrails/policy/default-policy.ts';
import { emptyLedger } from '../../src/guardrails/policy/ledger.ts';
import { ledgerToJson } from '../../src/guardrails/policy/ledger-json.ts';
import { loadPolicy } from '../../src/guardrails/policy/load-policy.ts';
import { must, NOW, plan } from './small-business.ts';

async function runAll(made: CampaignPlan, from: RunState, batch = 20, steps = Number.POSITIVE_INFINITY) {
  const entries: LogEntry<RunBody>[] = [];
  let state = from;
  let done = 0;
  for await (const step of runCampaign(made, state, { batch })) {
    state = step.state;
    entries.push(...step.entries);
    done += 1;
    if (done >= steps) break;
  }
  return { entries, state };
}

// Other work may share the machine.
vi.setConfig({ testTimeout: 120_000 });

const empty = emptyLedger(DEFAULT_POLICY);

/** As a database gives it back. */
function stored<T>(value: T): T {
  return structuredClone(value);
}

describe('a run', () => {
  test('taken up after a crash ends as if nothing had happened, whatever the size of the batches', async () => {
    const made = must(await plan({ caps: { budget: 150 } }));
    const whole = await runAll(made, must(startRun(made, 'r1', empty)));
    expect(whole.state.finished).toBe(true);
    const first = await runAll(made, must(startRun(made, 'r1', empty)), 7, 5);
    expect(first.state.next).toBe(35);
    const again = must(resumeRun(must(await plan({ caps: { budget: 150 } })), stored(first.state)));
    const rest = await runAll(made, again, 50);
    expect([...first.entries, ...rest.entries]).toEqual(whole.entries);
    expect(rest.state.head).toEqual(whole.state.head);
    expect(ledgerToJson(rest.state.ledger)).toBe(ledgerToJson(whole.state.ledger));
    const offers = whole.entries.filter(({ body }) => body.kind === 'decided' || body.kind === 'held-out');
    expect(offers.length).toBe(made.members.length);
    expect((await runAll(made, rest.state)).entries).toEqual([]);
  });

  test('goes on from the log alone', async () => {
    const made = must(await plan({ caps: { budget: 150 } }));
    const part = await runAll(made, must(startRun(made, 'r1', empty)), 11, 4);
    const state = must(await stateFromLog(made, stored(part.entries), empty));
    expect(state).toEqual(part.state);
  });

  test('does not go on with other data, nor begin twice under one name', async () => {
    const made = must(await plan());
    const part = await runAll(made, must(startRun(made, 'r1', empty)), 30, 1);
    const other = must(await plan({ holdOut: 0.2 }));
    expect(resumeRun(other, part.state)).toMatchObject({ ok: false, failures: [{ type: 'run-changed' }] });
    expect(startRun(made, 'r1', part.state.ledger)).toMatchObject({
      ok: false,
      failures: [{ type: 'run-exists' }],
    });
    expect(startRun(made, 'r2', part.state.ledger).ok).toBe(true);
  });

  test('a second run within a day reaches nobody who had an offer, not even with the fallback', async () => {
    const made = must(await plan({ holdOut: 0 }));
    const first = await runAll(made, must(startRun(made, 'r1', empty)), 100);
    expect(first.state.counts.offers).toBeGreaterThan(40);
    const second = await runAll(made, must(startRun(made, 'r2', first.state.ledger)), 100);
    expect(second.state.counts).toMatchObject({ offers: 0, none: first.state.counts.offers });
  });
});

describe('the log', () => {
  test('names the first entry that was changed, moved or left out', async () => {
    const made = must(await plan());
    const { entries, state } = await runAll(made, must(startRun(made, 'r1', empty)));
    expect(await verifyLog(entries, state.head)).toEqual({ ok: true, head: state.head });
    const broken = async (change: (list: LogEntry<RunBody>[]) => void) => {
      const list = stored(entries);
      change(list);
      const check = await verifyLog(list, state.head);
      return check.ok ? undefined : check.broken;
    };
    expect(await broken((list) => Object.assign(list[7]?.body ?? {}, { text: 'Everything for free' }))).toBe(
      7,
    );
    expect(await broken((list) => list.splice(12, 1))).toBe(12);
    expect(await broken((list) => list.splice(3, 2, ...list.slice(3, 5).reverse()))).toBe(3);
    expect(await broken((list) => list.splice(-2))).toBe(entries.length - 2);
    expect(await verifyLog([])).toMatchObject({ ok: true });
  });
});

describe('replay', () => {
  test('makes every decision again, to the last character of its audit', async () => {
    const made = must(await plan({ caps: { budget: 120 } }));
    const { entries } = await runAll(made, must(startRun(made, 'r1', empty)));
    const people = new Map(made.members.map(({ profile }) => [profile.id, profile]));
    const sources = new Set<string>();
    for (const entry of stored(entries)) {
      if (entry.body.kind !== 'decided') continue;
      const profile = people.get(entry.body.customerId);
      if (profile === undefined) throw new Error('nobody');
      const ledger = must(ledgerBefore(entries, entry.index, empty, made.campaign.id));
      const { same, differences, decision } = must(await replay(entry, { plan: made, profile, ledger }));
      expect(differences).toEqual([]);
      expect(same).toBe(true);
      expect(decision.offer?.text ?? null).toBe(entry.body.text);
      sources.add(decision.source);
    }
    expect([...sources].sort()).toEqual(['candidate', 'fallback']);
  });

  test('shows what another policy, profile or ledger would have changed', async () => {
    const made = must(await plan());
    const { entries } = await runAll(made, must(startRun(made, 'r1', empty)));
    const entry = entries.find(({ body }) => body.kind === 'decided' && body.source === 'candidate');
    if (entry?.body.kind !== 'decided') throw new Error('no offer');
    const { customerId } = entry.body;
    const profile = made.members.find((each) => each.profile.id === customerId)?.profile;
    if (profile === undefined) throw new Error('nobody');
    const ledger = must(ledgerBefore(entries, entry.index, empty, made.campaign.id));
    const strict = must(
      await loadPolicy({
        ...DEFAULT_POLICY,
        text: { ...DEFAULT_POLICY.text, blockedWords: ['free', 'points', 'off', 'you', 'your'] },
      }),
    );
    const byPolicy = must(await replay(entry, { plan: { ...made, policy: strict }, profile, ledger }));
    expect(byPolicy.same).toBe(false);
    expect(byPolicy.differences.map(({ type }) => type)).toContain('decision-differs');
    const older = { ...profile, pointsBalance: 0, averageBasket: 1 };
    const byProfile = must(await replay(entry, { plan: made, profile: older, ledger }));
    expect(byProfile.differences.map(({ type }) => type)).toContain('profile-changed');
    const later = must(ledgerBefore(entries, entries.length, empty, made.campaign.id));
    expect(must(await replay(entry, { plan: made, profile, ledger: later })).same).toBe(false);
    const [start] = entries;
    if (start === undefined) throw new Error('no log');
    expect(await replay(start, { plan: made, profile, ledger })).toMatchObject({ ok: false });
    expect(entry.body.at).toBe(NOW);
  });
});
