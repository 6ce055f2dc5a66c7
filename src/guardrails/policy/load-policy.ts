import * as v from 'valibot';
import { findJsonError } from '../../domain/json-error.ts';
import { failure, type Result, success } from '../../domain/result.ts';
import { type LoadedPolicy, PolicySchema } from './policy.ts';
import { policyFailures } from './policy-failures.ts';
import { hashOf } from './policy-hash.ts';
import { policyProblems } from './policy-problems.ts';

/**
 * Checks a policy and makes it ready for use. On bad input returns every problem at once, each with its path and how to
 * mend it; a policy whose fallback does not pass for everybody is bad input.
 */
export async function loadPolicy(value: unknown): Promise<Result<LoadedPolicy>> {
  if (Array.isArray(value))
    return failure('policy-wrong-type', 'A policy is an object in braces, not a list.');
  const read = v.safeParse(PolicySchema, value);
  if (!read.success) return { ok: false, failures: policyFailures(read.issues) };
  const failures = policyProblems(read.output);
  if (failures.length > 0) return { ok: false, failures };
  return success({ policy: read.output, hash: await hashOf(read.output) });
}

/** Reads a policy from JSON text. Text that is not JSON fails with the line and column of the first mistake. */
export async function policyFromJson(text: string): Promise<Result<LoadedPolicy>> {
  const json = text.replace(/^\uFEFF/, '');
  const error = findJsonError(json);
  if (error === undefined) return loadPolicy(JSON.parse(json));
  const place = `line ${error.line}, column ${error.column}`;
  return failure('json-invalid', `This is not JSON: ${place} should hold ${error.expected}.`, place);
}
