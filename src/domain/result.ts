/** An expected failure is a value: what went wrong, where, and how to mend it. */
export interface Failure {
  /** Stable, machine-readable name of the failure, such as `model-file-altered`. */
  readonly type: string;
  /** One or two plain sentences for a person: what, where and how to mend it. */
  readonly message: string;
  /** The field, file or record at fault, where one can be named. */
  readonly path?: string;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failures: readonly Failure[] };

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failure(type: string, message: string, path?: string): Result<never> {
  return { ok: false, failures: [path === undefined ? { type, message } : { type, message, path }] };
}
