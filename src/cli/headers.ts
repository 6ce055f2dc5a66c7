/**
 * Cross-origin isolation: without these two the browser withholds SharedArrayBuffer, and WebAssembly has one
 * thread.
 */
export const isolationHeaders: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * What the built pages may load: their own origin and nothing else. `wasm-unsafe-eval` lets WebAssembly
 * compile and allows no script evaluation; `blob:` and `data:` are for pictures that the page draws itself.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Headers of every answer of a server of the built pages; a worker's policy comes from its own answer. */
export const pageHeaders: Readonly<Record<string, string>> = {
  ...isolationHeaders,
  // Only a header, never a meta element, may say who can frame the page.
  'Content-Security-Policy': `${contentSecurityPolicy}; frame-ancestors 'self'`,
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};
