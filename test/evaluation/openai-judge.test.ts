import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, test } from 'vitest';
import type { JudgeRequest } from '../../src/evaluation/judge.ts';
import { JUDGE_INSTRUCTION, judgeMessage } from '../../src/evaluation/judge-prompt.ts';
import { type OpenAiSettings, openAiJudge } from '../../src/evaluation/openai-judge.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A real server on this machine that answers every request the same way. */
async function serve(answer: (response: ServerResponse) => void): Promise<{ baseUrl: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    answer(response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, seen };
}

function completion(content: string): string {
  return JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] });
}

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
  history: [{ text: 'Save 20% on a yoga mat.', verdict: 'accepted' }],
  offers: ['Take 10% off a tent.', 'Save 10% on a yoga mat.'],
};

const verdicts = completion(
  '```json\n{"verdicts": [{"offer": 2, "verdict": "accept", "reason": "yoga"}, {"offer": 1, "verdict": "reject", "reason": ""}]}\n```',
);

async function judged(settings: OpenAiSettings, asked = request) {
  const judge = openAiJudge(settings, fetch);
  if (!judge.ok) return judge;
  return judge.value.judge(asked);
}

function settings(baseUrl: string, more: Partial<OpenAiSettings> = {}): OpenAiSettings {
  return { baseUrl, model: 'some-model', apiKey: 'secret', ...more };
}

describe('a chat endpoint', () => {
  it('is asked once, for all offers, and its verdicts come back in their order', async () => {
    const { baseUrl, seen } = await serve((response) => response.end(verdicts));
    expect(await judged(settings(`${baseUrl}/`))).toEqual({
      ok: true,
      value: [
        { verdict: 'rejected', reason: '' },
        { verdict: 'accepted', reason: 'yoga' },
      ],
    });
    expect(seen.length).toBe(1);
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/v1/chat/completions' });
    expect(seen[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer secret',
    });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      model: 'some-model',
      temperature: 0,
      messages: [
        { role: 'system', content: JUDGE_INSTRUCTION },
        { role: 'user', content: judgeMessage(request) },
      ],
    });
    expect(seen[0]?.body).not.toMatch(/Ada|Female|82,?450/);
  });

  it('gets no key and no temperature where there is none', async () => {
    const { baseUrl, seen } = await serve((response) => response.end(verdicts));
    await judged(settings(baseUrl, { apiKey: '', temperature: null }));
    expect(seen[0]?.headers.authorization).toBeUndefined();
    expect(seen[0]?.body).not.toContain('temperature');
  });

  it('is not asked before there is something to judge', async () => {
    const { baseUrl, seen } = await serve((response) => response.end(verdicts));
    expect(await judged(settings(baseUrl), { ...request, offers: [] })).toEqual({ ok: true, value: [] });
    expect(seen).toEqual([]);
  });

  it.each([401, 404, 429, 500])('that refuses with the status %d', async (status) => {
    const { baseUrl } = await serve((response) =>
      response.writeHead(status).end('{"error": "no  such thing"}'),
    );
    const result = await judged(settings(baseUrl));
    expect(result).toMatchObject({ ok: false, failures: [{ type: 'judge-status' }] });
    expect(JSON.stringify(result)).toContain(`the status ${status}`);
    expect(JSON.stringify(result)).toContain('no such thing');
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  test.each([
    ['no JSON', '<html>Welcome</html>'],
    ['another JSON', '{"choices": []}'],
    ['a completion without text', '{"choices": [{"message": {"content": null}}]}'],
    ['a completion that is no verdict', completion('As a language model, I cannot say.')],
    ['a verdict on one of two offers', completion('[{"offer": 1, "verdict": "accept"}]')],
  ])('that answers with %s', async (_, body) => {
    const { baseUrl } = await serve((response) => response.end(body));
    expect(await judged(settings(baseUrl))).toMatchObject({
      ok: false,
      failures: [{ type: 'judge-answer-malformed' }],
    });
  });

  it('that breaks off', async () => {
    const { baseUrl } = await serve((response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"choices"', () => response.destroy());
    });
    expect(await judged(settings(baseUrl))).toMatchObject({
      ok: false,
      failures: [{ type: 'judge-unreachable' }],
    });
  });

  it('that hangs up before it answers is asked once more', async () => {
    let hungUp = 0;
    const { baseUrl, seen } = await serve((response) => {
      if (hungUp === 0) response.destroy();
      else response.end(verdicts);
      hungUp += 1;
    });
    expect(await judged(settings(baseUrl))).toMatchObject({ ok: true });
    expect(seen.map(({ body }) => body)).toEqual([seen[0]?.body, seen[0]?.body]);
  });

  it('that sends elsewhere is not followed', async () => {
    const elsewhere = await serve((response) => response.end(verdicts));
    const { baseUrl } = await serve((response) =>
      response.writeHead(307, { location: `${elsewhere.baseUrl}/chat/completions` }).end(),
    );
    expect(await judged(settings(baseUrl))).toMatchObject({
      ok: false,
      failures: [{ type: 'judge-unreachable' }],
    });
    expect(elsewhere.seen).toEqual([]);
  });

  it('that is not there', async () => {
    const { baseUrl } = await serve((response) => response.end());
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await judged(settings(baseUrl))).toMatchObject({
      ok: false,
      failures: [{ type: 'judge-unreachable', path: 'baseUrl' }],
    });
  });

  it('that never answers', async () => {
    const { baseUrl } = await serve(() => undefined);
    const result = await judged(settings(baseUrl, { timeout: 100 }));
    expect(result).toMatchObject({ ok: false, failures: [{ type: 'judge-unreachable' }] });
    expect(JSON.stringify(result)).toContain('no answer within 0.1 seconds');
  });

  it('can be stopped', async () => {
    const stop = new AbortController();
    const { baseUrl } = await serve(() => stop.abort());
    expect(await judged(settings(baseUrl), { ...request, signal: stop.signal })).toMatchObject({
      ok: false,
      failures: [{ type: 'cancelled' }],
    });
  });
});

test.each([
  ['no address', { baseUrl: '', model: 'm', apiKey: '' }, 'baseUrl'],
  ['an address that is none', { baseUrl: 'somewhere', model: 'm', apiKey: '' }, 'baseUrl'],
  ['a file', { baseUrl: 'file:///tmp', model: 'm', apiKey: '' }, 'baseUrl'],
  ['no model', { baseUrl: 'http://127.0.0.1:9/v1', model: ' ', apiKey: '' }, 'model'],
])('%s is no judge', (_, incomplete, path) => {
  expect(openAiJudge(incomplete, fetch)).toMatchObject({
    ok: false,
    failures: [{ type: 'judge-not-configured', path }],
  });
});
