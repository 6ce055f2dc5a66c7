import type { AdapterVersion } from '../../../src/domain/adapter-version.ts';
import type { Feedback } from '../../../src/domain/feedback.ts';
import type { Offer } from '../../../src/domain/offer.ts';
import type { Persona, StoredPersona } from '../../../src/domain/persona.ts';
import { type Failure, failure, type Result, success } from '../../../src/domain/result.ts';
import type {
  AdapterFiles,
  CopyRequest,
  EngineInfo,
  Generated,
  GenerateEvent,
  GenerateRequest,
  HistoryEntry,
  LearnEvent,
  LearnReport,
  LearnRequest,
  LoadProgress,
  MapPoint,
  ModelInfo,
  OfferService,
  OwnModel,
  StartOptions,
} from '../../../src/service/contract.ts';

/**
 * Plays a written part in place of the worker, so that the page's components can be tested without a model.
 * It writes fixed sentences and pretends to learn; it is used by tests of the page only and never shipped.
 */
export interface Script {
  /** Milliseconds between events; 0 goes on at the next task. */
  pace: number;
  /** Makes the next call of a method fail. */
  failNext: Map<keyof OfferService, Failure>;
  persistent: boolean;
  /** Whether learning ends with a kept version. */
  keeps: boolean;
  /** Candidates that the rules refuse, out of each round, by index. */
  refuses: readonly number[];
  backend: EngineInfo['backend'];
  notices: readonly string[];
  /** The graphics processor is lost in the next round. */
  losesDevice: boolean;
  /** 0 where the server does not say. */
  runtimeBytes: number;
  /** The listed models; the first is the default, and the last is for devices without a graphics processor. */
  models: readonly ModelInfo[];
}

const scriptedWriter: ModelInfo = {
  id: 'scripted',
  name: 'Scripted writer',
  description: 'Reads its sentences from a list.',
  parameters: 60_500_000,
  downloadBytes: 44_700_000,
};

/** A large model and a light one, as a page may list them. */
export const twoWriters: readonly ModelInfo[] = [
  scriptedWriter,
  {
    id: 'pocket',
    name: 'Pocket writer',
    description: 'Reads fewer sentences from a shorter list.',
    parameters: 8_400_000,
    downloadBytes: 10_100_000,
  },
];

const sentences = [
  'Zero-fee index portfolio for steady wealth growth, with the first three months on us',
  '10% off a year of guided fitness training when you pay with your card',
  'Weekend city break with 5% cashback on every booking',
  'A retirement check-up with a planner, free for new savers',
  'Noise-cancelling headphones in four payments, with no interest',
  'Double points on groceries through the end of the month',
  'A budget coach in your pocket: try all features free for 60 days',
  'Travel insurance that starts at $3 a day, with family included',
  'Gaming night bundle: two new titles for the price of one',
  'High-yield savings account with a $50 welcome bonus',
] as const;

const shippedHash = '7f3c9a52e1b8046dd2c1a9e07f64b35518ab0c6de92f7741380cd45e6a1b9f20';

class Cancelled extends Error {
  override name = 'Cancelled';
}

/** A number from 0 to 1 that follows from its input. */
function noise(...parts: readonly (string | number)[]): number {
  let hash = 2166136261;
  for (const character of parts.join('|')) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619);
  hash ^= hash >>> 15;
  return (Math.imul(hash, 2246822519) >>> 0) / 2 ** 32;
}

export class ScriptedService implements OfferService {
  readonly script: Script;
  /** Every request to generate and to learn, in order. */
  readonly requests: (GenerateRequest | LearnRequest)[] = [];
  #engine: EngineInfo | undefined;
  #own: OwnModel | undefined;
  /** Of the listed models, the one that the person chose; kept for the next visit. */
  #chosen: string | undefined;
  #listed: ModelInfo = scriptedWriter;
  #ids = 0;
  #clock = Date.UTC(2026, 2, 14, 9, 30);
  /** By model. */
  readonly #versionInUse = new Map<string, number>();
  #personas: StoredPersona[] = [];
  #offers: Offer[] = [];
  #feedback: Feedback[] = [];
  #adapters: AdapterVersion[] = [];
  readonly #cancelled = new Set<string>();

