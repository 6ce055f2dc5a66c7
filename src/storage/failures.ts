import { type Failure, failure, type Result } from '../domain/result.ts';

const full: Failure = {
  type: 'storage-full',
  message:
    'The disk, or the part of it that this page may use, is full. Nothing already saved was lost; free some ' +
    'space, or erase what is no longer needed, and try again.',
};

const unavailable: Failure = {
  type: 'storage-unavailable',
  message:
    'This browser lets the page keep nothing, as in a private window or with storage blocked. Everything ' +
    'works, but is forgotten when the page is closed.',
};

const newer: Failure = {
  type: 'storage-newer',
  message:
    'What is stored here was written by a later version of Offersmith. Reload the page to get that version; ' +
    'nothing was changed.',
};

const closed: Failure = {
  type: 'storage-closed',
  message:
    'This page let go of its storage, most likely for a newer version in another tab. Reload it to go on.',
};

const failed: Failure = {
  type: 'storage-failed',
  message: 'The browser could not read or write its storage. Nothing already saved was changed; try again.',
};

/** Failures that the world brings about, by the name of the browser's error. Any other error is a bug. */
const duringUse: Readonly<Record<string, Failure>> = {
  QuotaExceededError: full,
  InvalidStateError: closed,
  AbortError: failed,
  UnknownError: failed,
  TimeoutError: failed,
  NotReadableError: failed,
};

const whileOpening: Readonly<Record<string, Failure>> = {
  QuotaExceededError: full,
  VersionError: newer,
  SecurityError: unavailable,
  InvalidStateError: unavailable,
  NotAllowedError: unavailable,
  AbortError: failed,
  UnknownError: failed,
  TimeoutError: failed,
  NotReadableError: failed,
};

/** The failure for an error of the database in use; throws the error again when it is a bug. */
export function failureDuringUse(error: unknown): Result<never> {
  return failureIn(duringUse, error);
}

/** The failure for an error in opening the database; throws the error again when it is a bug. */
export function failureWhileOpening(error: unknown): Result<never> {
  return failureIn(whileOpening, error);
}

export function unavailableFailure(): Result<never> {
  return failure(unavailable.type, unavailable.message);
}

function failureIn(table: Readonly<Record<string, Failure>>, error: unknown): Result<never> {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const known = table[name];
  if (known === undefined) throw error;
  return { ok: false, failures: [known] };
}

export function unknownPersona(id: string): Result<never> {
  return failure('persona-unknown', 'This persona is no longer stored. Another tab may have removed it.', id);
}

export function unknownOffer(id: string): Result<never> {
  return failure('offer-unknown', 'This offer is no longer stored. Its persona may have been removed.', id);
}

export function unknownAdapter(version: number): Result<never> {
  return failure('adapter-unknown', `Version ${version} of what was learned is no longer stored.`);
}
