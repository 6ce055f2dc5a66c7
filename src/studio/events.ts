import type { Verdict } from '../domain/feedback.ts';
import type { Persona } from '../domain/persona.ts';
import type { OwnModel } from '../service/contract.ts';
import type { Place } from './studio-view.ts';

/** What the elements of the studio tell the one that composes them; every event bubbles and is composed. */
export interface StudioEvents {
  readonly 'os-select-person': { readonly key: string };
  /** Without an id the persona is stored as a new one. */
  readonly 'os-save-person': { readonly persona: Persona; readonly id: string | undefined };
  readonly 'os-import-people': { readonly personas: readonly Persona[] };
  readonly 'os-remove-person': { readonly id: string };
  readonly 'os-write': undefined;
  readonly 'os-stop-writing': undefined;
  readonly 'os-verdict': { readonly offerId: string; readonly verdict: Verdict };
  readonly 'os-take-back': { readonly offerId: string };
  readonly 'os-learn': undefined;
  readonly 'os-stop-learning': undefined;
  readonly 'os-restore-version': { readonly version: number };
  readonly 'os-export-version': { readonly version: number };
  readonly 'os-import-version': { readonly files: readonly File[] };
  /** A folder on the person's disk was chosen or dropped. */
  readonly 'os-use-model': { readonly model: OwnModel };
  readonly 'os-use-built-in': undefined;
  /** A listed model is wanted from now on; without an id it is for the page to choose. */
  readonly 'os-choose-model': { readonly modelId: string | undefined };
  readonly 'os-count-data': undefined;
  readonly 'os-erase': undefined;
  readonly 'os-retry': { readonly place: Place };
  readonly 'os-dismiss': { readonly place: Place };
  /** The values of an `os-chips` field changed. */
  readonly 'os-chips': { readonly values: readonly string[] };
  readonly 'os-close-form': undefined;
}

type StudioEventMap = { [Name in keyof StudioEvents]: CustomEvent<StudioEvents[Name]> };

declare global {
  interface HTMLElementEventMap extends StudioEventMap {}
}

export function emit<Name extends keyof StudioEvents>(
  from: EventTarget,
  name: Name,
  detail: StudioEvents[Name],
): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
