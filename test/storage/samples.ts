import type { ScoredOffer } from '../../src/domain/offer.ts';
import type { Persona } from '../../src/domain/persona.ts';
import type { Result } from '../../src/domain/result.ts';
import type { NewAdapter } from '../../src/storage/storage.ts';

export const persona: Persona = {
  name: 'Ana Ruiz',
  age: 34,
  gender: 'female',
  monthlyIncome: 5200,
  spendingPattern: 'weekly groceries, monthly travel',
  preferredPaymentMethod: 'debit card',
  interests: ['hiking', 'cooking'],
  financialGoals: ['save for a house'],
};

export const scored: ScoredOffer = {
  text: '15% off trail shoes when you pay by debit card.',
  score: 0.42,
  decision: 'offer',
  audit: {
    rules: ['discount'],
    issues: [],
    seed: 7,
    modelHash: 'abc',
    adapterVersion: 0,
    drawn: 4,
    judged: 0,
  },
};

export function adapterOf(modelId: string, number: number, size = 4): NewAdapter {
  return {
    modelId,
    modelHash: 'abc',
    steps: 24,
    feedbackCount: 6,
    heldBack: { before: 1.5, after: 1.25 },
    replay: { before: 1, after: 1 },
    tensors: [
      { name: 'encoder.block.0.q.lora_A', shape: [2, size / 2], data: new Float32Array(size).fill(number) },
    ],
    config: { peft_type: 'LORA', r: 2, target_modules: ['q', 'v'] },
  };
}

/** A clock that ticks once a reading, and names that count up. */
export function counters() {
  let time = 1000;
  let count = 0;
  return { now: () => ++time, newId: () => `id-${++count}` };
}

/** The value, or a test that fails with the failure's own words. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(result.failures.map(({ type, message }) => `${type}: ${message}`).join('\n'));
  return result.value;
}

export function failureOf(result: Result<unknown>): string | undefined {
  return result.ok ? undefined : result.failures[0]?.type;
}
