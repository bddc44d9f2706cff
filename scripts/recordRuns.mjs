// @ts-check
// Records the runs that the page opens with: the app's own engine trains on a sample story of each language,
// in a real browser, and writes what it keeps to public/runs/.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';
import { ROOT } from './bin.mjs';
import { QUIET_ARGS, findBrowser } from './browser.mjs';

const RUNS = [
  { language: 'en', story: 'en-lighthouse.txt', config: { tokenizer: { kind: 'bpe', vocab_size: 512 } } },
  { language: 'zh', story: 'zh-lighthouse.txt', config: { tokenizer: { kind: 'char', vocab_size: 512 } } },
];
/** Long enough to have learnt whole phrases, short enough to leave something to see when training goes on. */
const STEPS = 1000;
const CHECKPOINTS = 2;

/**
 * Runs in the page: an engine of its own, spoken to as the page does.
 * @param {{text: string, config: object, steps: number, checkpoints: number}} run
 */
async function record({ text, config, steps, checkpoints }) {
  const worker = new Worker('/src/engine/worker.ts', { type: 'module' });
  let calls = 0;
  /** @param {string} name @param {object} args */
  const call = (name, args) =>
    new Promise((resolve, reject) => {
      const id = ++calls;
      /** @param {MessageEvent} event */
      const listen = ({ data }) => {
        if (data.type !== 'reply' || data.id !== id) return;
        worker.removeEventListener('message', listen);
        if (data.ok) resolve(data.value);
        else reject(new Error(JSON.stringify(data.problem)));
      };
      worker.addEventListener('message', listen);
      worker.postMessage({ type: 'call', id, name, args });
    });
  await call('boot', { text, config, wasmBase: '/wasm/' });
  await call('sampling', { everySteps: 100, prompt: '', everyMs: 0 });
  const result = await call('train', { steps });
  const bytes = await call('record', { checkpoints });
  worker.terminate();
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { result, base64: btoa(binary) };
}

const server = await createServer({ root: ROOT, server: { port: 4327 }, logLevel: 'warn' });
await server.listen();
const executablePath = findBrowser();
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...QUIET_ARGS] });
try {
  mkdirSync(join(ROOT, 'public/runs'), { recursive: true });
  for (const { language, story, config } of RUNS) {
    const page = await browser.newPage();
    page.on('console', (message) => console.log(message.text()));
    await page.goto('http://localhost:4327/samples/zh-lighthouse.txt');
    const text = readFileSync(join(ROOT, 'public/samples', story), 'utf8');
    const { result, base64 } = await page.evaluate(record, { text, config, steps: STEPS, checkpoints: CHECKPOINTS });
    const bytes = Buffer.from(base64, 'base64');
    writeFileSync(join(ROOT, 'public/runs', `${language}.gfrun`), bytes);
    console.log(`${language}: ${bytes.length} bytes,`, result);
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
