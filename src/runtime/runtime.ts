import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { DataType, Graph, TensorData } from '../onnx/graph.ts';
import { serialise } from '../onnx/serialise.ts';

export type Backend = 'webgpu' | 'wasm' | 'cpu';

/** The part of ONNX Runtime's interface that the browser builds and the native one share. */
export interface OrtModule {
  readonly InferenceSession: {
    create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: typeof Tensor;
  readonly env: import('onnxruntime-web').Env;
}

export interface RuntimeOptions {
  readonly ort: OrtModule;
  readonly backend: Backend;
  /** A sentence for a person: why this backend. */
  readonly reason: string;
  readonly threads: number;
  /** Resolves with the cause when the graphics processor goes away. */
  readonly lost?: Promise<string>;
  readonly device?: GPUDevice;
  /** Called once, when the first graph is compiled: what ONNX Runtime needed to start it does not need again. */
  readonly onStarted?: () => void;
}

/** What a runtime holds at the moment, for leak tests and memory reports. */
export interface LiveCounts {
  readonly sessions: number;
  /** Tensors in the memory of the device, and their bytes. */
  readonly deviceTensors: number;
  readonly deviceBytes: number;
}

/**
 * The news that the device is gone and the error of the run that met it come in any order, and some runs may
 * never end: for so long each waits for the other.
 */
const NEWS_MS = 1000;

/** Thrown when work is asked of a graphics processor that is gone. */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';
}

/** Thrown when ONNX Runtime itself does not start, as with one of its files missing; it then stays that way. */
export class RuntimeStartError extends Error {
  override readonly name = 'RuntimeStartError';
}

/**
 * One backend of ONNX Runtime: makes sessions and tensors and counts what it has handed out.
 * Runs are queued, since the browser build takes one at a time.
 */
export class Runtime {
  readonly backend: Backend;
  readonly reason: string;
  readonly threads: number;
  private readonly ort: OrtModule;
  private readonly device: GPUDevice | undefined;
  private readonly sessions = new Set<Session>();
  private readonly tensors = new Set<DeviceTensor>();
  private readonly lossNews: Promise<string> | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private lostReason: string | undefined;
  private onStarted: (() => void) | undefined;
  /** Ends the call under way, where the device that it waits for is gone. */
  private giveUp: ((error: Error) => void) | undefined;

  constructor(options: RuntimeOptions) {
    this.ort = options.ort;
    this.backend = options.backend;
    this.reason = options.reason;
    this.threads = options.threads;
    this.device = options.device;
    this.lossNews = options.lost;
    this.onStarted = options.onStarted;
    options.lost?.then((reason) => {
      this.lostReason = reason;
      setTimeout(() => this.giveUp?.(new DeviceLostError(reason)), NEWS_MS);
    });
  }

  /** Why the graphics processor is gone, or undefined while it is there. */
  get lost(): string | undefined {
    return this.lostReason;
  }

  /**
   * Compiles a graph. The model's bytes and the graph, whose constants are the whole model once more, are let go as
   * soon as ONNX Runtime has taken them over.
   *
   * @param onDevice outputs that stay where they are worked out; all others are read back.
   */
  async session(graph: Graph, onDevice: readonly string[] = []): Promise<Session> {
    const webgpu = this.backend === 'webgpu';
    const keep = new Set(onDevice);
    const options: InferenceSession.SessionOptions = {
      executionProviders: [this.device ? { name: 'webgpu', device: this.device } : this.backend],
      graphOptimizationLevel: 'all',
      // Errors only: the warnings tell of its own optimisations.
      logSeverityLevel: 3,
      ...(this.backend === 'cpu' ? { intraOpNumThreads: this.threads } : {}),
      ...(webgpu
        ? {
            // A node on the processor would stall the queue at every run; better to fail loudly.
            extra: { session: { disable_cpu_ep_fallback: '1' } },
            preferredOutputLocation: Object.fromEntries(
              graph.outputs.map(({ name }) => [name, keep.has(name) ? 'gpu-buffer' : 'cpu']),
            ),
          }
        : {}),
    };
    const inner = await this.exclusive(() =>
      this.ort.InferenceSession.create(serialise(graph), options),
    ).catch((error: unknown) => {
      throw isStartError(error) ? new RuntimeStartError(error.message) : error;
    });
    this.onStarted?.();
    this.onStarted = undefined;
    return this.opened(inner, graph.nodes.length);
  }

  /** Apart from `session`, since a function made there would hold on to all that is named there, the graph too. */
  private opened(inner: InferenceSession, nodeCount: number): Session {
    const session = new Session(this, inner, nodeCount, () => this.sessions.delete(session));
    this.sessions.add(session);
    return session;
  }

  /** A tensor in ordinary memory; it costs nothing to drop. */
  tensor(dtype: DataType, dims: readonly number[], data: TensorData): DeviceTensor {
    return new DeviceTensor(new this.ort.Tensor(dtype, data, dims));
  }

