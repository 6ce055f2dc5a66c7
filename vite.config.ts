import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { type Connect, defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { contentSecurityPolicy, isolationHeaders, pageHeaders } from './src/cli/headers.ts';
import { sendFile } from './src/cli/send-file.ts';

const root = import.meta.dirname;

/**
 * The parts of onnxruntime-web that are fetched at run time, by address: the native WebGPU build, and the
 * smaller one for machines without a graphics processor.
 */
const runtimeFiles = [
  'ort-wasm-simd-threaded.asyncify.mjs',
  'ort-wasm-simd-threaded.asyncify.wasm',
  'ort-wasm-simd-threaded.mjs',
  'ort-wasm-simd-threaded.wasm',
];

/** Address → folder of what is served and shipped as it is. */
const shipped = {
  '/runtime/': path.join(root, 'node_modules/onnxruntime-web/dist'),
  '/models/': path.join(root, 'models'),
};

/**
 * Serves the runtime under `/runtime/`, the models under `/models/` and, in tests, fixtures; copies the first
 * two into the build. They go around Vite's transforms: a script of the runtime starts itself again as a
 * thread, by its own address, which bundling would break.
 */
export function plainFiles(extra: Readonly<Record<string, string>> = {}): Plugin {
  const folders = Object.entries({ ...shipped, ...extra });
  let outDir = '';

  /** The file at an address below one of the folders; `missing` where none may be served. */
  const fileAt = (address: string): string | 'missing' | undefined => {
    const pathname = decodeURIComponent(new URL(address, 'http://localhost').pathname);
    const match = folders.find(([prefix]) => pathname.startsWith(prefix));
    if (match === undefined) return undefined;
    const [prefix, folder] = match;
    const name = pathname.slice(prefix.length);
    if (prefix === '/runtime/' && !runtimeFiles.includes(name)) return 'missing';
    const file = path.join(folder, name);
    return file.startsWith(folder + path.sep) ? file : 'missing';
  };

  const serve: Connect.NextHandleFunction = (request, response, next) => {
    const file = fileAt(request.url ?? '/');
    if (file === undefined) return next();
    const sent =
      file === 'missing' ? Promise.resolve(false) : sendFile(request, response, file, isolationHeaders);
    sent.then((found) => {
      // A missing file must not fall through to the page, as Vite would have it.
      if (!found) response.writeHead(404, isolationHeaders).end();
    }, next);
  };

  return {
    name: 'offersmith:plain-files',
    configResolved(config) {
      outDir = path.resolve(config.root, config.build.outDir);
    },
    configureServer(server) {
      server.middlewares.use(serve);
    },
    async closeBundle(error) {
      if (error !== undefined || this.environment?.config.consumer === 'server') return;
      if (this.meta.watchMode) return;
      for (const [address, folder] of Object.entries(shipped)) {
        const wanted = (source: string) =>
          source === folder || address !== '/runtime/' || runtimeFiles.includes(path.basename(source));
        await cp(folder, path.join(outDir, address), { recursive: true, filter: wanted });
      }
    },
  };
}

/** Puts the policy into the built pages as well, for hosts where nobody can set a header. */
function strictPolicy(): Plugin {
  return {
    name: 'offersmith:strict-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** Breaks the build when a module that only Node has would enter the pages. */
export function noNodeModules(): Plugin {
  return {
    name: 'offersmith:no-node-modules',
    enforce: 'pre',
    apply: 'build',
    resolveId(source, importer) {
      const nodeOnly = source === 'onnxruntime-node' || source === 'sharp' || isBuiltin(source);
      if (nodeOnly && importer !== undefined && !importer.includes('/node_modules/')) {
        this.error(
          `${source} exists only in Node, and ${path.relative(root, importer)} brings it into a page.`,
        );
      }
      return null;
    },
  };
}

/** Shared with the tests, so that they run what ships. */
export const resolve = {
  // Its scripts come from /runtime/ instead of being bundled a second time.
  conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
  // Two copies of the runtime could not share buffers.
  dedupe: ['onnxruntime-web', 'onnxruntime-common', 'lit'],
};

/** Prebundling would move these away from the files that they find by their own address. */
export const notOptimized = ['onnxruntime-web', '@huggingface/transformers'];

export default defineConfig({
  root,
  appType: 'mpa',
  publicDir: false,
  resolve,
  plugins: [plainFiles(), strictPolicy(), noNodeModules()],
  worker: { format: 'es', plugins: () => [noNodeModules()] },
  optimizeDeps: { exclude: notOptimized },
  server: { host: '127.0.0.1', headers: { ...isolationHeaders } },
  preview: { host: '127.0.0.1', headers: { ...pageHeaders } },
  build: {
    target: 'es2022',
    // The preload helper fetches nothing that the page would not, and keeps inline script out.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ['index.html', 'kiosk.html', 'widget.html']
        .map((page) => path.join(root, page))
        .filter((page) => existsSync(page)),
    },
  },
});
