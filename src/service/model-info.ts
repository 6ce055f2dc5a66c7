import { failure, type Result } from '../domain/result.ts';
import type { ManifestEntry } from '../t5/manifest.ts';
import type { ModelFolder } from '../t5/model-folder.ts';
import type { ModelInfo, OwnModel } from './contract.ts';

export function listedModel({ id, name, description, parameters, downloadBytes }: ManifestEntry): ModelInfo {
  return { id, name, description, parameters, downloadBytes };
}

/**
 * Named after its weights: what was learned with one model is stored under its id, so it is found again when
 * that model comes back, under whatever name, and never applied to another.
 */
export function ownModel({ name }: OwnModel, { hash, weights }: ModelFolder, bytes: number): ModelInfo {
  const sizes = weights.names().map((each) => weights.get(each).shape.reduce((a, b) => a * b, 1));
  return {
    id: `own-${hash.slice(0, 16)}`,
    name,
    description: 'A model of your own, read from this device.',
    parameters: sizes.reduce((a, b) => a + b, 0),
    downloadBytes: bytes,
  };
}

export function modelTooMuch(name: string, why: string): Result<never> {
  return failure(
    'model-not-started',
    `${name} could not be started on this device; it may need more memory than there is. Close other tabs, or choose a smaller model. (${why})`,
  );
}
