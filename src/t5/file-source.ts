import { failure, type Result, success } from '../domain/result.ts';
import { collectStream } from './collect-stream.ts';

/** Where a model's files come from. Paths are relative, with `/`. */
export interface FileSource {
  /**
   * @param expectedBytes the size if it is known: saves a copy of the file where it is streamed.
   * @returns `model-file-missing`, `model-unreachable`, `model-unreadable` or `cancelled` where there are no bytes.
   */
  read(path: string, expectedBytes?: number): Promise<Result<Uint8Array<ArrayBuffer>>>;
}

export interface FetchOptions {
  /** Called with the number of bytes that have just arrived. */
  readonly onBytes?: (count: number) => void;
  readonly signal?: AbortSignal;
}

/** Files under a URL, which may lack the last slash. */
export function fetchSource(baseUrl: string | URL, options: FetchOptions = {}): FileSource {
  const base = String(baseUrl).replace(/\/?$/, '/');
  return {
    async read(path, expectedBytes) {
      try {
        const response = await fetch(base + path, { signal: options.signal ?? null });
        // A server for single-page applications answers a missing file with its start page.
        const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
        if (response.status === 404 || response.status === 410 || (response.ok && isPage)) {
          return missingFile(path);
        }
        if (!response.ok) return unreachable(path, `the server answered ${response.status}`);
        const { body } = response;
        if (body === null) return success(new Uint8Array(0));
        return success(await collectStream(body, expectedBytes, options.onBytes));
      } catch (error) {
        if (options.signal?.aborted) return failure('cancelled', 'The download was stopped.', path);
        return unreachable(path, error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/** A folder that a person picked: an `<input webkitdirectory>`, or files dropped on the page. */
export function fileListSource(files: readonly File[]): FileSource {
  // The browser puts the picked folder's own name before each path.
  const byPath = new Map(
    files.map((file) => [file.webkitRelativePath?.replace(/^[^/]*\//, '') || file.name, file]),
  );
  return {
    async read(path) {
      const file = byPath.get(path);
      if (file === undefined) return missingFile(path);
      try {
        return success(new Uint8Array(await file.arrayBuffer()));
      } catch {
        return failure('model-unreadable', `${path} could not be read. Pick the folder again.`, path);
      }
    },
  };
}

/** A folder inside a source. */
export function subfolder(source: FileSource, folder: string): FileSource {
  return { read: (path, expectedBytes) => source.read(`${folder}/${path}`, expectedBytes) };
}

export function missingFile(path: string): Result<never> {
  return failure(
    'model-file-missing',
    `The model's file ${path} was not found. The folder must hold config.json, tokenizer.json, and model.safetensors or model.safetensors.gzip.`,
    path,
  );
}

function unreachable(path: string, why: string): Result<never> {
  return failure(
    'model-unreachable',
    `The model's file ${path} could not be fetched (${why}). Check the connection and try again.`,
    path,
  );
}
