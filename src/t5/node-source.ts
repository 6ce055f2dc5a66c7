import { failure, success } from '../domain/result.ts';
import { type FileSource, missingFile } from './file-source.ts';

/** A folder on disk. Node's modules are imported when a file is read, so that page bundles stay free of them. */
export function nodeSource(directory: string): FileSource {
  return {
    async read(path) {
      const [{ readFile }, { join }] = await Promise.all([import('node:fs/promises'), import('node:path')]);
      const file = join(directory, path);
      try {
        const { buffer, byteOffset, byteLength } = await readFile(file);
        return success(new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return missingFile(file);
        const why = error instanceof Error ? error.message : String(error);
        return failure('model-unreadable', `${file} could not be read: ${why}`, path);
      }
    },
  };
}
