import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import { packedWeightFile, plainWeightFile } from '../t5/weight-files.ts';

/**
 * Writes the weights of a model folder as they are or packed, and removes what there was of the other kind: a folder
 * holds one of them.
 */
export async function writeWeights(folder: string, bytes: Uint8Array, packed: boolean): Promise<void> {
  const [file, other] = packed ? [packedWeightFile, plainWeightFile] : [plainWeightFile, packedWeightFile];
  await writeFile(path.join(folder, file), packed ? packGzip(bytes) : bytes);
  await rm(path.join(folder, other), { force: true });
}

/**
 * Levels of weights are like noise, in which looking for short repetitions costs more than it saves, while the scales of
 * a row on a coarse grid are one number over and over: "filtered" takes long repetitions alone. On 8.4 million weights it
 * gave 5.74 bits each, the default 5.76 and codes without repetitions 6.06.
 */
export function packGzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 9, memLevel: 9, strategy: constants.Z_FILTERED });
}
