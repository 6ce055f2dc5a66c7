import { flattenAdapter } from '../adapter/flat-adapter.ts';
import { initialAdapter } from '../adapter/initial-adapter.ts';
import { type Adapter, type LoraConfig, loraTargets } from '../adapter/lora.ts';
import { cosine } from '../domain/cosine.ts';
import type { ScoredOffer } from '../domain/offer.ts';
import { readOfferCatalogue } from '../domain/offer-catalogue.ts';
import type { Persona } from '../domain/persona.ts';
import { createRandom } from '../domain/random.ts';
import { type Result, success } from '../domain/result.ts';
import { decodeCandidates } from '../generation/decode.ts';
import { streamTexts } from '../generation/streaming.ts';
import { type LoadedAdapter, T5Generator } from '../generation/t5-generator.ts';
import { type CatalogueReader, catalogueReader } from '../guardrails/catalogue-reader.ts';
import { checkOffer } from '../guardrails/check-offer.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import type { ModelFolder } from '../t5/model-folder.ts';
import { historyPrompt, type OfferHistory, personaPrompt } from '../t5/prompt.ts';
import { createTokenizer, type TextTokenizer } from '../t5/tokenizer.ts';
import { makeBatch } from '../training/batch.ts';
import { Evaluator } from '../training/evaluator.ts';
import { type TextExample, tokenise } from '../training/example-tokens.ts';
import {
  DEVICE_SIZES,
  FINE_TUNE_DEFAULTS,
  type FineTuned,
  type FineTuneEvent,
  type FineTuneSettings,
  fineTune,
} from '../training/fine-tune.ts';
import { type FrozenWeights, uploadFrozen } from '../training/frozen.ts';
import { readReplay } from '../training/replay.ts';
import { bestOf } from './best-of.ts';
import { decodeSettings } from './decode-settings.ts';
import { OfferEmbeddings } from './offer-embeddings.ts';
import { type PlacedOffer, type VerdictRanking, welcome } from './verdict-ranking.ts';

/** The adapter that generation and learning share. With alpha equal to the rank nothing is left to scale. */
export const DEFAULT_LORA: LoraConfig = { rank: 8, alpha: 8, targetModules: ['q', 'v'] };

/** Drawn for each request, so that there is something to choose from; one batch costs little more than one offer. */
export const DEFAULT_POOL = 16;

export interface WriteRequest {
  readonly persona: Persona;
  readonly count: number;
  readonly seed: number;
  /**
   * Offers to draw, of which the best `count` are returned; `count` at least. Default {@link DEFAULT_POOL}, and `count`
   * at temperature 0, where the likeliest words are wanted.
   */
  readonly pool?: number;
  /** Judged offers that the prompt tells. */
  readonly told?: OfferHistory;
  /** Judged offers by which the drawn ones are ranked, as `ranking` says. */
  readonly judged?: OfferHistory;
  /** How much the verdicts count beside fitting the persona; default {@link PREFERENCE_WEIGHT}. */
  readonly judgedWeight?: number;
  /** How the verdicts rank drafts; {@link welcome} when left out. */
  readonly ranking?: VerdictRanking;
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly signal?: AbortSignal;
  readonly onEncoded?: (promptTokens: number, pool: number) => void;
  readonly onTexts?: (texts: readonly string[]) => void;
}

export interface Written {
  /** Best first; refused ones last. */
  readonly offers: readonly ScoredOffer[];
  readonly encodeMs: number;
  readonly decodeMs: number;
  /** Written in all, over all candidates. */
  readonly tokens: number;
}

/** How much the verdicts count beside fitting the persona: the drafts' fits differ by about a tenth. */
export const PREFERENCE_WEIGHT = 1;

/**
 * What chance adds to a draft's fit at most, in units of the cosine. The best fit alone prefers a few ways of putting
 * things for everybody; this much chance costs 0.2 points of acceptance and gives back half of the variety that ranking
 * takes from single draws. None where verdicts rank, or at temperature 0, where the likeliest words are wanted.
 */
export const CHANCE = 0.1;
const CHANCE_STREAM = 12;

