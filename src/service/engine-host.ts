import { failure, type Result, success } from '../domain/result.ts';
import { DeviceLostError, type Runtime, RuntimeStartError } from '../runtime/runtime.ts';
import { type FileSource, fileListSource, subfolder } from '../t5/file-source.ts';
import { type Manifest, readManifest } from '../t5/manifest.ts';
import { loadModelFolder, type ModelFolder } from '../t5/model-folder.ts';
import type { Backend, LoadProgress, ModelInfo, OwnModel, StartOptions } from './contract.ts';
import { Engine } from './engine.ts';
import { type ModelChoice, modelAsked, modelForDevice } from './model-choice.ts';
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

/** A model that can be built, on any backend. */
interface Loaded {
  readonly model: ModelInfo;
  /** Not one of the manifest. */
  readonly own: boolean;
  readonly choice: ModelChoice;
  readonly folder: ModelFolder;
}

/** The engine that is up, and what was needed to start it: enough to start it again elsewhere. */
interface Running extends Loaded {
  readonly loadMs: number;
  choice: ModelChoice;
  engine: Engine;
}

/** Which model it is may depend on what it will run on; the same one is not loaded twice. */
type Load = (backend: Backend) => Promise<Result<Loaded>>;

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

  /**
   * Starts a model; one of the manifest that is already running is left alone. Where another one runs, it goes on
   * running until the new one is up, also where that fails.
   *
   * @param by whose wish `wanted.modelId` is.
   */
  start(
    wanted: StartOptions,
    onProgress: (progress: LoadProgress) => void,
    by: 'person' | 'caller' = 'caller',
  ): Promise<Result<Engine>> {
    return wanted.own
      ? this.startOwn(wanted.own, wanted.backend, onProgress)
      : this.startListed(wanted, by, onProgress);
  }

  private async startListed(
    { modelId, backend }: StartOptions,
    by: 'person' | 'caller',
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Result<Engine>> {
    const manifest = await this.manifest();
    if (!manifest.ok) return manifest;
    const { models } = manifest.value;
    if (modelId !== undefined && !models.some(({ id }) => id === modelId)) {
      const known = models.map(({ id }) => id).join(', ');
      return failure('model-unknown', `There is no model called ${modelId}. There are: ${known}.`, modelId);
    }
    const pick = (on: Backend) =>
      modelId === undefined
        ? modelForDevice(manifest.value, backend === undefined ? on : undefined)
        : modelAsked(manifest.value, modelId, by);

    const { running } = this;
    if (running && !running.own && (!backend || backend === running.engine.runtime.backend)) {
      const { entry, choice } = pick(running.engine.runtime.backend);
      // What was chosen for the device stays, also where it has been moved to the processor since.
      if (modelId === undefined && running.choice.by === 'device') return success(running.engine);
      if (running.model.id === entry.id) {
        running.choice = choice;
        return success(running.engine);
      }
    }

    let [loadedBytes, totalBytes] = [0, 0];
    const report: Report = (stage, more) => onProgress({ stage, loadedBytes, totalBytes, ...more });
    const source = this.options.models((count) => {
      loadedBytes += count;
      report('download');
    });
    let last: Loaded | undefined;
    const load: Load = async (on) => {
      const { entry, choice } = pick(on);
      if (last?.model.id === entry.id) return success({ ...last, choice });
      [loadedBytes, totalBytes] = [0, entry.downloadBytes];
      const folder = await loadModelFolder(subfolder(source, entry.id), entry, () => report('verify'));
      if (!folder.ok) return folder;
      last = { model: listedModel(entry), own: false, choice, folder: folder.value };
      return success(last);
    };
    const name = models.find(({ id }) => id === modelId)?.name ?? 'The model';
    return this.exchange({ name, untried: false, load, backend, report });
  }

  private async startOwn(
    model: OwnModel,
    backend: Backend | undefined,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Result<Engine>> {
    const totalBytes = model.files.reduce((sum, { size }) => sum + size, 0);
    const report: Report = (stage, more) =>
      onProgress({ stage, loadedBytes: totalBytes, totalBytes, ...more });
    let last: Loaded | undefined;
    const load: Load = async () => {
      if (last) return success(last);
      const source = fileListSource(model.files);
      const folder = await loadModelFolder(source, undefined, () => report('verify'));
      if (!folder.ok) return folder;
      const choice = { by: 'person', reason: 'It is a model of your own.' } as const;
      last = { model: ownModel(model, folder.value, totalBytes), own: true, choice, folder: folder.value };
      return success(last);
    };
    return this.exchange({ name: model.name, untried: true, load, backend, report });
  }

  /** What goes wrong with a model while another runs is the model's fault: the files of the runtime are in order. */
  private async exchange(next: {
    readonly name: string;
    /** Nobody has tried this model before, so that it may be too much for any device. */
    readonly untried: boolean;
    readonly load: Load;
    readonly backend: Backend | undefined;
    readonly report: Report;
  }): Promise<Result<Engine>> {
    const { running } = this;
    try {
      const started = await this.bringUp(next.load, next.backend, next.report);
      return !started.ok && running && started.failures.some(({ type }) => type === 'runtime-failed')
        ? modelTooMuch(next.name, started.failures.map(({ message }) => message).join(' '))
        : started;
    } catch (error) {
      if (!next.untried && !running) throw error;
      return modelTooMuch(next.name, error instanceof Error ? error.message : String(error));
    }
  }

  /** Opens a runtime and an engine on it; the running ones are let go only when the new ones are up. */
  private async bringUp(load: Load, backend: Backend | undefined, report: Report): Promise<Result<Engine>> {
    const began = performance.now();
    report('runtime', { loadedBytes: 0, totalBytes: 0 });
    const runtime = await this.options.openRuntime(backend, undefined, bytesOfRuntime(report));
    if (!runtime.ok) return runtime;
    const built = await this.build(runtime.value, load, report);
    if (!built.ok) return built;
    const { loaded, engine } = built.value;
    await this.stop();
    this.running = { ...loaded, engine, loadMs: performance.now() - began };
    report('ready');
    return success(engine);
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
    const built = await this.build(runtime.value, async () => success(running));
    if (!built.ok) return built;
    const { engine } = built.value;
    engine.useAdapter(adapterVersion, currentAdapter);
    const lost = running.engine;
    running.engine = engine;
    await release(lost);
    return success(engine);
  }

  /** A graphics processor that answers and then cannot hold the model is given up for the processor, and its model. */
  private async build(
    runtime: Runtime,
    load: Load,
    report?: Report,
  ): Promise<Result<{ readonly loaded: Loaded; readonly engine: Engine }>> {
    let up = false;
    try {
      const loaded = await load(runtime.backend);
      if (!loaded.ok) return loaded;
      report?.('build', { backend: runtime.backend });
      const engine = await openEngine(runtime, loaded.value.folder);
      if (engine !== undefined) {
        up = engine.ok;
        return engine.ok ? success({ loaded: loaded.value, engine: engine.value }) : engine;
      }
    } finally {
      if (!up) await runtime.dispose().catch(() => undefined);
    }
    const other = await this.options.openRuntime(
      'wasm',
      'The graphics processor could not run the model.',
      report && bytesOfRuntime(report),
    );
    return other.ok ? this.build(other.value, load, report) : other;
  }
}

/** Nothing where a graphics processor could not do it. */
async function openEngine(runtime: Runtime, folder: ModelFolder): Promise<Result<Engine> | undefined> {
  try {
    return await Engine.open(runtime, folder);
  } catch (error) {
    if (runtime.backend === 'webgpu') return undefined;
    if (!(error instanceof RuntimeStartError)) throw error;
    return failure(
      'runtime-failed',
      `What does the computing did not start: a file in the folder runtime/ may be missing or damaged. Try again. (${error.message})`,
    );
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
