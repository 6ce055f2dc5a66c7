import type { Failure } from '../domain/result.ts';

/**
 * Ends a reading from deep within its generators; the public functions of this folder catch it and return its failure.
 */
export class ImportStop {
  readonly failure: Failure;

  constructor(type: string, message: string, path?: string) {
    this.failure = path === undefined ? { type, message } : { type, message, path };
  }
}

/** Runs a reading; a stop becomes the failure it carries, everything else is a bug and is thrown on. */
export async function caught<T>(
  reading: () => Promise<T>,
): Promise<
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failures: readonly [Failure] }
> {
  try {
    return { ok: true, value: await reading() };
  } catch (stop) {
    if (!(stop instanceof ImportStop)) throw stop;
    return { ok: false, failures: [stop.failure] };
  }
}
