import type { AdapterVersion } from '../domain/adapter-version.ts';
import type { Verdict } from '../domain/feedback.ts';
import type { Offer, ScoredOffer } from '../domain/offer.ts';
import type { Persona, StoredPersona } from '../domain/persona.ts';
import type {
  EngineInfo,
  HistoryEntry,
  LearnReport,
  LoadProgress,
  MapPoint,
  ModelInfo,
} from '../service/contract.ts';
import type { Problems } from './view-store.ts';

/** Where on the page a problem is shown. */
export type Place =
  | 'start'
  | 'examples'
  | 'person'
  | 'offers'
  | 'learn'
  | 'map'
  | 'history'
  | 'versions'
  | 'data'
  | 'model'
  | 'choice';

export type Startup =
  | { readonly phase: 'loading'; readonly progress: LoadProgress | undefined }
  | { readonly phase: 'ready'; readonly engine: EngineInfo }
  | { readonly phase: 'failed' };

/** A persona to choose; it has an id once the service stores it. */
export interface Person {
  readonly key: string;
  readonly persona: Persona;
  readonly id: string | undefined;
  readonly example: boolean;
}

/** Offers that were written together; the round is the seed. */
export interface Batch {
  readonly round: number;
  readonly adapterVersion: number;
  readonly offers: readonly (ScoredOffer | Offer)[];
}

export interface Writing {
  readonly jobId: string;
  readonly round: number;
  readonly drafts: readonly string[];
  /** Offers being drawn, of which the drafts are the first; 0 until it is known. */
  readonly pool: number;
  /** The round is written a second time, to compare it with what was written before learning. */
  readonly again: boolean;
  readonly stopping: boolean;
}

/** Another model is being got ready; the one in use waits. */
export interface Exchanging {
  readonly name: string;
  /** One that comes with the page, chosen there; else one of the person's own, or the way back from it. */
  readonly listed: boolean;
  readonly progress: LoadProgress | undefined;
}

export interface LearningStep {
  readonly loss: number;
  readonly contrastive: number;
  readonly generative: number;
}

export interface Learning {
  readonly jobId: string;
  readonly examples: number | undefined;
  readonly steps: number | undefined;
  readonly done: readonly LearningStep[];
  readonly secondsLeft: number | undefined;
  /** What is going on between the steps. */
  readonly stage: 'preparing' | 'practising' | 'checking';
  readonly stopping: boolean;
}

export interface Learned {
  readonly report: LearnReport;
  /** The same round, written before and after; absent when nothing was kept. */
  readonly comparison: Comparison | undefined;
}

export interface Comparison {
  readonly before: Batch;
  readonly after: Batch;
  /** Texts that lie closer to the accepted offers than to the rejected ones, where that could be told. */
  readonly closer: ReadonlySet<string> | undefined;
}

export interface MapView {
  readonly now: readonly MapPoint[];
  /** The map as it was just before the last learning in this visit. */
  readonly before: readonly MapPoint[] | undefined;
}

/** Everything that the page shows; replaced, never changed. */
export interface StudioView {
  readonly startup: Startup;
  readonly problems: Problems<Place>;
  readonly examples: readonly Persona[];
  readonly saved: readonly StoredPersona[];
  readonly selectedKey: string | undefined;
  /** Offers were asked for before the writer was ready. */
  readonly queued: boolean;
  readonly writing: Writing | undefined;
  readonly batch: Batch | undefined;
  readonly history: readonly HistoryEntry[];
  readonly learning: Learning | undefined;
  readonly learned: Learned | undefined;
  readonly map: MapView | undefined;
  readonly versions: readonly AdapterVersion[];
  readonly exchanging: Exchanging | undefined;
  /** Those that come with the page. */
  readonly models: readonly ModelInfo[];
  /** Whether the browser has promised not to clear what is stored; undefined until it was asked. */
  readonly storagePromised: boolean | undefined;
  /** What the service holds, counted before it is erased. */
  readonly held: Readonly<Record<string, number>> | undefined;
  readonly erased: Readonly<Record<string, number>> | undefined;
  /** Last thing worth saying to someone who does not see the page. */
  readonly message: string;
}

export const initialView: StudioView = {
  startup: { phase: 'loading', progress: undefined },
  problems: {},
  examples: [],
  saved: [],
  selectedKey: undefined,
  queued: false,
  writing: undefined,
  batch: undefined,
  history: [],
  learning: undefined,
  learned: undefined,
  map: undefined,
  versions: [],
  exchanging: undefined,
  models: [],
  storagePromised: undefined,
  held: undefined,
  erased: undefined,
  message: '',
};

/** What belongs to one person and goes when another is selected. */
export const withoutPerson = {
  queued: false,
  batch: undefined,
  history: [],
  learned: undefined,
  map: undefined,
} satisfies Partial<StudioView>;

/** The engine does one thing at a time. */
export function isBusy({ writing, learning, exchanging }: StudioView): boolean {
  return writing !== undefined || learning !== undefined || exchanging !== undefined;
}

function samePersona(a: Persona, b: Persona): boolean {
  const values = (p: Persona) => [
    p.name,
    p.age,
    p.gender,
    p.monthlyIncome,
    p.spendingPattern,
    p.preferredPaymentMethod,
    p.interests,
    p.financialGoals,
  ];
  return JSON.stringify(values(a)) === JSON.stringify(values(b));
}

/** Examples first, each with the id of the stored persona that equals it; then the other stored ones. */
export function listPeople(view: Pick<StudioView, 'examples' | 'saved'>): readonly Person[] {
  const taken = new Set<string>();
  const examples = view.examples.map((persona, index): Person => {
    const match = view.saved.find((saved) => !taken.has(saved.id) && samePersona(saved, persona));
    if (match !== undefined) taken.add(match.id);
    return { key: `example:${index}`, persona, id: match?.id, example: true };
  });
  const others = view.saved
    .filter((saved) => !taken.has(saved.id))
    .map((saved): Person => ({ key: `saved:${saved.id}`, persona: saved, id: saved.id, example: false }));
  return [...examples, ...others];
}

export function selectedPerson(view: StudioView): Person | undefined {
  return listPeople(view).find(({ key }) => key === view.selectedKey);
}

export function verdictOf(history: readonly HistoryEntry[], offerId: string): Verdict | undefined {
  return history.find(({ offer }) => offer.id === offerId)?.feedback?.verdict;
}

export function countVerdicts(history: readonly HistoryEntry[]): Readonly<Record<Verdict, number>> {
  const count = (verdict: Verdict) => history.filter(({ feedback }) => feedback?.verdict === verdict).length;
  return { accepted: count('accepted'), rejected: count('rejected') };
}

export function isStored(offer: ScoredOffer | Offer): offer is Offer {
  return 'id' in offer;
}
