import type { Persona } from '../../domain/persona.ts';
import type { FormByHand, ImportedFile, PlanChange } from '../../service/agent-contract.ts';
import { type Wish, wishesBy } from '../wishes.ts';
import type { AgentPlace } from './agent-view.ts';

/** What the elements of the customers page ask of its state. */
export interface AgentWishes {
  /** With the names of folders that were among what was dropped. */
  readonly 'choose-files': { readonly files: readonly File[]; readonly folders: readonly string[] };
  readonly 'use-sample': undefined;
  readonly 'leave-out': { readonly key: number };
  readonly 'read-as': { readonly key: number; readonly byHand: FormByHand };
  readonly revise: { readonly key: number; readonly change: PlanChange };
  readonly import: { readonly mode: 'add' | 'replace' };
  readonly 'cancel-import': undefined;
  readonly 'save-refusals': { readonly file: ImportedFile };
  readonly find: { readonly search: string; readonly segment: number | undefined };
  readonly 'show-customer': { readonly id: string };
  readonly 'close-customer': undefined;
  readonly 'write-offers': { readonly persona: Persona };
  readonly erase: undefined;
  readonly retry: { readonly place: AgentPlace };
  readonly dismiss: { readonly place: AgentPlace };
}

declare global {
  interface HTMLElementEventMap {
    'os-agent-wish': CustomEvent<Wish<AgentWishes>>;
  }
}

/** Tells the page what the person wants. */
export const wish = wishesBy<AgentWishes>('os-agent-wish');