/** Where persona and offers lie in the space in which they are compared. */
export interface Embedded {
  /** [dModel] */
  readonly persona: Float32Array;
  /** [dModel] each, in the order of the texts. */
  readonly offers: readonly Float32Array[];
  /** Cosine of the persona with each offer. */
  readonly similarities: readonly number[];
}

/** One model on one runtime with the adapter in use: writes, compares and learns. It stores nothing. */
export class Engine {
  /** Made when it is first needed: the float weights that learning and comparing read. */
  private scorer: { readonly frozen: FrozenWeights; readonly evaluator: Promise<Evaluator> } | undefined;

  private constructor(
    readonly runtime: Runtime,
    readonly folder: ModelFolder,
    readonly tokenizer: TextTokenizer,
    readonly generator: T5Generator,
    private adapter: Adapter,
    private loaded: LoadedAdapter,
    private version: number,
    readonly catalogue: CatalogueReader | undefined,
  ) {}

  /**
   * @returns `tokenizer-invalid` or `model-shape-wrong` where tokenizer and model do not belong together,
   *   `catalogue-invalid` where the folder has a catalogue.json that is none.
   * @param lora the shape of its adapters; the product has one, measurements compare others with it.
   */
  static async open(
    runtime: Runtime,
    folder: ModelFolder,
    lora: LoraConfig = DEFAULT_LORA,
  ): Promise<Result<Engine>> {
    const tokenizer = createTokenizer(folder.tokenizerJson, folder.tokenizerConfig, folder.config);
    if (!tokenizer.ok) return tokenizer;
    const catalogue = catalogueOf(folder);
    if (!catalogue.ok) return catalogue;
    const adapter = untaught(folder, lora);
    const generator = await T5Generator.create(runtime, folder.config, folder.weights, adapter.lora);
    const loaded = generator.loadAdapter(adapter);
    return success(
      new Engine(runtime, folder, tokenizer.value, generator, adapter, loaded, 0, catalogue.value),
    );
  }

  /** Number of the adapter in use; 0 is the model as shipped. */
  get adapterVersion(): number {
    return this.version;
  }

  get currentAdapter(): Adapter {
    return this.adapter;
  }

  /** Swaps the adapter without rebuilding anything. Without one, the model writes as shipped. */
  useAdapter(version: number, adapter?: Adapter): void {
    const next = adapter ?? untaught(this.folder, this.adapter.lora);
    const loaded = this.generator.loadAdapter(next);
    this.loaded.dispose();
    this.loaded = loaded;
    this.adapter = next;
    this.version = version;
  }

  /** Writes offers for a persona. @returns `cancelled` where `signal` was raised. */
  async write(request: WriteRequest): Promise<Result<Written>> {
    const { persona, count, seed, signal, told, judged } = request;
    const pool = Math.max(count, request.pool ?? (request.temperature === 0 ? count : DEFAULT_POOL));
    const { config } = this.folder;
    const began = performance.now();
    const { ids } = told
      ? this.tokenizer.encode(historyPrompt(persona, told))
      : this.tokenizer.encode(personaPrompt(persona), DEVICE_SIZES.promptLength);
    const prompt = await this.generator.encode(ids, this.loaded);
    const encodeMs = performance.now() - began;
    let stepper: ReturnType<T5Generator['start']> | undefined;
    try {
      request.onEncoded?.(ids.length, pool);
      stepper = this.generator.start(prompt, this.loaded, pool);
      const embeddings = new OfferEmbeddings(stepper, config.dModel);
      const toTexts = streamTexts((tokens) => this.tokenizer.decode(tokens));
      const decoded = await decodeCandidates(embeddings, {
        ...decodeSettings(config),
        count: pool,
        seed,
        ...(request.temperature !== undefined && { temperature: request.temperature }),
        ...(request.topK !== undefined && { topK: request.topK }),
        ...(request.topP !== undefined && { topP: request.topP }),
        ...(signal ? { signal } : {}),
        onTokens: (candidates) => request.onTexts?.(toTexts(candidates.slice(0, count))),
      });
      if (!decoded.ok) return decoded;
      const tokens = decoded.value.reduce((sum, candidate) => sum + candidate.tokens.length, 0);
      const decodeMs = performance.now() - began - encodeMs;
      const texts = decoded.value.map((candidate) => this.tokenizer.decode(candidate.tokens).trim());
      const placed =
        config.offerEmbedding === 'encoder-mean'
          ? (await this.embed(persona, texts)).offers
          : decoded.value.map((candidate, i) =>
              config.offerEmbedding === 'decoder-last'
                ? embeddings.last(i, candidate)
                : embeddings.mean(i, candidate),
            );
      const places = this.places(texts, placed);
      const preference = judged ? await this.preference(request, judged, places) : [];
      const weight = request.judgedWeight ?? PREFERENCE_WEIGHT;
      const chance = createRandom(seed, CHANCE_STREAM);
      const margin = judged || request.temperature === 0 ? 0 : CHANCE;
      const drawn = decoded.value.map((candidate, i) => {
        const { text, embedding } = places[i] as PlacedOffer;
        const similarity = cosine(prompt.embedding, embedding);
        return {
          offer: this.judged(text, candidate.finished, similarity, request, pool),
          rank: similarity + margin * chance.next() + weight * (preference[i] ?? 0),
        };
      });
      return success({
        offers: bestOf(drawn, count),
        encodeMs,
        decodeMs,
        tokens,
      });
    } finally {
      stepper?.dispose();
      prompt.dispose();
    }
  }

