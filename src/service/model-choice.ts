import type { Manifest, ManifestEntry } from '../t5/manifest.ts';
import type { Backend } from './contract.ts';

/** Whose wish a model is, and a sentence for a person that says why it was taken. */
export interface ModelChoice {
  readonly by: 'person' | 'device' | 'caller';
  readonly reason: string;
}

interface Chosen {
  readonly entry: ManifestEntry;
  readonly choice: ModelChoice;
}

/**
 * The listed model for a device: the default where a graphics processor is used, the light one, if there is one, where
 * the browser computes on the processor.
 *
 * @param backend what it will run on; left out where that was not for the device to say, which gives the default.
 */
export function modelForDevice({ default: standard, light, models }: Manifest, backend?: Backend): Chosen {
  const weak = light !== undefined && light !== standard;
  const entry = entryOf(models, weak && backend === 'wasm' ? light : standard);
  const chosen = (reason: string): Chosen => ({ entry, choice: { by: 'device', reason } });
  if (models.length === 1) return chosen('It is the model that comes with this page.');
  if (weak && backend === 'wasm') {
    return chosen(
      `It runs on the processor here, so ${entry.name} was taken: it needs no graphics processor to be quick.`,
    );
  }
  return weak && backend === 'webgpu'
    ? chosen(
        `There is a graphics processor that the browser can use, so ${entry.name} was taken: it needs one to be quick.`,
      )
    : chosen('It is the model that is taken where nothing else is asked for.');
}

/** A listed model that somebody wants; throws where it is not listed. */
export function modelAsked({ models }: Manifest, id: string, by: 'person' | 'caller'): Chosen {
  const reason = by === 'person' ? 'You have chosen it for this device.' : 'It was asked for by its name.';
  return { entry: entryOf(models, id), choice: { by, reason } };
}

function entryOf(models: Manifest['models'], id: string): ManifestEntry {
  const entry = models.find((model) => model.id === id);
  if (entry === undefined) throw new RangeError(`The manifest lists no model ${id}.`);
  return entry;
}
