import type { Persona } from '../domain/persona.ts';
import { DEFAULT_POOL, type Engine } from '../service/engine.ts';
import { type BenchRow, median } from './bench-row.ts';
import { orFail } from './options.ts';

/** What is asked for: alone, as a batch, and as the page asks for a round. */
export const WRITING_REQUESTS = [
  { name: '1 candidate', count: 1, pool: 1 },
  { name: '8 candidates', count: 8, pool: 8 },
  { name: `a round (4 offers out of ${DEFAULT_POOL})`, count: 4, pool: DEFAULT_POOL },
] as const;

const RUNS = 6;

export async function measureWriting(engine: Engine, persona: Persona): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const { name, count, pool } of WRITING_REQUESTS) {
    const runs = [];
    for (let seed = 0; seed < RUNS; seed += 1) {
      const written = orFail(await engine.write({ persona, count, pool, seed }));
      // The first run warms up.
      if (seed > 0) runs.push(written);
    }
    rows.push(...writingRows(name, runs));
  }
  return rows;
}

/** The rows of one request, from its runs. */
export function writingRows(
  name: string,
  runs: readonly { readonly encodeMs: number; readonly decodeMs: number; readonly tokens: number }[],
): readonly BenchRow[] {
  const perToken = median(runs.map(({ decodeMs, tokens }) => decodeMs / tokens));
  const whole = median(runs.map(({ encodeMs, decodeMs, tokens }) => (encodeMs + decodeMs) / tokens));
  return [
    { what: `a token, ${name}`, value: perToken, unit: 'ms' },
    { what: `tokens a second, ${name}`, value: 1000 / perToken, unit: '' },
    { what: `a token with its share of encoding, ${name}`, value: whole, unit: 'ms' },
    { what: `encoding the prompt, ${name}`, value: median(runs.map(({ encodeMs }) => encodeMs)), unit: 'ms' },
    {
      what: `from prompt to texts, ${name}`,
      value: median(runs.map(({ encodeMs, decodeMs }) => encodeMs + decodeMs)),
      unit: 'ms',
    },
  ];
}
