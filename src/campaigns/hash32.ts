import { mix32 } from '../domain/random.ts';

/**
 * A text as 32 bits that look random: FNV-1a over its UTF-16 units, then mixed, because its own low bits are weak.
 *
 * @param start separates independent hashes of one text.
 */
export function hash32(text: string, start = 0x811c9dc5): number {
  let hash = start | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix32(hash);
}
