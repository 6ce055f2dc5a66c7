import { expect, test } from 'vitest';
import { OfferEmbeddings } from '../../src/service/offer-embeddings.ts';

test('an offer lies at the mean of the states that wrote it, or at the last of them', async () => {
  // Two candidates of two numbers each, three steps; the second candidate has ended before the last.
  const states = [
    [1, 2, 10, 20],
    [3, 4, 30, 40],
    [5, 9, 99, 99],
  ];
  let step = 0;
  const embeddings = new OfferEmbeddings(
    {
      step: async () => {
        step += 1;
        return { logits: new Float32Array(), states: Float32Array.from(states[step - 1] ?? []) };
      },
      dispose: () => undefined,
    },
    2,
  );
  for (const _ of states) await embeddings.step(Int32Array.of(0, 0));
  const candidate = (tokens: number[], finished: boolean) => ({ tokens, finished });
  expect([...embeddings.mean(0, candidate([7, 8, 9], false))]).toEqual([3, 5]);
  expect([...embeddings.last(0, candidate([7, 8, 9], false))]).toEqual([5, 9]);
  // One token and its end.
  expect([...embeddings.mean(1, candidate([7], true))]).toEqual([20, 30]);
  expect([...embeddings.last(1, candidate([7], true))]).toEqual([30, 40]);
});
