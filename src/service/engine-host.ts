import { failure, type Result, success } from '../domain/result.ts';
import { DeviceLostError, type Runtime, RuntimeStartError } from '../runtime/runtime.ts';
import { type FileSource, fileListSource, subfolder } from '../t5/file-source.ts';
import { type Manifest, readManifest } from '../t5/manifest.ts';
import { loadModelFolder, type ModelFolder } from '../t5/model-folder.ts';
import type { Backend, LoadProgress, ModelInfo, OwnModel, StartOptions } from './contract.ts';
import { Engine } from './engine.ts';
import { listedModel, modelTooMuch, ownModel } from './model-info.ts';

export interface EngineHostOptions {
  /**
   * Opens a backend; `because` is added to its reason where an earlier one was given up. `onBytes` hears of the
   * download, where there is one.
   */
  readonly openRuntime: (
    backend?: Backend,
    because?: string,
    onBytes?: (loadedBytes: number, totalBytes: number) => void,
  ) => Promise<Result<Runtime>>;
  /** The folder `models/`; `onBytes` hears how many bytes have just arrived. */
  readonly models: (onBytes?: (count: number) => void) => FileSource;
}

type Report = (stage: LoadProgress['stage'], more?: Partial<LoadProgress>) => void;

/** The engine that is up, and what was needed to start it: enough to start it again elsewhere. */
interface Running {
  readonly model: ModelInfo;
  /** Not one of the manifest. */
  readonly own: boolean;
  readonly folder: ModelFolder;
  readonly loadMs: number;
  engine: Engine;
}

/** Starts the engine, and moves it to the processor when the graphics processor goes away. */
export class EngineHost {
  private running: Running | undefined;

  constructor(private readonly options: EngineHostOptions) {}

  get current(): Readonly<Running> | undefined {
    return this.running;
  }

  manifest(): Promise<Result<Manifest>> {
    return readManifest(this.options.models());
  }

  /** Starts a model; one of the manifest that is already running is left alone. */
  start(wanted: StartOptions, onProgress: (progress: LoadProgress) => void): Promise<Result<Engine>> {
    return wanted.own
      ? this.startOwn(wanted.own, wanted.backend, onProgress)
      : this.startListed(wanted, onProgress);
  }

