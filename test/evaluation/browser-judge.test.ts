import { describe, expect, it } from 'vitest';
import {
  type BrowserLanguageModel,
  browserJudge,
  browserLanguageModel,
} from '../../src/evaluation/browser-judge.ts';
import type { JudgeRequest } from '../../src/evaluation/judge.ts';
import { JUDGE_INSTRUCTION, judgeAnswerSchema, judgeMessage } from '../../src/evaluation/judge-prompt.ts';

const request: JudgeRequest = {
  persona: {
    name: 'Ada Example',
    age: 35,
    gender: 'Female',
    monthlyIncome: 82_450,
    spendingPattern: 'High-spender',
    preferredPaymentMethod: 'Credit Card',
    interests: ['Fitness'],
    financialGoals: ['Savings'],
  },
  history: [],
  offers: ['Take 10% off a tent.'],
};

type Availability = Awaited<ReturnType<BrowserLanguageModel['availability']>>;

/** Stands in for the browser's model, which no browser of the tests has; keeps what it was asked. */
function scripted(available: Availability | Error, answer: string | Error) {
  const asked: { availability: object[]; create: object[]; prompt: unknown[]; destroyed: number } = {
    availability: [],
    create: [],
    prompt: [],
    destroyed: 0,
  };
  const model: BrowserLanguageModel = {
    async availability(options) {
      asked.availability.push(options);
      if (available instanceof Error) throw available;
      return available;
    },
    async create(options) {
      asked.create.push(options);
      return {
        async prompt(input, { responseConstraint, signal }) {
          asked.prompt.push({ input, responseConstraint });
          signal?.throwIfAborted();
          if (answer instanceof Error) throw answer;
          return answer;
        },
        destroy() {
          asked.destroyed += 1;
        },
      };
    },
  };
  return { model, asked };
}

const ANSWER = '{"verdicts": [{"offer": 1, "verdict": "reject", "reason": "no camper"}]}';

async function judged(model: BrowserLanguageModel, asked = request) {
  const judge = await browserJudge(model);
  if (!judge.ok) throw new Error(judge.failures[0]?.message);
  return judge.value.judge(asked);
}

describe("the browser's language model", () => {
  it('is not there in Node, which is no error', async () => {
    expect(browserLanguageModel()).toBeUndefined();
    expect(await browserJudge(browserLanguageModel())).toMatchObject({
      ok: false,
      failures: [{ type: 'judge-unavailable' }],
    });
  });

  it('may be unavailable on the device or forbidden on the page', async () => {
    for (const available of ['unavailable', new Error('NotAllowedError')] as const) {
      const { model, asked } = scripted(available, ANSWER);
      expect(await browserJudge(model, { allowDownload: true })).toMatchObject({
        ok: false,
        failures: [{ type: 'judge-unavailable' }],
      });
      expect(asked.create).toEqual([]);
    }
  });

  it('is downloaded only where that is allowed', async () => {
    for (const available of ['downloadable', 'downloading'] as const) {
      const { model, asked } = scripted(available, ANSWER);
      expect(await browserJudge(model)).toMatchObject({
        ok: false,
        failures: [{ type: 'judge-needs-download' }],
      });
      expect(asked.create).toEqual([]);
      expect(await browserJudge(model, { allowDownload: true })).toMatchObject({ ok: true });
    }
  });

  it('judges in a session of its own, held to the schema', async () => {
    const { model, asked } = scripted('available', ANSWER);
    expect(await judged(model)).toEqual({
      ok: true,
      value: [{ verdict: 'rejected', reason: 'no camper' }],
    });
    expect(asked.create).toEqual([
      { ...asked.availability[0], initialPrompts: [{ role: 'system', content: JUDGE_INSTRUCTION }] },
    ]);
    expect(asked.availability[0]).toMatchObject({ expectedOutputs: [{ type: 'text', languages: ['en'] }] });
    expect(asked.prompt).toEqual([
      { input: judgeMessage(request), responseConstraint: judgeAnswerSchema(1) },
    ]);
    expect(asked.destroyed).toBe(1);
  });

  it('ends its session when it fails', async () => {
    const failing = scripted('available', new Error('QuotaExceededError'));
    expect(await judged(failing.model)).toMatchObject({ ok: false, failures: [{ type: 'judge-failed' }] });
    expect(failing.asked.destroyed).toBe(1);
    const rambling = scripted('available', 'I would rather not say.');
    expect(await judged(rambling.model)).toMatchObject({
      ok: false,
      failures: [{ type: 'judge-answer-malformed' }],
    });
    expect(rambling.asked.destroyed).toBe(1);
  });

  it('can be stopped, and is not asked about nothing', async () => {
    const { model, asked } = scripted('available', ANSWER);
    expect(await judged(model, { ...request, signal: AbortSignal.abort() })).toMatchObject({
      ok: false,
      failures: [{ type: 'cancelled' }],
    });
    expect(asked.destroyed).toBe(1);
    expect(await judged(model, { ...request, offers: [] })).toEqual({ ok: true, value: [] });
    expect(asked.create.length).toBe(1);
  });
});
