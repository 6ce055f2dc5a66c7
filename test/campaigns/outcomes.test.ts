import { expect, test } from 'vitest';
import { outcomesOf } from '../../src/campaigns/outcomes.ts';
import { appendEntries, EMPTY_LOG } from '../../src/campaigns/run-log.ts';
import type { DecidedBody, RunBody } from '../../src/campaigns/run-record.ts';

const DAY = 86_400_000;
const AT = Date.UTC(2026, 0, 1, 12);

const decided = (customerId: string, source: DecidedBody['source'], cents: number): DecidedBody => ({
  kind: 'decided',
  offerId: `r/${customerId}`,
  customerId,
  segment: 'A',
  channel: 'email',
  profileHash: '',
  contenders: [],
  untried: 0,
  source,
  rewardId: source === 'candidate' ? 'R' : null,
  text: null,
  origin: null,
  refused: [],
  copies: [],
  cents,
  at: AT,
  decisionHash: '',
});

test('both arms are looked at for the same days, in the arm they were put into', async () => {
  const bodies: readonly RunBody[] = [
    { kind: 'started', runId: 'r', campaignId: 'c', at: AT, planHash: '', policyHash: '', members: 4 },
    decided('buyer', 'candidate', 250),
    decided('quiet', 'candidate', 250),
    decided('capped', 'none', 0),
    { kind: 'held-out', customerId: 'held', segment: 'A' },
  ];
  const { entries } = await appendEntries(EMPTY_LOG, bodies);
  const outcomes = outcomesOf(
    entries,
    [
      { customerId: 'buyer', at: AT - 1, amount: 1000 },
      { customerId: 'buyer', at: AT + DAY, amount: 40 },
      { customerId: 'buyer', at: AT + 3 * DAY, amount: 60 },
      { customerId: 'buyer', at: AT + 4 * DAY, amount: -20 },
      { customerId: 'held', at: AT + 2 * DAY, amount: 10 },
      { customerId: 'held', at: AT + 2 * DAY + 1, amount: 10 },
      { customerId: 'quiet', at: AT + 31 * DAY, amount: 500 },
    ],
    { days: 30, marginShare: 0.5, contactCost: 0.1 },
  );
  expect(outcomes).toEqual([
    { customerId: 'buyer', arm: 'offer', converted: true, repeated: true, revenue: 40, cost: 2.6 },
    { customerId: 'quiet', arm: 'offer', converted: false, repeated: false, revenue: 0, cost: 0.1 },
    { customerId: 'capped', arm: 'offer', converted: false, repeated: false, revenue: 0, cost: 0 },
    { customerId: 'held', arm: 'hold-out', converted: true, repeated: false, revenue: 10, cost: 0 },
  ]);
});
