// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from './bin.mjs';

const NAME = 'virtual:standalone';
const FOLDER = join(ROOT, 'src/standalone');

/**
 * One classic script of everything that a page needs which has no server.
 * @returns {Promise<string>}
 */
async function bundle() {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    root: ROOT,
    build: {
      write: false,
      target: 'es2023',
      minify: true,
      lib: { entry: join(FOLDER, 'main.ts'), formats: ['iife'], name: 'standalone' },
    },
  });
  const [first] = [result].flat();
  const chunk = first && 'output' in first ? first.output.find((part) => part.type === 'chunk') : undefined;
  if (chunk?.type !== 'chunk') throw new Error('The standalone page gave no script.');
  return chunk.code;
}

/**
 * Serves `src/standalone`, bundled, as the strings of a script and a style sheet, to the dev server and the build alike.
 * @returns {import('vite').Plugin}
 */
export function standalone() {
  return {
    name: 'standalone',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    async load(id) {
      if (id !== `\0${NAME}`) return undefined;
      const style = readFileSync(join(FOLDER, 'style.css'), 'utf8').replaceAll(/\s+/g, ' ');
      return `export default ${JSON.stringify({ script: await bundle(), style })};`;
    },
  };
}
