import { expect, test } from 'vitest';
import { createRandom } from '../../src/domain/random.ts';
import { openAiJudge } from '../../src/evaluation/openai-judge.ts';
import { type JudgedCustomer, pastOffers, secondOpinion } from '../../src/evaluation/second-opinion.ts';
import { personaSeed, simulateCustomer, simulateExample } from '../../src/simulation/examples.ts';
import { unwrap } from '../storage/samples.ts';
import { judgeServer } from './judge-server.ts';

/** Simulated customers with an offer that they accept as their own, and one that they reject as the next one's. */
const customers: readonly JudgedCustomer[] = Array.from({ length: 8 }, (_, i) => {
  const seed = personaSeed(3, 'test', i);
  const customer = simulateCustomer(seed, i);
  const { accepted, rejected } = simulateExample(customer, createRandom(seed, 3), 'test');
  const [own, ...liked] = accepted;
  const [next, ...disliked] = rejected;
  return { ...customer, own, next, history: pastOffers({ accepted: liked, rejected: disliked }, seed) };
});
const owns = new Set(customers.map(({ own }) => own));

async function opinion(answer: Parameters<typeof judgeServer>[0], of = customers) {
  const { baseUrl, asked } = await judgeServer(answer);
  const judge = unwrap(openAiJudge({ baseUrl, model: 'm', apiKey: '' }, fetch));
  return { result: await secondOpinion(judge, of), asked };
}

test('a judge who says what the customers say agrees with them', async () => {
  const { result, asked } = await opinion(({ offers }) =>
    offers.map(({ text }) => (owns.has(text) ? 'accept' : 'reject')),
  );
  const { summary, opinions } = unwrap(result);
  expect(summary.agreement.table).toEqual([
    [8, 0],
    [0, 8],
  ]);
  expect(summary.agreement.agreement?.kappa).toBe(1);
  expect(summary.accepted.own).toEqual({ acceptance: 1, low: 1, high: 1 });
  expect(summary.simulated).toEqual(summary.accepted);
  expect([summary.offers, summary.unanswered]).toEqual([16, 0]);
  expect(opinions.map((each) => [each?.own.verdict, each?.next.verdict])).toEqual(
    Array(8).fill(['accepted', 'rejected']),
  );
  // Own and next do not always come in the same order, and the history mixes both answers.
  expect(new Set(asked.map(({ offers: [first] }) => owns.has(first?.text ?? ''))).size).toBe(2);
  expect(asked[0]?.history.map(({ answer }) => answer).sort()).toEqual([
    ...['accepted', 'accepted'],
    ...['rejected', 'rejected'],
  ]);
});

test('a judge who favours the first place agrees by chance alone', async () => {
  const { result } = await opinion(() => ['accept', 'reject']);
  const { summary } = unwrap(result);
  const { own, next } = summary.accepted;
  expect(own.acceptance + next.acceptance).toBeCloseTo(1, 12);
  const [[, onlySecond], [onlyFirst]] = summary.agreement.table;
  expect(onlySecond).toBe(8 * next.acceptance);
  expect(onlyFirst).toBe(onlySecond);
  expect(summary.agreement.mcNemar.exactP).toBe(1);
});

test('an answer that cannot be read leaves its customer out', async () => {
  let count = 0;
  const { result } = await opinion(() => {
    count += 1;
    return count === 3 ? 'As a language model, I cannot say.' : ['accept', 'accept'];
  });
  const { summary, opinions } = unwrap(result);
  expect([summary.offers, summary.unanswered]).toEqual([14, 1]);
  expect(opinions.map((each) => each === null)).toEqual([...[false, false, true], ...Array(5).fill(false)]);
  expect(summary.agreement.table).toEqual([
    [0, 7],
    [0, 7],
  ]);
  expect(summary.agreement.chiSquare).toBeUndefined();
});

test('where not one can be read, that is the failure', async () => {
  const { result, asked } = await opinion(() => 'Sorry!');
  expect(result).toMatchObject({ ok: false, failures: [{ type: 'judge-answer-malformed' }] });
  expect(asked).toHaveLength(8);
});

test('another failure ends it at once', async () => {
  const judge = unwrap(openAiJudge({ baseUrl: 'http://127.0.0.1:1/v1', model: 'm', apiKey: '' }, fetch));
  let done = 0;
  const result = await secondOpinion(judge, customers, () => {
    done += 1;
  });
  expect(result).toMatchObject({ ok: false, failures: [{ type: 'judge-unreachable' }] });
  expect(done).toBe(0);
});
