import { describe, expect, it } from 'vitest';
import { streamTexts } from '../../src/generation/streaming.ts';

/** A tokenizer of bytes, which breaks every character beyond ASCII. */
const bytes = (text: string) => [...new TextEncoder().encode(text)];
const decode = (ids: readonly number[]) => new TextDecoder().decode(Uint8Array.from(ids));

describe('streamTexts', () => {
  it('shows whole characters only', () => {
    const tokens = bytes('5 € 👍!');
    const texts = streamTexts(decode);
    const shown = tokens.map((_, i) => texts([{ tokens: tokens.slice(0, i + 1), finished: false }])[0]);
    expect(shown.join('|')).not.toContain('\uFFFD');
    expect([...new Set(shown)]).toEqual(['5', '5 ', '5 €', '5 € ', '5 € 👍', '5 € 👍!']);
  });

  it('shows at the end what stays broken', () => {
    const tokens = bytes('5 €').slice(0, -1);
    const texts = streamTexts(decode);
    expect(texts([{ tokens, finished: false }])).toEqual(['5 ']);
    expect(texts([{ tokens, finished: true }])).toEqual(['5 \uFFFD']);
  });

  it('decodes only what has grown', () => {
    let calls = 0;
    const texts = streamTexts((ids) => {
      calls++;
      return decode(ids);
    });
    const done = { tokens: bytes('a'), finished: true };
    texts([done, { tokens: bytes('b'), finished: false }]);
    expect(texts([done, { tokens: bytes('bc'), finished: false }])).toEqual(['a', 'bc']);
    expect(calls).toBe(3);
  });
});
