import * as v from 'valibot';
import { failure, type Result, success } from '../domain/result.ts';
import { MEDIA, type RewardBrief, TONES } from '../domain/reward-brief.ts';

const Words = v.pipe(v.string(), v.nonEmpty('is empty'), v.maxLength(400, 'is too long'));

const BriefSchema = v.object({
  product: Words,
  benefit: v.exactOptional(Words),
  condition: v.exactOptional(Words),
  payment: v.exactOptional(Words),
  goals: v.pipe(v.array(v.string()), v.maxLength(50, 'has too many entries')),
  place: v.exactOptional(Words),
  audience: v.exactOptional(Words),
  tone: v.picklist(TONES),
  medium: v.picklist(MEDIA),
  named: v.boolean(),
});

/** What comes from a page may be anything, whatever its type says. @returns `brief-invalid` with the first field at fault. */
export function checkBrief(brief: unknown): Result<RewardBrief> {
  const parsed = v.safeParse(BriefSchema, brief, { abortEarly: true });
  if (parsed.success) return success(parsed.output);
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue);
  return failure(
    'brief-invalid',
    `The copy cannot be written: ${field === null ? 'the brief' : `"${field}" of the brief`} ${problemOf(issue)}. Mend the words of the reward.`,
    field ?? 'brief',
  );
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  const ours = issue.type === 'non_empty' || issue.type === 'max_length';
  return ours ? issue.message : `is ${issue.received}, but should be ${issue.expected ?? 'something else'}`;
}
