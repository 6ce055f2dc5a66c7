import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Result } from '../domain/result.ts';
import { inFreshBrowser } from './fresh-browser.ts';
import { isolationHeaders } from './headers.ts';
import { launchArguments } from './launch-arguments.ts';
import { sendFile } from './send-file.ts';

export interface TransformersRequest {
  /** What `npm run export` wrote, with the ONNX files of `dtype`. */
  readonly folder: string;
  readonly dtype: 'fp32' | 'q8';
  readonly device: 'wasm' | 'webgpu';
  readonly prompts: readonly string[];
  /** Tokens of a text at most. */
  readonly maxTokens: number;
}

interface WithTransformers {
  readonly transformers: typeof import('@huggingface/transformers');
}

/** Nothing but the library, where a function sent to the page finds it. */
const PAGE = `<!doctype html>
<title>transformers.js</title>
<script type="module">
  import * as transformers from '/transformers/transformers.min.js';
  globalThis.transformers = transformers;
</script>
`;

/**
 * The greedy text of every prompt by transformers.js as it comes, on an empty page of a fresh Chromium. Its scripts, its
 * runtime and the model are served from this machine; it may fetch nothing else.
 *
 * @returns `no-browser` where there is none, and `browser-failed` where the page cannot open the model.
 */
export async function textsOnPage(request: TransformersRequest): Promise<Result<readonly string[]>> {
  const { folder, ...asked } = request;
  const server = serverOf(path.resolve(folder));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    return await inFreshBrowser(async (browser) => {
      const page = await browser.newPage();
      await page.goto(address);
      return page.evaluate(async ({ prompts, maxTokens, dtype, device }) => {
        const { env, pipeline } = (globalThis as unknown as WithTransformers).transformers;
        env.allowLocalModels = true;
        env.allowRemoteModels = false;
        env.localModelPath = '/';
        if (env.backends.onnx.wasm !== undefined) env.backends.onnx.wasm.wasmPaths = '/runtime/';
        const generate = await pipeline('text2text-generation', 'model', { dtype, device });
        const texts: string[] = [];
        for (const prompt of prompts) {
          const [written] = await generate(prompt, { max_new_tokens: maxTokens });
          texts.push(written?.generated_text ?? '');
        }
        return texts;
      }, asked);
    }, launchArguments());
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** The page, transformers.js and its runtime out of their packages, and the model. */
function serverOf(model: string) {
  const packages = createRequire(import.meta.url);
  const places = {
    '/transformers/': path.dirname(packages.resolve('@huggingface/transformers')),
    '/runtime/': path.dirname(packages.resolve('onnxruntime-web')),
    '/model/': model,
  };
  return createServer(async (request, response) => {
    const address = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (address === '/') {
      const headers = { ...isolationHeaders, 'Content-Type': 'text/html; charset=utf-8' };
      response.writeHead(200, headers).end(PAGE);
      return;
    }
    for (const [prefix, place] of Object.entries(places)) {
      const file = path.join(place, decodeURIComponent(address.slice(prefix.length)));
      if (!address.startsWith(prefix) || !file.startsWith(place + path.sep)) continue;
      if (await sendFile(request, response, file, isolationHeaders)) return;
    }
    response.writeHead(404, isolationHeaders).end();
  });
}
