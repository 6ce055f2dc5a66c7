import * as v from 'valibot';
import { failure, type Result, success } from '../domain/result.ts';
import type { Judge, JudgeRequest } from './judge.ts';
import { JUDGE_INSTRUCTION, judgeMessage, parseVerdicts } from './judge-prompt.ts';

/** A chat endpoint in OpenAI's form, as the user has typed it in. There is no default: without it there is no judge. */
export interface OpenAiSettings {
  /** Everything before `/chat/completions`, such as `http://localhost:11434/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Empty where the server asks for none. */
  readonly apiKey: string;
  /** 0 when left out; null sends none, for models that refuse to be told. */
  readonly temperature?: number | null;
  /** Milliseconds for one answer; two minutes when left out. */
  readonly timeout?: number;
}

const TIMEOUT = 120_000;

const Completion = v.object({
  choices: v.pipe(v.array(v.object({ message: v.object({ content: v.string() }) })), v.minLength(1)),
});

/**
 * A language model behind an endpoint of the user's own choice. It is the one judge that sends anything away, so it
 * exists only where the user has set it up; making it sends nothing, judging does. Sent are the offers, the past
 * offers and the persona without name, age, gender and exact income.
 *
 * @param fetchWith the page's or Node's `fetch`.
 * @returns `judge-not-configured` where the address or the model is missing. Its verdicts fail with
 *   `judge-unreachable`, `judge-status` (the server refused), `judge-answer-malformed` or `cancelled`.
 */
export function openAiJudge(settings: OpenAiSettings, fetchWith: typeof fetch): Result<Judge> {
  const url = completionsUrl(settings.baseUrl);
  if (url === undefined || settings.model.trim() === '') {
    return failure(
      'judge-not-configured',
      'The judge needs an address that starts with https:// or http:// and the name of a model. Fill in both.',
      url === undefined ? 'baseUrl' : 'model',
    );
  }
  return success({
    name: `${settings.model} at ${url.host}`,
    async judge(request) {
      if (request.offers.length === 0) return success([]);
      const answer = await complete(url, settings, request, fetchWith);
      return answer.ok ? parseVerdicts(answer.value, request.offers.length) : answer;
    },
  });
}

function completionsUrl(baseUrl: string): URL | undefined {
  const address = `${baseUrl.trim().replace(/\/+$/, '')}/chat/completions`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : undefined;
}

/** One answer of the model, as text. */
async function complete(
  url: URL,
  { model, apiKey, temperature = 0, timeout = TIMEOUT }: OpenAiSettings,
  request: JudgeRequest,
  fetchWith: typeof fetch,
): Promise<Result<string>> {
  const late = AbortSignal.timeout(timeout);
  const signal = request.signal === undefined ? late : AbortSignal.any([request.signal, late]);
  const ask = () =>
    fetchWith(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(apiKey !== '' && { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({
        model,
        messages: [
          { role: 'system', content: JUDGE_INSTRUCTION },
          { role: 'user', content: judgeMessage(request) },
        ],
        ...(temperature !== null && { temperature }),
      }),
      // Nothing of this browser goes along, and the persona goes nowhere but to the address that was typed in.
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      signal,
    });
  try {
    // A connection that lay idle while offers were written may be gone: the server's end of it is heard of only now.
    const response = await ask().catch((error: unknown) => {
      if (signal.aborted) throw error;
      return ask();
    });
    const body = await response.text();
    return response.ok ? completionText(body) : refused(url, response.status, body);
  } catch (error) {
    if (request.signal?.aborted) return failure('cancelled', 'Judging was stopped.');
    const why = late.aborted
      ? `no answer within ${timeout / 1000} seconds`
      : error instanceof Error
        ? error.message
        : String(error);
    return failure(
      'judge-unreachable',
      `The judge at ${url.host} could not be reached (${why}). Check the address; a page also needs the server to allow requests from it.`,
      'baseUrl',
    );
  }
}

function completionText(body: string): Result<string> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    json = undefined;
  }
  const parsed = v.safeParse(Completion, json);
  const content = parsed.success ? parsed.output.choices[0]?.message.content : undefined;
  if (content !== undefined) return success(content);
  return failure(
    'judge-answer-malformed',
    'The server did not answer in the form of a chat completion. Check that the address ends where /chat/completions begins, often with /v1.',
    'baseUrl',
  );
}

function refused(url: URL, status: number, body: string): Result<never> {
  const hint =
    status === 401 || status === 403
      ? 'Check the key.'
      : status === 404
        ? 'Check the address and the name of the model.'
        : status === 429
          ? 'It asks for fewer requests; wait and try again.'
          : 'Try again later.';
  const said = body.replace(/\s+/g, ' ').trim().slice(0, 200);
  return failure(
    'judge-status',
    `The judge at ${url.host} answered with the status ${status}. ${hint}${said === '' ? '' : ` It says: ${said}`}`,
  );
}
