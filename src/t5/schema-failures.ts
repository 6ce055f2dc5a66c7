import * as v from 'valibot';
import type { Failure } from '../domain/result.ts';

/** Turns schema issues into failures that name the file, the field and the value found there. */
export function schemaFailures(
  type: string,
  file: string,
  issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
): readonly Failure[] {
  return issues.map((issue) => {
    const field = v.getDotPath(issue) ?? '';
    const found =
      issue.received === 'undefined' ? 'is missing' : `${issue.message} (found ${issue.received})`;
    return {
      type,
      message: `${field === '' ? file : `${field} in ${file}`} ${found}. The file may be damaged; fetch it again.`,
      path: field === '' ? file : `${file}#${field}`,
    };
  });
}
