import type { InferenceSession } from 'onnxruntime-web';
import { describe, expect, it, vi } from 'vitest';
import { T5Generator } from '../../src/generation/t5-generator.ts';
import type { Graph } from '../../src/onnx/graph.ts';
import { type Backend, type OrtModule, Runtime } from '../../src/runtime/runtime.ts';
import { subfolder } from '../../src/t5/file-source.ts';
import { loadModelFolder } from '../../src/t5/model-folder.ts';
import { unwrap } from '../storage/samples.ts';
import { tinyModels } from '../support/tiny-model.ts';

/** The graphs that a generator has compiled where no layout is asked for. */
async function graphsOn(backend: Backend): Promise<readonly Graph[]> {
  const folder = unwrap(await loadModelFolder(subfolder(await tinyModels(), 'tiny')));
  const ort = {
    InferenceSession: { create: async () => ({ inputNames: [] }) as unknown as InferenceSession },
  } as unknown as OrtModule;
  const runtime = new Runtime({ ort, backend, reason: 'a test', threads: 1 });
  const session = vi.spyOn(runtime, 'session');
  const lora = { rank: 4, alpha: 4, targetModules: ['q', 'v'] };
  await T5Generator.create(runtime, folder.config, folder.weights, lora);
  return session.mock.calls.map(([graph]) => graph);
}

const matricesOf = (graph: Graph, dtype: 'float32' | 'uint8') =>
  graph.initializers.filter(({ value }) => value.dtype === dtype && value.shape.length > 1);

describe('weights in blocks of 8 bits', () => {
  it('stay packed on WebGPU', async () => {
    const graphs = await graphsOn('webgpu');
    expect(graphs.map(({ title }) => title)).toEqual(['encoder', 'decoder step']);
    // One layer of encoder: q, k, v, o, wi and wo, and the keys and values of the decoder's one cross-attention.
    // One of decoder: q, k, v and o, q and o on the prompt, wi and wo; the head is the embedding, in float16 at rest.
    expect(graphs.map((graph) => matricesOf(graph, 'uint8').length)).toEqual([8, 8]);
    for (const graph of graphs) {
      expect(graph.nodes.filter(({ op }) => op === 'MatMulNBits')).toHaveLength(8);
      // Only what is looked up by number, and the head, is left in float32.
      const names = matricesOf(graph, 'float32').map(({ value }) => value.name);
      expect(names.sort()).toEqual([
        expect.stringMatching(
          /^(en|de)coder\.block\.0\.layer\.0\.SelfAttention\.relative_attention_bias\.weight$/,
        ),
        'shared.weight',
      ]);
    }
  });

  it.each(['wasm', 'cpu'] as const)('are expanded on %s', async (backend) => {
    const graphs = await graphsOn(backend);
    expect(graphs).toHaveLength(2);
    for (const graph of graphs) {
      expect(matricesOf(graph, 'uint8')).toEqual([]);
      expect(graph.nodes.some(({ op }) => op === 'MatMulNBits')).toBe(false);
      expect(matricesOf(graph, 'float32')).toHaveLength(10);
    }
  });
});
