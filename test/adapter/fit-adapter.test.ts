import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fitAdapter } from '../../src/adapter/fit-adapter.ts';
import { loadFixture, unwrap } from '../t5/fixture.ts';

const read = async (file: string) =>
  new Uint8Array(await readFile(new URL(`../fixtures/${file}`, import.meta.url)));

/** (x·A)·B·alpha/rank of one projection for x = 1, 2, 3, … */
function delta(a: Float32Array, b: Float32Array, rank: number, scaling: number): number[] {
  const inputs = a.length / rank;
  const out = b.length / rank;
  return Array.from({ length: out }, (_, j) => {
    let sum = 0;
    for (let r = 0; r < rank; r += 1) {
      let low = 0;
      for (let i = 0; i < inputs; i += 1) low += (i + 1) * (a[i * rank + r] ?? 0);
      sum += low * (b[r * out + j] ?? 0);
    }
    return sum * scaling;
  });
}

describe('fitAdapter', () => {
  it('keeps what every projection computes, and adds nothing to the others', async () => {
    const { config, adapter } = await loadFixture(read, 't5-1.0');
    const lora = { rank: 8, alpha: 8, targetModules: ['q', 'v', 'o'] };
    const fitted = unwrap(fitAdapter(adapter, config, lora));
    expect(fitted.tensors.length).toBeGreaterThan(adapter.tensors.length);
    for (const { name, a, b } of fitted.tensors) {
      const original = adapter.tensors.find((tensor) => tensor.name === name);
      const now = delta(a, b, 8, 1);
      const before = original ? delta(original.a, original.b, 4, 2) : now.map(() => 0);
      now.forEach((value, j) => {
        expect(value).toBeCloseTo(before[j] ?? Number.NaN, 3);
      });
    }
  });

  it('refuses a larger rank and projections that the graphs do not adapt', async () => {
    const { config, adapter } = await loadFixture(read, 't5-1.0');
    for (const lora of [
      { rank: 2, alpha: 4, targetModules: ['q', 'v'] },
      { rank: 8, alpha: 16, targetModules: ['q'] },
    ]) {
      const fitted = fitAdapter(adapter, config, lora);
      expect(fitted.ok).toBe(false);
      if (!fitted.ok) expect(fitted.failures[0]?.type).toBe('adapter-shape');
    }
  });
});