  /** How welcome each draft should be by the verdicts. */
  private async preference(
    { persona, ranking = welcome }: Pick<WriteRequest, 'persona' | 'ranking'>,
    { accepted, rejected }: OfferHistory,
    drafts: readonly PlacedOffer[],
  ): Promise<readonly number[]> {
    const texts = [...accepted, ...rejected];
    const { offers } = await this.embed(persona, texts);
    const known = this.places(texts, offers);
    return ranking(
      { accepted: known.slice(0, accepted.length), rejected: known.slice(accepted.length) },
      drafts,
    );
  }

  /** Offers as they are ranked by verdicts, with what the catalogue tells of each. */
  private places(texts: readonly string[], embeddings: readonly Float32Array[]): readonly PlacedOffer[] {
    return texts.map((text, i) => ({
      text,
      embedding: embeddings[i] as Float32Array,
      facts: this.catalogue ? offerFacts(this.catalogue, text) : [],
    }));
  }

  /** Embeds a persona and offers with the adapter in use, or with another one of the same kind. */
  async embed(
    persona: Persona,
    texts: readonly string[],
    adapter: Adapter = this.adapter,
  ): Promise<Embedded> {
    const { evaluator } = this.score();
    const parameters = flattenAdapter(adapter);
    const { dModel } = this.folder.config;
    const perRow = DEVICE_SIZES.accepted + DEVICE_SIZES.rejected;
    const perRun = perRow * DEVICE_SIZES.batch;
    const offers: Float32Array[] = [];
    let personaEmbedding = new Float32Array(dModel);
    for (let start = 0; start < Math.max(1, texts.length); start += perRun) {
      const chunk = texts.slice(start, start + perRun);
      const rows: TextExample[] = [];
      for (let i = 0; i < Math.max(1, chunk.length); i += perRow) {
        const part = chunk.slice(i, i + perRow);
        rows.push({
          persona,
          accepted: part.slice(0, DEVICE_SIZES.accepted),
          rejected: part.slice(DEVICE_SIZES.accepted),
        });
      }
      const batch = makeBatch(
        rows.map((row) => tokenise(row, this.tokenizer)),
        DEVICE_SIZES,
        this.folder.config,
      );
      const result = await (await evaluator).evaluate(parameters, batch, FINE_TUNE_DEFAULTS);
      personaEmbedding = result.personaEmbeddings.slice(0, dModel);
      chunk.forEach((_, i) => {
        offers.push(result.offerEmbeddings.slice(i * dModel, (i + 1) * dModel));
      });
    }
    return {
      persona: personaEmbedding,
      offers,
      similarities: offers.map((offer) => cosine(personaEmbedding, offer)),
    };
  }

