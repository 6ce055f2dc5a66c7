/** The weights as Hugging Face names them. */
export const plainWeightFile = 'model.safetensors';

/**
 * The same, packed with gzip: weights on a coarse grid become nearly half as large. It does not end in `.gz`: some servers,
 * such as sirv, which Vite uses, send `.gz` files with `Content-Encoding: gzip`, and the browser would unpack them
 * before their size and sha256 could be compared with the manifest's.
 */
export const packedWeightFile = 'model.safetensors.gzip';

/** A model folder holds one of them; where both are there, the first counts. */
export const weightFiles: readonly string[] = [plainWeightFile, packedWeightFile];
