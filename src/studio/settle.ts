import { failure, type Result } from '../domain/result.ts';

/** A crash in the worker reaches the page as an error; here it becomes a failure that can be shown. */
export async function settle<T>(promise: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await promise;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return failure(
      'unexpected',
      `Something went wrong that should not have: ${detail} Load the page again and try once more.`,
    );
  }
}

export function wasCancelled(result: Result<unknown>): boolean {
  return !result.ok && result.failures.some(({ type }) => type === 'cancelled');
}
