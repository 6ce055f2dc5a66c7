import type { Adapter } from '../adapter/lora.ts';
import { loraTargets } from '../adapter/lora.ts';
import type { DeviceTensor, Feeds, Runtime, Session } from '../runtime/runtime.ts';
import type { T5Config } from '../t5/config.ts';
import { embeddedSource, type WeightLayout } from '../t5/embedded-weights.ts';
import { cacheNames, decoderStepGraph, encoderGraph } from '../t5/generation-graphs.ts';
import { loraInputNames } from '../t5/parameters.ts';
import { bucketMatrix, bucketRow } from '../t5/relative-position.ts';
import type { Weights } from '../t5/weights.ts';

/** A prompt after the encoder: its embedding, and the keys and values that all candidates share. */
export interface EncodedPrompt {
  /** Mean of the encoder states: [dModel]. */
  readonly embedding: Float32Array;
  readonly cross: Feeds;
  dispose(): void;
}

/** One step of a batch of candidates. */
export interface StepOutput {
  /** [candidates · vocab] */
  readonly logits: Float32Array;
  /** [candidates · dModel]: decoder states, from which offer embeddings are averaged. */
  readonly states: Float32Array;
}

/** The adapter as the graphs take it, in the memory of the device. */
export interface LoadedAdapter {
  readonly feeds: Feeds;
  dispose(): void;
}

/** Encoder and decoder step of one model on one runtime; adapters come with each call. */
export class T5Generator {
  private constructor(
    readonly runtime: Runtime,
    readonly config: T5Config,
    private readonly encoder: Session,
    private readonly decoder: Session,
  ) {}

  /** Builds and compiles both graphs. `lora` fixes which projections take an adapter, and its rank. */
  static async create(
    runtime: Runtime,
    config: T5Config,
    weights: Weights,
    lora: Adapter['lora'],
    layout: WeightLayout = runtime.backend === 'webgpu' ? 'packed' : 'float32',
  ): Promise<T5Generator> {
    const options = {
      config,
      source: (graph: Parameters<typeof embeddedSource>[0]) => embeddedSource(graph, weights, layout),
      targets: loraTargets(config, lora),
      lora,
    };
    const names = Array.from({ length: config.numDecoderLayers }, (_, i) => cacheNames(i));
    const encoder = await runtime.session(
      encoderGraph(options),
      names.flatMap((layer) => [layer.crossKeys, layer.crossValues]),
    );
    const decoder = await runtime.session(
      decoderStepGraph(options),
      names.flatMap((layer) => [layer.presentKeys, layer.presentValues]),
    );
    return new T5Generator(runtime, config, encoder, decoder);
  }

  /** Nodes of each graph, before ONNX Runtime's own optimisation. */
  get nodeCounts(): { readonly encoder: number; readonly decoder: number } {
    return { encoder: this.encoder.nodeCount, decoder: this.decoder.nodeCount };
  }

  /** Copies an adapter to the device once; any number of prompts can then use it. */
  loadAdapter(adapter: Adapter): LoadedAdapter {
    const targets = loraTargets(this.config, adapter.lora);
    const feeds: Record<string, DeviceTensor> = {};
    for (const target of targets) {
      const tensors = adapter.tensors.find((entry) => entry.name === target.name);
      if (!tensors) throw new Error(`the adapter has nothing for ${target.name}`);
      const names = loraInputNames(target.name);
      const { rank } = adapter.lora;
      feeds[names.a] = this.runtime.upload([target.in, rank], tensors.a);
      feeds[names.b] = this.runtime.upload([rank, target.out], tensors.b);
    }
    return { feeds, dispose: () => disposeAll(feeds) };
  }

  /** @param ids the prompt's tokens, its end included. */
  async encode(ids: Int32Array, adapter: LoadedAdapter): Promise<EncodedPrompt> {
    const { states, embedding, ...cross } = await this.encoder.run({
      ...adapter.feeds,
      ids: this.runtime.tensor('int32', [ids.length], ids),
      buckets: this.runtime.tensor(
        'int32',
        [1, ids.length, ids.length],
        bucketMatrix(this.config, ids.length, true),
      ),
    });
    states?.dispose();
    if (!embedding) throw new Error('the encoder gave no embedding');
    return { embedding: await embedding.float32(), cross, dispose: () => disposeAll(cross) };
  }

  /** A fresh batch of candidates for one prompt, its cache empty. */
  start(prompt: EncodedPrompt, adapter: LoadedAdapter, candidates: number): T5Stepper {
    return new T5Stepper(
      this.runtime,
      this.config,
      this.decoder,
      { ...adapter.feeds, ...prompt.cross },
      candidates,
    );
  }

  async dispose(): Promise<void> {
    await this.encoder.release();
    await this.decoder.release();
  }
}

/** A running batch: keeps the key/value cache on the device between steps. */
export class T5Stepper {
  private cache: Record<string, DeviceTensor> = {};
  private length = 0;

  constructor(
    private readonly runtime: Runtime,
    private readonly config: T5Config,
    private readonly decoder: Session,
    private readonly fixed: Feeds,
    readonly candidates: number,
  ) {
    const { numHeads: heads, dKv } = config;
    for (let i = 0; i < config.numDecoderLayers; i += 1) {
      const names = cacheNames(i);
      this.cache[names.pastKeys] = this.empty([candidates, heads, dKv, 0]);
      this.cache[names.pastValues] = this.empty([candidates, heads, 0, dKv]);
    }
  }

  /** Feeds one token for each candidate. */
  async step(tokens: Int32Array): Promise<StepOutput> {
    if (tokens.length !== this.candidates) {
      throw new RangeError(`${tokens.length} tokens for ${this.candidates} candidates`);
    }
    this.length += 1;
    const outputs = await this.decoder.run({
      ...this.fixed,
      ...this.cache,
      tokens: this.runtime.tensor('int32', [tokens.length], tokens),
      buckets: this.runtime.tensor('int32', [1, 1, this.length], bucketRow(this.config, this.length)),
    });
    disposeAll(this.cache);
    this.cache = {};
    for (let i = 0; i < this.config.numDecoderLayers; i += 1) {
      const names = cacheNames(i);
      this.cache[names.pastKeys] = required(outputs, names.presentKeys);
      this.cache[names.pastValues] = required(outputs, names.presentValues);
    }
    return {
      logits: await required(outputs, 'logits').float32(),
      states: await required(outputs, 'states').float32(),
    };
  }

  dispose(): void {
    disposeAll(this.cache);
    this.cache = {};
  }

  private empty(dims: readonly number[]): DeviceTensor {
    return this.runtime.tensor('float32', dims, new Float32Array(0));
  }
}

function required(outputs: Record<string, DeviceTensor>, name: string): DeviceTensor {
  const tensor = outputs[name];
  if (!tensor) throw new Error(`the decoder gave no ${name}`);
  return tensor;
}

function disposeAll(tensors: Feeds): void {
  for (const tensor of Object.values(tensors)) tensor.dispose();
}
