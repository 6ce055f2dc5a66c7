import type { AdapterVersion } from '../domain/adapter-version.ts';
import type { Feedback, Verdict } from '../domain/feedback.ts';
import type { Offer, ScoredOffer } from '../domain/offer.ts';
import type { Persona, StoredPersona } from '../domain/persona.ts';
import type { Result } from '../domain/result.ts';
import type { RewardBrief } from '../domain/reward-brief.ts';
import type { FineTuneEvent } from '../training/fine-tune.ts';

export type Backend = 'webgpu' | 'wasm' | 'cpu';

export interface ModelInfo {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly parameters: number;
  readonly downloadBytes: number;
}

/** What runs, and why it was chosen. */
export interface EngineInfo {
  readonly model: ModelInfo;
  /** A model of the person's own, for as long as the worker lives; what it learns is kept under its weights' hash. */
  readonly ownModel: boolean;
  /** A sentence for a person: why this model. */
  readonly modelReason: string;
  /** Whether the person chose it among the listed ones, so that later starts take it again. */
  readonly modelChosen: boolean;
  /** sha256 of the weights as they are, not packed, hex. */
  readonly modelHash: string;
  readonly backend: Backend;
  /** A sentence for a person, such as "No graphics processor answered, so the processor is used." */
  readonly backendReason: string;
  readonly threads: number;
  readonly loadMs: number;
  readonly adapterVersion: number;
  /** False where nothing can be kept (private mode): the page says so. */
  readonly persistent: boolean;
  /** What a person should know about the last time, such as learning that was cut off. */
  readonly notices: readonly string[];
}

export interface LoadProgress {
  readonly stage: 'runtime' | 'download' | 'verify' | 'build' | 'ready';
  /** Of the runtime in its stage, of the model in the others. */
  readonly loadedBytes: number;
  /** 0 where it is not known. */
  readonly totalBytes: number;
  /** What the model is being built for, in that stage. */
  readonly backend?: Backend;
}

/** A model from the person's own disk. */
export interface OwnModel {
  /** What the person calls it, such as the name of its folder. */
  readonly name: string;
  /**
   * Of a folder in the Hugging Face layout, named as in it: config.json, tokenizer.json, model.safetensors (or
   * model.safetensors.gzip), …
   */
  readonly files: readonly File[];
}

export interface StartOptions {
  /**
   * A model of the manifest, for this once. When left out, the one that was chosen on this device (`useModel`); else the
   * manifest's default or, where the browser can use no graphics processor, its light one.
   */
  readonly modelId?: string;
  /** Started instead of a model of the manifest; the model in use stays in use where it cannot be. */
  readonly own?: OwnModel;
  /** Forces a backend; chosen automatically when left out. */
  readonly backend?: Backend;
}

export interface GenerateRequest {
  /** The caller's name for this job, for `cancel`. */
  readonly jobId: string;
  readonly persona: Persona;
  /** Set when the persona is stored; its offers are then stored as well. */
  readonly personaId?: string;
  /** False: what the stored person has said counts, but nothing is stored. */
  readonly keep?: boolean;
  readonly count: number;
  readonly seed: number;
  /** Offers to draw, of which the best `count` are returned; default 16, `count` at least. */
  readonly pool?: number;
  /** 0 is greedy; default 0.6. */
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
}

export type GenerateEvent =
  /** The prompt is read; `pool` offers are being drawn, of which the best stay. */
  | { readonly type: 'encoded'; readonly promptTokens: number; readonly pool: number }
  /** The texts so far, of as many of the drawn offers as were asked for. */
  | { readonly type: 'text'; readonly candidates: readonly string[] }
  /** The graphics processor was lost; the job goes on on the processor. */
  | { readonly type: 'backend'; readonly backend: Backend; readonly reason: string };

export interface Timings {
  readonly loadMs: number;
  readonly encodeMs: number;
  readonly decodeMs: number;
  readonly tokens: number;
}

export interface Generated {
  readonly model: string;
  readonly modelHash: string;
  readonly backend: Backend;
  readonly seed: number;
  readonly persona: Persona;
  /** Best first; refused candidates come last, with their issues. `Offer` when the persona is stored. */
  readonly offers: readonly (ScoredOffer | Offer)[];
  readonly timings: Timings;
}

/** Copy for one reward, for whoever gets it. */
export interface CopyRequest {
  /** The caller's name for this job, for `cancel`. */
  readonly jobId: string;
  readonly brief: RewardBrief;
  /** Counts from 1; another attempt at the same brief is drawn differently. */
  readonly attempt: number;
  readonly seed: number;
}

export interface LearnRequest {
  readonly jobId: string;
  readonly personaId: string;
  readonly seed: number;
  /** Default 24. */
  readonly steps?: number;
}

/** What learning tells while it goes on. */
export type LearnEvent = FineTuneEvent;

export interface SimilarityChange {
  readonly text: string;
  readonly verdict: Verdict;
  readonly before: number;
  readonly after: number;
}