  constructor(script: Partial<Script> = {}) {
    this.script = {
      pace: 0,
      failNext: new Map(),
      persistent: true,
      keeps: true,
      refuses: [],
      backend: 'wasm',
      notices: [],
      losesDevice: false,
      runtimeBytes: 14_300_000,
      models: [scriptedWriter],
      ...script,
    };
  }

  get #adapterVersion(): number {
    return this.#versionInUse.get(this.#model().id) ?? 0;
  }

  async models(): ReturnType<OfferService['models']> {
    return this.#play('models', () => this.script.models);
  }

  async start(
    options: StartOptions,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Result<EngineInfo>> {
    return this.#start('start', this.#wanted(options.modelId ?? this.#chosen), options.own, onProgress);
  }

  async useModel(
    modelId: string | undefined,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Result<EngineInfo>> {
    const before = this.#chosen;
    this.#chosen = modelId;
    const started = await this.#start('useModel', this.#wanted(modelId), undefined, onProgress);
    if (!started.ok) this.#chosen = before;
    return started;
  }

  #wanted(id: string | undefined): ModelInfo {
    const { models, backend } = this.script;
    const forDevice = backend === 'webgpu' ? models[0] : models.at(-1);
    return models.find((model) => model.id === id) ?? forDevice ?? scriptedWriter;
  }

  async #start(
    method: 'start' | 'useModel',
    model: ModelInfo,
    own: OwnModel | undefined,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Result<EngineInfo>> {
    const totalBytes = model.downloadBytes;
    for (const stage of ['runtime', 'download', 'verify', 'build'] as const) {
      const parts = stage === 'download' || stage === 'runtime' ? 8 : 1;
      const total = stage === 'runtime' ? this.script.runtimeBytes : totalBytes;
      for (let part = 1; part <= parts; part++) {
        onProgress({
          stage,
          loadedBytes: (total * part) / parts,
          totalBytes: total,
          ...(stage === 'build' ? { backend: this.script.backend } : {}),
        });
        await this.#wait();
      }
      const planned = stage === 'download' ? this.#planned(method) : undefined;
      if (planned !== undefined) return planned;
    }
    onProgress({ stage: 'ready', loadedBytes: totalBytes, totalBytes });
    this.#own = own;
    this.#listed = model;
    this.#engine = this.#info();
    return success(this.#engine);
  }

  async info(): Promise<EngineInfo | undefined> {
    return this.#engine;
  }

  async generate(
    request: GenerateRequest,
    onEvent: (event: GenerateEvent) => void,
  ): Promise<Result<Generated>> {
    this.requests.push(request);
    const planned = this.#planned('generate');
    if (planned !== undefined) return planned;
    const { jobId, persona, personaId, count, seed } = request;
    const texts = Array.from({ length: count }, (_, index) => this.#sentence(persona, seed, index));
    onEvent({ type: 'encoded', promptTokens: 64, pool: 16 });
    if (this.script.losesDevice) {
      this.script.losesDevice = false;
      this.script.backend = 'wasm';
      this.#engine = this.#info();
      onEvent({
        type: 'backend',
        backend: 'wasm',
        reason: 'The graphics processor was lost, so the processor carries on.',
      });
    }
    try {
      const longest = Math.max(...texts.map((text) => text.split(' ').length));
      for (let words = 1; words <= longest; words++) {
        await this.#wait(jobId);
        onEvent({ type: 'text', candidates: texts.map((text) => text.split(' ').slice(0, words).join(' ')) });
      }
    } catch (error) {
      if (error instanceof Cancelled) return failure('cancelled', 'Stopped.');
      throw error;
    }
    const createdAt = this.#now();
    const scored = texts
      .map((text, index) => {
        const refused = this.script.refuses.includes(index);
        return {
          text: refused ? text.replace(/\d+%/, '140%') : text,
          score: this.#score(persona.name, text),
          decision: refused ? ('refuse' as const) : ('offer' as const),
          audit: {
            rules: ['discount-out-of-range', 'urgency-without-expiry'],
            issues: refused
              ? [
                  {
                    type: 'discount-out-of-range',
                    message: 'A discount has to lie between 0% and 100%; this one says 140%.',
                  },
                ]
              : [],
            seed,
            modelHash: this.#modelHash(),
            adapterVersion: this.#adapterVersion,
            drawn: 16,
            judged: personaId === undefined ? 0 : this.#judged(personaId).length,
          },
        };
      })
      .toSorted((a, b) => a.decision.localeCompare(b.decision) || b.score - a.score);
    const stored =
      personaId === undefined
        ? []
        : scored.map((offer) => ({
            ...offer,
            id: this.#id('offer'),
            personaId,
            createdAt,
            modelId: this.#model().id,
          }));
    this.#offers.push(...stored);
    return success({
      model: this.#model().id,
      modelHash: this.#modelHash(),
      backend: this.script.backend,
      seed,
      persona,
      offers: personaId === undefined ? scored : stored,
      timings: { loadMs: 900, encodeMs: 20, decodeMs: 800, tokens: 80 },
    });
  }

  async writeCopy({ brief }: CopyRequest): Promise<Result<readonly string[]>> {
    const { product, benefit = 'A treat' } = brief;
    return this.#play('writeCopy', () => [
      `${brief.named ? '{name}: ' : ''}${benefit} on ${product}, just for you`,
    ]);
  }

  async learn(request: LearnRequest, onEvent: (event: LearnEvent) => void): Promise<Result<LearnReport>> {
    this.requests.push(request);
    const planned = this.#planned('learn');
    if (planned !== undefined) return planned;
    const { jobId, personaId, steps = 24 } = request;
    const judged = this.#judged(personaId);
    const losses: number[] = [];
    try {
      await this.#wait(jobId);
      onEvent({ type: 'prepared', steps, examples: judged.length });
      await this.#wait(jobId);
      onEvent({ type: 'checked', when: 'before', heldBack: 3.21, replay: 2.04 });
      for (let step = 1; step <= steps; step++) {
        await this.#wait(jobId);
        const contrastive = 1.9 * Math.exp(-step / 9) + 0.25 + 0.25 * noise('c', step);
        const generative = 3.1 * Math.exp(-step / 14) + 0.9 + 0.3 * noise('g', step);
        const loss = (contrastive + generative) / 2;
        losses.push(loss);
        onEvent({
          type: 'step',
          step,
          steps,
          loss,
          contrastive,
          generative,
          secondsLeft: (steps - step) * 0.6,
        });
      }
      await this.#wait(jobId);
    } catch (error) {
      if (error instanceof Cancelled) return failure('cancelled', 'Stopped.');
      throw error;
    }
    const kept = this.script.keeps;
    onEvent({ type: 'checked', when: 'after', heldBack: kept ? 2.66 : 3.58, replay: 2.06 });
    const before = new Map(judged.map(({ offer }) => [offer.id, this.#scoreFor(personaId, offer.text)]));
    const version: AdapterVersion = {
      version: this.#learned().length + 1,
      modelId: this.#model().id,
      modelHash: this.#modelHash(),
      createdAt: this.#now(),
      steps,
      feedbackCount: judged.length,
      heldBack: { before: 3.21, after: kept ? 2.66 : 3.58 },
      replay: { before: 2.04, after: 2.06 },
    };
    if (kept) {
      this.#adapters.push(version);
      this.#use(version.version);
    }
    return success({
      kept,
      reason: kept
        ? 'It guesses verdicts it has not seen better than before, and still knows what it knew.'
        : 'It guessed verdicts it has not seen worse than before, so the earlier version stays.',
      version,
      similarities: judged.map(({ offer, feedback }) => {
        const was = before.get(offer.id) ?? 0;
        const shift = (feedback?.verdict === 'accepted' ? 0.16 : -0.2) * (0.4 + noise('shift', offer.text));
        return {
          text: offer.text,
          verdict: feedback?.verdict ?? 'accepted',
          before: was,
          after: was + shift,
        };
      }),
      losses,
      seconds: 14.2,
    });
  }

  async cancel(jobId: string): Promise<void> {
    this.#cancelled.add(jobId);
  }

  async personas(): Promise<Result<readonly StoredPersona[]>> {
    return this.#play('personas', () => [...this.#personas]);
  }

  async savePersona(persona: Persona, id?: string): Promise<Result<StoredPersona>> {
    return this.#play('savePersona', () => {
      const stored = { ...persona, id: id ?? this.#id('persona'), createdAt: this.#now() };
      this.#personas = [...this.#personas.filter((other) => other.id !== stored.id), stored];
      return stored;
    });
  }

  async removePersona(id: string): Promise<Result<void>> {
    return this.#play('removePersona', () => {
      this.#personas = this.#personas.filter((persona) => persona.id !== id);
      this.#offers = this.#offers.filter((offer) => offer.personaId !== id);
      this.#feedback = this.#feedback.filter((feedback) => feedback.personaId !== id);
    });
  }

  async judge(offerId: string, verdict: Feedback['verdict']): Promise<Result<Feedback>> {
    const offer = this.#offers.find(({ id }) => id === offerId);
    if (offer === undefined) return failure('offer-unknown', 'This offer is no longer here.', offerId);
    return this.#play('judge', () => {
      const feedback: Feedback = {
        id: this.#id('feedback'),
        offerId,
        personaId: offer.personaId,
        text: offer.text,
        verdict,
        createdAt: this.#now(),
        modelId: this.#model().id,
        adapterVersion: this.#adapterVersion,
      };
      this.#feedback = [...this.#feedback.filter((other) => other.offerId !== offerId), feedback];
      return feedback;
    });
  }

  async unjudge(offerId: string): Promise<Result<void>> {
    return this.#play('unjudge', () => {
      this.#feedback = this.#feedback.filter((feedback) => feedback.offerId !== offerId);
    });
  }

  async history(personaId: string): Promise<Result<readonly HistoryEntry[]>> {
    return this.#play('history', () => this.#entries(personaId));
  }

  async map(personaId: string): Promise<Result<readonly MapPoint[]>> {
    return this.#play('map', () => {
      const points = this.#entries(personaId).map(({ offer, feedback }): MapPoint => {
        const kind = feedback?.verdict ?? 'unjudged';
        const learned =
          this.#adapterVersion === 0 ? 0 : kind === 'accepted' ? -0.45 : kind === 'rejected' ? 0.5 : 0;
        const reach = (0.35 + 0.65 * noise('reach', offer.text)) * (1 + learned);
        const angle = noise('angle', offer.text) * 2 * Math.PI + this.#adapterVersion * 2;
        return { kind, label: offer.text, x: reach * Math.cos(angle), y: reach * Math.sin(angle) };
      });
      return [{ kind: 'persona' as const, label: this.#name(personaId), x: 0, y: 0 }, ...points];
    });
  }

  async adapters(whose?: 'every model'): Promise<Result<readonly AdapterVersion[]>> {
    return this.#play('adapters', () => (whose === undefined ? this.#learned() : [...this.#adapters]));
  }

  async nearness(_personaId: string, texts: readonly string[]): ReturnType<OfferService['nearness']> {
    return this.#play('nearness', () => texts.map((text) => ({ text, toAccepted: 0.8, toRejected: 0.2 })));
  }

  async exportAdapter(version: number): ReturnType<OfferService['exportAdapter']> {
    return this.#play('exportAdapter', () => ({
      'adapter_config.json': new TextEncoder().encode(`{"version": ${version}}`),
      'adapter_model.safetensors': new Uint8Array([version]),
    }));
  }

  async importAdapter(files: AdapterFiles): ReturnType<OfferService['importAdapter']> {
    return this.#play('importAdapter', () => {
      const version: AdapterVersion = {
        version: this.#learned().length + 1,
        modelId: this.#model().id,
        modelHash: this.#modelHash(),
        createdAt: this.#now(),
        steps: files['adapter_model.safetensors'].length,
        feedbackCount: 0,
        heldBack: { before: Number.NaN, after: Number.NaN },
        replay: { before: Number.NaN, after: Number.NaN },
      };
      this.#adapters.push(version);
      this.#use(version.version);
      return version;
    });
  }

  async restoreAdapter(version: number): Promise<Result<EngineInfo>> {
    return this.#play('restoreAdapter', () => this.#use(version));
  }

  async eraseEverything(): ReturnType<OfferService['eraseEverything']> {
    return this.#play('eraseEverything', () => {
      const erased = {
        personas: this.#personas.length,
        offers: this.#offers.length,
        feedback: this.#feedback.length,
        adapters: this.#adapters.length,
      };
      this.#personas = [];
      this.#offers = [];
      this.#feedback = [];
      this.#adapters = [];
      this.#versionInUse.clear();
      this.#use(0);
      return { erased };
    });
  }

  async #play<T>(method: keyof OfferService, act: () => T): Promise<Result<T>> {
    return this.#planned(method) ?? success(act());
  }

  #planned(method: keyof OfferService): Result<never> | undefined {
    const planned = this.script.failNext.get(method);
    this.script.failNext.delete(method);
    return planned === undefined ? undefined : { ok: false, failures: [planned] };
  }

  #model(): ModelInfo {
    return this.#own === undefined ? this.#listed : { ...this.#listed, id: 'own', name: this.#own.name };
  }

  #learned(): AdapterVersion[] {
    return this.#adapters.filter(({ modelId }) => modelId === this.#model().id);
  }

  #modelHash(): string {
    return this.#own === undefined ? shippedHash : this.#own.name;
  }

  #info(): EngineInfo {
    const graphics = this.script.backend === 'webgpu';
    return {
      model: this.#model(),
      ownModel: this.#own !== undefined,
      modelReason:
        this.#own !== undefined
          ? 'It is a model of your own.'
          : this.#chosen === this.#listed.id
            ? 'You have chosen it for this device.'
            : `It runs on the ${graphics ? 'graphics processor' : 'processor'} here, so ${this.#listed.name} was taken.`,
      modelChosen: this.#own === undefined && this.#chosen === this.#listed.id,
      modelHash: this.#modelHash(),
      backend: this.script.backend,
      backendReason: graphics
        ? 'The graphics processor is used, because it is the fastest here.'
        : 'No graphics processor answered, so the processor is used.',
      threads: graphics ? 1 : 2,
      loadMs: 2300,
      adapterVersion: this.#adapterVersion,
      persistent: this.script.persistent,
      notices: this.script.notices,
    };
  }

  #use(version: number): EngineInfo {
    this.#versionInUse.set(this.#model().id, version);
    this.#engine = this.#info();
    return this.#engine;
  }

  #sentence(persona: Persona, seed: number, index: number): string {
    const start = Math.floor(noise(persona.name) * sentences.length) + seed * 4 + this.#adapterVersion * 3;
    const text = sentences[(start + index) % sentences.length] ?? sentences[0];
    return this.#adapterVersion > 0 && index === 1
      ? (sentences[(start + 7) % sentences.length] ?? text)
      : text;
  }

  #score(name: string, text: string): number {
    return 0.15 + 0.55 * noise(name, text) + (this.#adapterVersion > 0 ? 0.12 : 0);
  }

  #scoreFor(personaId: string, text: string): number {
    return this.#score(this.#name(personaId), text);
  }

  #name(personaId: string): string {
    return this.#personas.find(({ id }) => id === personaId)?.name ?? '';
  }

  #entries(personaId: string): HistoryEntry[] {
    return this.#offers
      .filter((offer) => offer.personaId === personaId)
      .map((offer) => {
        const feedback = this.#feedback.find(({ offerId }) => offerId === offer.id);
        return feedback === undefined ? { offer } : { offer, feedback };
      });
  }

  #judged(personaId: string): HistoryEntry[] {
    return this.#entries(personaId).filter(({ feedback }) => feedback !== undefined);
  }

  #id(kind: string): string {
    this.#ids += 1;
    return `${kind}-${this.#ids}`;
  }

  #now(): number {
    this.#clock += 60_000;
    return this.#clock;
  }

  async #wait(jobId?: string): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.script.pace));
    if (jobId !== undefined && this.#cancelled.has(jobId)) throw new Cancelled(jobId);
  }
}