  /** A tensor that is fed many times: copied to the device once. The caller disposes of it. */
  upload(dims: readonly number[], data: Float32Array): DeviceTensor {
    const { device } = this;
    if (!device || data.byteLength === 0) return this.tensor('float32', dims, data);
    const buffer = device.createBuffer({
      // GPUBufferUsage STORAGE | COPY_SRC | COPY_DST; the constants' object is missing in Node.
      usage: 0x80 | 0x04 | 0x08,
      size: Math.ceil(data.byteLength / 16) * 16,
    });
    device.queue.writeBuffer(buffer, 0, data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
    const tensor = this.ort.Tensor.fromGpuBuffer(buffer, {
      dataType: 'float32',
      dims: [...dims],
      download: () => readBuffer(device, buffer, data.length),
      dispose: () => buffer.destroy(),
    });
    return this.adopt(tensor);
  }

  counts(): LiveCounts {
    const bytes = [...this.tensors].reduce((sum, tensor) => sum + tensor.byteLength, 0);
    return { sessions: this.sessions.size, deviceTensors: this.tensors.size, deviceBytes: bytes };
  }

  /** Releases every session and tensor that is still held, and the device; nothing can be run after it. */
  async dispose(): Promise<void> {
    for (const tensor of [...this.tensors]) tensor.dispose();
    for (const session of [...this.sessions]) await session.release();
    // ONNX Runtime keeps some buffers for later; nothing else uses this device.
    this.device?.destroy();
  }

  /** Wraps an output; one that lives on the device is counted until it is disposed of. */
  adopt(tensor: Tensor): DeviceTensor {
    if (tensor.location === 'cpu') return new DeviceTensor(tensor);
    const wrapped = new DeviceTensor(tensor, {
      read: () => this.exclusive(() => tensor.getData()),
      onDispose: () => this.tensors.delete(wrapped),
    });
    this.tensors.add(wrapped);
    return wrapped;
  }

  /** One call into the runtime after the other. Throws a `DeviceLostError` where the device went away. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(async () => {
      if (this.lostReason !== undefined) throw new DeviceLostError(this.lostReason);
      try {
        // Not Promise.race: the promise of the loss, which lives long, would hold on to every outcome.
        return await new Promise<T>((resolve, reject) => {
          this.giveUp = reject;
          work().then(resolve, reject);
        });
      } catch (error) {
        const reason = await this.lossBehind();
        throw reason === undefined ? error : new DeviceLostError(reason);
      } finally {
        this.giveUp = undefined;
      }
    });
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** Why the device was lost, where that is what made a call fail. */
  private async lossBehind(): Promise<string | undefined> {
    if (!this.lossNews || this.lostReason !== undefined) return this.lostReason;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const noNews = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), NEWS_MS);
    });
    try {
      return await Promise.race([this.lossNews, noNews]);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function readBuffer(device: GPUDevice, buffer: GPUBuffer, count: number): Promise<Float32Array> {
  // GPUBufferUsage MAP_READ | COPY_DST, and below GPUMapMode.READ.
  const copy = device.createBuffer({ usage: 0x01 | 0x08, size: buffer.size });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, copy, 0, buffer.size);
  device.queue.submit([encoder.finish()]);
  await copy.mapAsync(0x01);
  const values = new Float32Array(copy.getMappedRange(), 0, count).slice();
  copy.destroy();
  return values;
}

/** ONNX Runtime has no error type of its own for this. */
function isStartError(error: unknown): error is Error {
  return error instanceof Error && error.message.startsWith('no available backend found');
}

export type Feeds = Readonly<Record<string, DeviceTensor>>;

/** A compiled graph. */
export class Session {
  constructor(
    private readonly runtime: Runtime,
    private readonly inner: InferenceSession,
    /** Nodes before ONNX Runtime's own optimisation. */
    readonly nodeCount: number,
    private readonly onRelease: () => void,
  ) {}

  get inputNames(): readonly string[] {
    return this.inner.inputNames;
  }

  async run(feeds: Feeds): Promise<Record<string, DeviceTensor>> {
    const inputs = Object.fromEntries(this.inner.inputNames.map((name) => [name, fed(feeds, name)]));
    const outputs = await this.runtime.exclusive(() => this.inner.run(inputs));
    return Object.fromEntries(
      Object.entries(outputs).map(([name, tensor]) => [name, this.runtime.adopt(tensor as Tensor)]),
    );
  }

  async release(): Promise<void> {
    this.onRelease();
    try {
      await this.inner.release();
    } catch (error) {
      // What a lost device held is gone with it.
      if (this.runtime.lost === undefined) throw error;
    }
  }
}

function fed(feeds: Feeds, name: string): Tensor {
  const tensor = feeds[name];
  if (!tensor) throw new Error(`the graph's input ${name} was not given`);
  return tensor.inner;
}

/** A tensor in ordinary memory or in that of the graphics processor. */
export class DeviceTensor {
  constructor(
    readonly inner: Tensor,
    private readonly device?: {
      readonly read: () => Promise<Tensor.DataType>;
      readonly onDispose: () => void;
    },
  ) {}

  get dims(): readonly number[] {
    return this.inner.dims;
  }

  get byteLength(): number {
    return this.inner.size * 4;
  }

  /** The numbers, read back where they are on the device. */
  async float32(): Promise<Float32Array> {
    return (await (this.device ? this.device.read() : this.inner.getData())) as Float32Array;
  }

  dispose(): void {
    this.device?.onDispose();
    // Asked of where it was made: numbers that were read back count as being on the processor.
    if (this.device) this.inner.dispose();
  }
}