  private async startListed(
    wanted: StartOptions,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Result<Engine>> {
    const manifest = await this.manifest();
    if (!manifest.ok) return manifest;
    const id = wanted.modelId ?? manifest.value.default;
    const entry = manifest.value.models.find((model) => model.id === id);
    if (!entry) {
      const known = manifest.value.models.map((model) => model.id).join(', ');
      return failure('model-unknown', `There is no model called ${id}. There are: ${known}.`, id);
    }
    const { running } = this;
    const sameBackend = !wanted.backend || wanted.backend === running?.engine.runtime.backend;
    if (running?.model.id === id && sameBackend) return success(running.engine);

    let loadedBytes = 0;
    const report: Report = (stage, more) =>
      onProgress({ stage, loadedBytes, totalBytes: entry.downloadBytes, ...more });
    const source = this.options.models((count) => {
      loadedBytes += count;
      report('download');
    });
    return this.exchange({
      load: () => loadModelFolder(subfolder(source, id), entry, () => report('verify')),
      describe: () => listedModel(entry),
      own: false,
      backend: wanted.backend,
      report,
    });
  }

  private async startOwn(
    model: OwnModel,
    backend: Backend | undefined,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Result<Engine>> {
    const totalBytes = model.files.reduce((sum, { size }) => sum + size, 0);
    const report: Report = (stage, more) =>
      onProgress({ stage, loadedBytes: totalBytes, totalBytes, ...more });
    try {
      const started = await this.exchange({
        load: () => loadModelFolder(fileListSource(model.files), undefined, () => report('verify')),
        describe: (folder) => ownModel(model, folder, totalBytes),
        own: true,
        backend,
        report,
      });
      // The files of the runtime are in order where another model runs on them.
      return !started.ok && this.running && started.failures.some(({ type }) => type === 'runtime-failed')
        ? modelTooMuch(model, started.failures.map(({ message }) => message).join(' '))
        : started;
    } catch (error) {
      // Nobody has tried this model before, and nothing of it is in use yet.
      return modelTooMuch(model, error instanceof Error ? error.message : String(error));
    }
  }

  /** Opens a runtime and an engine on it; the running ones are let go only when the new ones are up. */
  private async exchange(next: {
    readonly load: () => Promise<Result<ModelFolder>>;
    readonly describe: (folder: ModelFolder) => ModelInfo;
    readonly own: boolean;
    readonly backend: Backend | undefined;
    readonly report: Report;
  }): Promise<Result<Engine>> {
    const began = performance.now();
    next.report('runtime', { loadedBytes: 0, totalBytes: 0 });
    const runtime = await this.options.openRuntime(next.backend, undefined, bytesOfRuntime(next.report));
    if (!runtime.ok) return runtime;
    let engine: Result<Engine> | undefined;
    try {
      const folder = await next.load();
      if (!folder.ok) return folder;
      engine = await this.build(runtime.value, folder.value, next.report);
      if (!engine.ok) return engine;
      await this.stop();
      this.running = {
        model: next.describe(folder.value),
        own: next.own,
        folder: folder.value,
        engine: engine.value,
        loadMs: performance.now() - began,
      };
      next.report('ready');
      return engine;
    } finally {
      if (!engine?.ok) await runtime.value.dispose();
    }
  }

  /**
   * Runs `work` on the engine. When the graphics processor is lost on the way, the engine is started again on
   * the processor with the same adapter, and `work` from its beginning.
   */
  async with<T>(
    work: (engine: Engine) => Promise<Result<T>>,
    onMoved?: (backend: Backend, reason: string) => void,
  ): Promise<Result<T>> {
    const { running } = this;
    if (!running) return failure('not-started', 'The model is not loaded yet. Start it first.');
    try {
      return await work(running.engine);
    } catch (error) {
      if (!(error instanceof DeviceLostError)) throw error;
      const moved = await this.moveToProcessor(running);
      if (!moved.ok) return moved;
      const { runtime } = moved.value;
      onMoved?.(runtime.backend, runtime.reason);
      return work(moved.value);
    }
  }

  async stop(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    if (running) await release(running.engine);
  }

  private async moveToProcessor(running: Running): Promise<Result<Engine>> {
    const { currentAdapter, adapterVersion } = running.engine;
    const runtime = await this.options.openRuntime('wasm', 'The graphics processor was lost.');
    if (!runtime.ok) return runtime;
    const engine = await this.build(runtime.value, running.folder);
    if (!engine.ok) return engine;
    engine.value.useAdapter(adapterVersion, currentAdapter);
    const lost = running.engine;
    running.engine = engine.value;
    await release(lost);
    return engine;
  }

  /** A graphics processor that answers and then cannot hold the model is given up for the processor. */
  private async build(runtime: Runtime, folder: ModelFolder, report?: Report): Promise<Result<Engine>> {
    report?.('build', { backend: runtime.backend });
    try {
      return await Engine.open(runtime, folder);
    } catch (error) {
      if (runtime.backend === 'webgpu') {
        await runtime.dispose().catch(() => undefined);
        const other = await this.options.openRuntime(
          'wasm',
          'The graphics processor could not run the model.',
          report && bytesOfRuntime(report),
        );
        return other.ok ? this.build(other.value, folder, report) : other;
      }
      if (!(error instanceof RuntimeStartError)) throw error;
      return failure(
        'runtime-failed',
        `What does the computing did not start: a file in the folder runtime/ may be missing or damaged. Try again. (${error.message})`,
      );
    }
  }
}

function bytesOfRuntime(report: Report): (loadedBytes: number, totalBytes: number) => void {
  return (loadedBytes, totalBytes) => report('runtime', { loadedBytes, totalBytes });
}

/** Releasing what a lost device held may fail; it is gone either way. */
async function release(engine: Engine): Promise<void> {
  await engine.dispose().catch(() => undefined);
  await engine.runtime.dispose().catch(() => undefined);
}
