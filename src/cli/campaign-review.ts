import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { CampaignPlan } from '../campaigns/plan-campaign.ts';
import {
  approve,
  edit,
  type OfferRule,
  offersByRule,
  type Review,
  type ReviewBody,
  type ReviewChange,
  type Reviewer,
  refuse,
  startReview,
} from '../campaigns/review.ts';
import type { RunState } from '../campaigns/run-campaign.ts';
import { offerIdOf } from '../campaigns/run-campaign.ts';
import { appendEntries, type LogEntry, type LogHead } from '../campaigns/run-log.ts';
import type { RunBody } from '../campaigns/run-record.ts';
import { findJsonError } from '../domain/json-error.ts';
import { failure, type Result, success } from '../domain/result.ts';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const word = v.pipe(v.string(), v.minLength(1));

/** What somebody decided about the offers of a run, as a file. */
const ReviewFileSchema = v.strictObject({
  /** Who, in words; goes into the log. */
  by: v.optional(word, 'command line'),
  /** About single customers; come first. */
  decisions: v.optional(
    v.array(
      v.variant('do', [
        v.strictObject({ customer: word, do: v.picklist(['approve', 'refuse']) }),
        v.strictObject({ customer: word, do: v.literal('edit'), text: word }),
      ]),
    ),
    [],
  ),
  /** About all that still wait, one rule after another. */
  rules: v.optional(
    v.array(
      v.strictObject({
        do: v.picklist(['approve', 'refuse']),
        where: v.optional(
          v.strictObject({
            probabilityAbove: v.optional(share),
            probabilityBelow: v.optional(share),
            segment: v.optional(word),
            channel: v.optional(word),
            rewardId: v.optional(word),
            source: v.optional(v.picklist(['candidate', 'fallback'])),
          }),
          {},
        ),
      }),
    ),
    [],
  ),
  /** What becomes of those that nothing spoke of. */
  otherwise: v.optional(v.picklist(['wait', 'approve', 'refuse']), 'wait'),
});
export type ReviewFile = v.InferOutput<typeof ReviewFileSchema>;

/** A run with what somebody said about its offers; the log goes on behind the run's own entries. */
export interface ReviewedRun {
  readonly by: string;
  readonly review: Review;
  readonly entries: readonly LogEntry<RunBody | ReviewBody>[];
  readonly head: LogHead;
}

/** Reads decisions and rules as JSON. Fails with line and column, or with the field at fault. */
export async function readReviewFile(file: string): Promise<Result<ReviewFile>> {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failure('file-unreadable', `${file} cannot be read: ${why}. Check its name.`, file);
  }
  const wrong = findJsonError(text);
  if (wrong !== undefined) {
    const place = `line ${wrong.line}, column ${wrong.column}`;
    return failure(
      'json-invalid',
      `${file}: This is not JSON: ${place} should hold ${wrong.expected}.`,
      place,
    );
  }
  const parsed = v.safeParse(ReviewFileSchema, JSON.parse(text));
  if (parsed.success) return success(parsed.output);
  return {
    ok: false,
    failures: parsed.issues.map((issue) => {
      const path = v.getDotPath(issue) ?? 'review';
      const wanted =
        issue.expected === 'never'
          ? 'is no field of a review; remove it'
          : `is ${issue.received}, but must be ${issue.expected ?? 'another value'}`;
      return { type: 'review-invalid', message: `${file}: "${path}" ${wanted}.`, path };
    }),
  };
}

/**
 * Does what the file says: single customers first, then rules over those still waiting, then `otherwise`.
 *
 * @returns what `approve`, `refuse` and `edit` return; nothing is done where one of them fails.
 */
export async function reviewRun(
  file: ReviewFile,
  plan: CampaignPlan,
  state: RunState,
  entries: readonly LogEntry<RunBody>[],
): Promise<Result<ReviewedRun>> {
  const who: Reviewer = { by: file.by, at: plan.now };
  const bodies: ReviewBody[] = [];
  let review = startReview(entries, state.ledger);
  const take = (change: Result<ReviewChange>): Result<Review> => {
    if (!change.ok) return change;
    bodies.push(...change.value.bodies);
    review = change.value.review;
    return success(review);
  };
  for (const decision of file.decisions) {
    const id = offerIdOf(state.runId, decision.customer);
    // An edit is a yes to its own words.
    if (decision.do === 'edit') {
      const edited = take(edit(review, id, decision.text, plan, who));
      if (!edited.ok) return edited;
    }
    const done = take((decision.do === 'refuse' ? refuse : approve)(review, [id], who));
    if (!done.ok) return done;
  }
  const last = file.otherwise === 'wait' ? [] : [{ do: file.otherwise, where: {} }];
  for (const { do: what, where } of [...file.rules, ...last]) {
    // Only fields that are there: valibot adds none that was not.
    const rule = where as OfferRule;
    const ids = offersByRule(review, rule);
    const done = take((what === 'refuse' ? refuse : approve)(review, ids, who, rule));
    if (!done.ok) return done;
  }
  const { entries: added, head } = await appendEntries<RunBody | ReviewBody>(state.head, bodies);
  return success({ by: file.by, review, entries: [...entries, ...added], head });
}

/** How many offers stand where. */
export function reviewCounts({ review }: ReviewedRun) {
  const counts = { approved: 0, refused: 0, waiting: 0, edited: 0 };
  for (const { status, edited } of review.offers) {
    if (status !== 'sent') counts[status] += 1;
    counts.edited += Number(edited);
  }
  return counts;
}
