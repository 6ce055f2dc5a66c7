import type { Persona } from '../domain/persona.ts';
import type { Result } from '../domain/result.ts';
import type { OfferService } from '../service/contract.ts';
import type { Place, StudioView } from './studio-view.ts';
import type { ViewStore } from './view-store.ts';

/** What the studio takes from the page around it; tests give their own. */
export interface StudioEnvironment {
  loadExamples(): Promise<Result<readonly Persona[]>>;
  /** The person that the address names, so that a reload comes back to them. */
  rememberedPerson(): string | undefined;
  rememberPerson(id: string | undefined): void;
  newJobId(): string;
  /** Lets the person keep a file outside the page. */
  saveFile(name: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** Resolves when no other tab learns any more. */
  untilNobodyLearns(): Promise<void>;
  /** Whether the browser has promised not to clear what is stored. */
  storageIsPromised(): Promise<boolean>;
  /** How many imported customers the page of customers keeps; nobody is asked where there is no such page. */
  importedCustomers?(): Promise<number>;
  /** What the pages of coupons keep, by store; nobody is asked where there are none. */
  keptForCoupons?(): Promise<Readonly<Record<string, number>>>;
  /** Asks the browser for that promise; it may ask the person. */
  askForStorage(): Promise<boolean>;
}

/** What the parts of the studio share: the view that they change, the service that they ask, the page around. */
export interface StudioContext {
  readonly store: ViewStore<Place, StudioView>;
  readonly service: OfferService;
  readonly environment: StudioEnvironment;
}