export interface LearnReport {
  /** False when the new adapter was worse and was rolled back. */
  readonly kept: boolean;
  /** A sentence for a person. */
  readonly reason: string;
  readonly version: AdapterVersion;
  readonly similarities: readonly SimilarityChange[];
  readonly losses: readonly number[];
  readonly seconds: number;
}

/** One point of the map: a persona or an offer, projected to two dimensions. */
export interface MapPoint {
  readonly kind: 'persona' | 'accepted' | 'rejected' | 'unjudged';
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

/** How close a text lies to what a person accepted and rejected, in the embedding space of the adapter in use. */
export interface Nearness {
  readonly text: string;
  /** Mean cosine with the accepted offers, −1 to 1. */
  readonly toAccepted: number;
  /** Mean cosine with the rejected offers, −1 to 1. */
  readonly toRejected: number;
}

export interface HistoryEntry {
  readonly offer: Offer;
  readonly feedback?: Feedback;
}

/** The files of an adapter in the PEFT format, by name. */
export interface AdapterFiles {
  readonly 'adapter_config.json': Uint8Array<ArrayBuffer>;
  readonly 'adapter_model.safetensors': Uint8Array<ArrayBuffer>;
}

/** Everything the page asks of the worker. All methods are safe to call from several tabs. */
export interface OfferService {
  /** Those of the manifest; known before anything is started. */
  models(): Promise<Result<readonly ModelInfo[]>>;
  start(options: StartOptions, onProgress: (progress: LoadProgress) => void): Promise<Result<EngineInfo>>;
  /**
   * Starts a model of the manifest and, once it is up, keeps that choice for later starts. The model in use stays in use
   * where it cannot be started.
   *
   * @param modelId left out, the choice is for the device again, now and later.
   * @returns `model-unknown`, `model-not-started` or what `start` returns.
   */
  useModel(
    modelId: string | undefined,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Result<EngineInfo>>;
  info(): Promise<EngineInfo | undefined>;
  generate(request: GenerateRequest, onEvent: (event: GenerateEvent) => void): Promise<Result<Generated>>;
  /**
   * Drafts of copy for a reward, by the model as it was shipped. What does not keep to the brief, as far as the model's
   * catalogue can tell, is left out, so that there may be none. The same model, brief, attempt and seed give the same
   * drafts, which are remembered, so that the dry run, the run and its replay wait once.
   *
   * A campaign's run takes it as its callback (`WriteCopy`), which falls back to templates where there are no drafts:
   * `async (brief, attempt) => { const drafts = await offers.writeCopy({ jobId, brief, attempt, seed }); return drafts.ok
   * ? drafts.value : []; }`. Call one after the other; each waits its turn behind what else the model is doing. `cancel`
   * stops the one in hand, after which the run itself has to be stopped, or it goes on with templates.
   *
   * @returns `brief-invalid`, `attempt-invalid`, `seed-invalid`, `not-started` or `cancelled`.
   */
  writeCopy(request: CopyRequest): Promise<Result<readonly string[]>>;
  learn(request: LearnRequest, onEvent: (event: LearnEvent) => void): Promise<Result<LearnReport>>;
  /** Stops a running job; its promise then settles with the failure `cancelled`. */
  cancel(jobId: string): Promise<void>;

  personas(): Promise<Result<readonly StoredPersona[]>>;
  savePersona(persona: Persona, id?: string): Promise<Result<StoredPersona>>;
  removePersona(id: string): Promise<Result<void>>;

  judge(offerId: string, verdict: Verdict): Promise<Result<Feedback>>;
  /** Takes a verdict back. */
  unjudge(offerId: string): Promise<Result<void>>;
  history(personaId: string): Promise<Result<readonly HistoryEntry[]>>;
  /** Persona and its offers in the embedding space, with the adapter in use. */
  map(personaId: string): Promise<Result<readonly MapPoint[]>>;
  /** Compares texts, judged or not, with the person's verdicts; `too-little-feedback` where one kind is missing. */
  nearness(personaId: string, texts: readonly string[]): Promise<Result<readonly Nearness[]>>;

  /** Of the model in use, or of every model that learned anything here. */
  adapters(whose?: 'every model'): Promise<Result<readonly AdapterVersion[]>>;
  /** Makes an earlier version current; 0 is the model as shipped. */
  restoreAdapter(version: number): Promise<Result<EngineInfo>>;

  /** A learned version as the two files of a PEFT adapter. It is personal data: nothing calls this by itself. */
  exportAdapter(version: number): Promise<Result<AdapterFiles>>;
  /** Takes in a PEFT adapter for this model as a new version, and makes it current. */
  importAdapter(files: AdapterFiles): Promise<Result<AdapterVersion>>;

  /** Deletes every persona, offer, verdict and adapter on this device. */
  eraseEverything(): Promise<Result<{ readonly erased: Readonly<Record<string, number>> }>>;
}