  /**
   * Learns from feedback, all of it anew from `start`: steps on top of what was learned from the same verdicts before
   * only learn those by heart. The adapter in use stays in use until `useAdapter`.
   */
  async learn(request: {
    readonly feedback: TextExample;
    /** Where learning starts; the model as shipped where left out. */
    readonly start?: Adapter;
    /** Other people's verdicts on this device. */
    readonly others?: readonly TextExample[];
    readonly seed: number;
    readonly steps?: number;
    /** What differs from the defaults. */
    readonly settings?: Partial<FineTuneSettings>;
    readonly signal?: AbortSignal;
    readonly onEvent?: (event: FineTuneEvent) => void;
  }): Promise<Result<FineTuned>> {
    const { frozen, evaluator } = this.score();
    return fineTune({
      runtime: this.runtime,
      config: this.folder.config,
      tokenizer: this.tokenizer,
      frozen,
      evaluator: await evaluator,
      adapter: request.start ?? untaught(this.folder, this.adapter.lora),
      feedback: request.feedback,
      others: request.others ?? [],
      replay: readReplay(this.folder.replay),
      settings: {
        ...FINE_TUNE_DEFAULTS,
        ...request.settings,
        ...(request.steps ? { steps: request.steps } : {}),
      },
      seed: request.seed,
      ...(request.signal ? { signal: request.signal } : {}),
      ...(request.onEvent ? { onEvent: request.onEvent } : {}),
    });
  }

  async dispose(): Promise<void> {
    this.loaded.dispose();
    await this.generator.dispose();
    if (this.scorer) {
      await (await this.scorer.evaluator).dispose();
      this.scorer.frozen.dispose();
      this.scorer = undefined;
    }
  }

  private score() {
    this.scorer ??= this.makeScorer();
    return this.scorer;
  }

  private makeScorer() {
    const { config, weights } = this.folder;
    const shapes = expectedT5Tensors(config);
    const frozen = uploadFrozen(this.runtime, weights, shapes);
    const { lora } = this.adapter;
    const trained = { mode: 'adapter', targets: loraTargets(config, lora), lora } as const;
    const options = { config, shapes, sizes: DEVICE_SIZES, trained };
    const evaluator = Evaluator.create(this.runtime, options, frozen.feeds);
    evaluator.catch(() => {
      // The next call tries anew.
      frozen.dispose();
      this.scorer = undefined;
    });
    return { frozen, evaluator };
  }

  private judged(
    text: string,
    finished: boolean,
    score: number,
    { persona, seed, judged }: WriteRequest,
    drawn: number,
  ): ScoredOffer {
    const { decision, issues, rules, skipped } = checkOffer({
      text,
      persona,
      finished,
      ...(this.catalogue && { catalogue: this.catalogue }),
    });
    const audit = {
      rules,
      ...(skipped.length > 0 && { skipped }),
      issues,
      seed,
      modelHash: this.folder.hash,
      adapterVersion: this.version,
      drawn,
      judged: judged ? judged.accepted.length + judged.rejected.length : 0,
    };
    return { text, score, decision, audit };
  }
}

/** Whom the offer's product is for, and its kind of benefit. */
function offerFacts(catalogue: CatalogueReader, text: string): readonly string[] {
  const { product, benefit } = catalogue.read(text);
  return [
    ...(product === undefined ? [] : catalogue.interests(product).map((interest) => `interest: ${interest}`)),
    ...(benefit === undefined ? [] : [`benefit: ${benefit.kind}`]),
  ];
}

/** The adapter that changes nothing yet. */
function untaught({ config }: ModelFolder, lora: LoraConfig): Adapter {
  return initialAdapter(config, lora, createRandom(1));
}

/** A model of the manifest brings a catalogue; another one may, and is checked without where it does not. */
function catalogueOf({ catalogue }: ModelFolder): Result<CatalogueReader | undefined> {
  if (catalogue === undefined) return success(undefined);
  const read = readOfferCatalogue(catalogue);
  return read.ok ? success(catalogueReader(read.value)) : read;
}
