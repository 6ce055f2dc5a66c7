import { failure, type Result, success } from '../domain/result.ts';
import type { Judge, JudgeRequest, OfferVerdict } from './judge.ts';
import { JUDGE_INSTRUCTION, judgeAnswerSchema, judgeMessage, parseVerdicts } from './judge-prompt.ts';

/** The part of the Prompt API that is used (https://webmachinelearning.github.io/prompt-api/); TypeScript has no types for it yet. */
export interface BrowserLanguageModel {
  availability(options: ExpectedText): Promise<'unavailable' | 'downloadable' | 'downloading' | 'available'>;
  create(
    options: ExpectedText & {
      readonly initialPrompts: readonly [{ readonly role: 'system'; readonly content: string }];
      readonly signal?: AbortSignal;
    },
  ): Promise<BrowserLanguageSession>;
}

export interface BrowserLanguageSession {
  prompt(
    input: string,
    options: { readonly responseConstraint: object; readonly signal?: AbortSignal },
  ): Promise<string>;
  destroy(): void;
}

interface ExpectedText {
  readonly expectedInputs: readonly [{ readonly type: 'text'; readonly languages: readonly string[] }];
  readonly expectedOutputs: readonly [{ readonly type: 'text'; readonly languages: readonly string[] }];
}

/** `availability` and `create` must be asked for the same. */
const EXPECTED: ExpectedText = {
  expectedInputs: [{ type: 'text', languages: ['en'] }],
  expectedOutputs: [{ type: 'text', languages: ['en'] }],
};

/** The browser's own language model, where it has one; only pages see it, workers do not. */
export function browserLanguageModel(): BrowserLanguageModel | undefined {
  return (globalThis as { LanguageModel?: BrowserLanguageModel }).LanguageModel;
}

export interface BrowserJudgeOptions {
  /** Lets the browser fetch its model, some gigabytes, where it does not have it yet. Off when left out. */
  readonly allowDownload?: boolean;
}

/**
 * The language model built into the browser as a judge; nothing leaves the device. Every request has a session of its
 * own, so that no verdict depends on an earlier one.
 *
 * @param languageModel what {@link browserLanguageModel} gave.
 * @returns `judge-unavailable` where browser or device has no model, `judge-needs-download` where it would have to be
 *   fetched first. Its verdicts fail with `judge-failed`, `judge-answer-malformed` or `cancelled`.
 */
export async function browserJudge(
  languageModel: BrowserLanguageModel | undefined,
  options: BrowserJudgeOptions = {},
): Promise<Result<Judge>> {
  if (languageModel === undefined) {
    return failure(
      'judge-unavailable',
      'This browser has no language model of its own. Choose another judge.',
    );
  }
  const available = await availability(languageModel);
  if (available === 'unavailable') {
    return failure(
      'judge-unavailable',
      "The browser's language model does not run on this device. Choose another judge.",
    );
  }
  if (available !== 'available' && options.allowDownload !== true) {
    return failure(
      'judge-needs-download',
      'The browser would have to download its language model first. Allow the download or choose another judge.',
    );
  }
  return success({
    name: "the browser's language model",
    judge: async (request) =>
      request.offers.length === 0 ? success([]) : verdictsOf(languageModel, request),
  });
}

async function availability(languageModel: BrowserLanguageModel) {
  try {
    return await languageModel.availability(EXPECTED);
  } catch {
    // A page whose policy forbids the model is refused with an exception.
    return 'unavailable';
  }
}

async function verdictsOf(
  languageModel: BrowserLanguageModel,
  request: JudgeRequest,
): Promise<Result<readonly OfferVerdict[]>> {
  const { offers, signal } = request;
  const abort = signal === undefined ? {} : { signal };
  let session: BrowserLanguageSession | undefined;
  try {
    session = await languageModel.create({
      ...EXPECTED,
      initialPrompts: [{ role: 'system', content: JUDGE_INSTRUCTION }],
      ...abort,
    });
    const answer = await session.prompt(judgeMessage(request), {
      responseConstraint: judgeAnswerSchema(offers.length),
      ...abort,
    });
    return parseVerdicts(answer, offers.length);
  } catch (error) {
    if (signal?.aborted) return failure('cancelled', 'Judging was stopped.');
    const why = error instanceof Error ? error.message : String(error);
    return failure(
      'judge-failed',
      `The browser's language model gave no answer (${why}). Try again with fewer offers.`,
    );
  } finally {
    session?.destroy();
  }
}
