// @ts-check
import { ROOT } from './bin.mjs';

/**
 * What a browser lets the built app do: run its own scripts and compiled kernels, and ask its own origin. No inline
 * script, no eval, no other origin. Pictures that are saved are painted over data and blob addresses.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** In the page, which has the policy that `src/app/trusted.ts` makes; a worker that got it as a header would have none. */
const PAGE_POLICY = `${POLICY}; require-trusted-types-for 'script'; trusted-types default`;

/**
 * Writes the policy into the built page, whatever host serves it, and serves it as a header beside the built app, where
 * it binds the workers too. The dev server goes without: it needs inline scripts.
 * @returns {import('vite').Plugin}
 */
export function policy() {
  let ours = false;
  return {
    name: 'policy',
    apply: (_config, { command, isPreview }) => command === 'build' || isPreview === true,
    configResolved: ({ root }) => {
      ours = root === ROOT;
    },
    transformIndexHtml: {
      order: 'pre',
      handler: () =>
        ours
          ? [
              {
                tag: 'meta',
                attrs: { 'http-equiv': 'Content-Security-Policy', content: PAGE_POLICY },
                injectTo: 'head-prepend',
              },
            ]
          : [],
    },
    configurePreviewServer: (server) => {
      if (!ours) return;
      server.middlewares.use((_request, response, next) => {
        response.setHeader('Content-Security-Policy', POLICY);
        next();
      });
    },
  };
}
