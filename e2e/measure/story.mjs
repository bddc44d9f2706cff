// @ts-check
// A story of two megabytes in the built app (`npm run build` first), in English and Chinese, by every tokenizer: how long it
// takes from the paste until the model trains on it, and whether the page and its worker answer meanwhile; then every panel
// on it: node e2e/measure/story.mjs [--languages en,zh] [--tokenizers char,word,bpe] [--vocab 512] [--bytes 2000000]
// [--panels loss,generate]
// STORY_URL names an app that is served already. Timings mean something on a quiet machine only.
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { ROOT } from '../../scripts/bin.mjs';
import { QUIET_ARGS, findBrowser } from '../../scripts/browser.mjs';
import { open, say } from './page.mjs';
import { stream } from './visitor.mjs';

const PORT = 4417;
/** More words than a vocabulary holds, and as many 汉字 as a person reads. */
const WORDS = 30_000;
const HANZI = 3500;
/** How long a panel is looked at. */
const LOOK_MS = 1500;

/** @typedef {import('@playwright/test').Page} Page */

const { values } = parseArgs({
  options: {
    languages: { type: 'string', default: 'en,zh' },
    tokenizers: { type: 'string', default: 'char,word,bpe' },
    bytes: { type: 'string', default: '2000000' },
    vocab: { type: 'string', default: '512' },
    panels: {
      type: 'string',
      default:
        'flow,text,embeddings,positions,attention,ffn,layerNorm,residual,lens,output,task,loss,update,generate,latent,lab,chat',
    },
  },
});

/** Sentences of made-up words that are as unevenly frequent as those of a language, with something to clean. @param {string} language */
function madeUp(language) {
  const random = stream(7);
  const upTo = (/** @type {number} */ n) => Math.floor(random() * n);
  // Frequency falls with the rank, as Zipf has it.
  const ranked = (/** @type {number} */ n) => Math.min(n - 1, Math.floor(n ** random()) - 1);
  const syllables = Array.from(
    { length: 90 },
    () => `${'bcdfghklmnprstvw'[upTo(16)]}${'aeiou'[upTo(5)]}${'nrst'[upTo(8)] ?? ''}`,
  );
  const words = Array.from({ length: WORDS }, () => Array.from({ length: 1 + upTo(3) }, () => syllables[upTo(90)]).join(''));
  const hanzi = Array.from({ length: HANZI }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 5) % 20_000)));
  const sentence = () =>
    language === 'zh'
      ? `${Array.from({ length: 8 + upTo(20) }, () => hanzi[ranked(HANZI)]).join('')}${'。！？'[upTo(3)]}`
      : `${Array.from({ length: 5 + upTo(14) }, () => words[ranked(WORDS)]).join(' ')}${'.!?'[upTo(3)]} `;
  const unit = language === 'zh' ? 3 : 1;
  /** @type {string[]} */
  const parts = [];
  for (let bytes = 0; bytes < Number(values.bytes);) {
    const next = `${sentence()}${random() < 0.2 ? '  \r\n' : ''}${random() < 0.02 ? '\u200bＡＢ１２ ' : ''}`;
    parts.push(next);
    bytes += unit * next.length;
  }
  return parts.join('');
}

/** Collects the page's long tasks and how long the worker takes to answer, from now on. @param {Page} page */
function listen(page) {
  return page.evaluate(() => {
    const seen = { long: /** @type {number[]} */ ([]), silent: 0, progress: '' };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => seen.long.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
    const ask = async () => {
      const began = performance.now();
      await window.glassformer.read('ln_f.bias').catch(() => undefined);
      seen.silent = Math.max(seen.silent, performance.now() - began);
      setTimeout(() => void ask(), 30);
    };
    void ask();
  });
}

/** What was seen since the last call. @param {Page} page */
const seen = (page) =>
  page.evaluate(() => {
    const { seen: held } = /** @type {any} */ (window);
    const found = { long: Math.max(0, ...held.long), silent: held.silent };
    held.long.length = 0;
    held.silent = 0;
    return found;
  });

/** @param {Page} page @param {string} name @param {() => Promise<unknown>} act */
async function time(page, name, act) {
  await page.waitForTimeout(300);
  await seen(page);
  const began = Date.now();
  await act().catch((error) => console.log(`${name}: ${String(error).split('\n', 1)[0]}`));
  const ms = Date.now() - began;
  const { long, silent } = await seen(page);
  say(name, `${ms} ms`, `longest task ${long.toFixed(0)} ms, worker silent for ${silent.toFixed(0)} ms at most`);
}

/** @param {Page} page @param {string} text */
const paste = (page, text) =>
  page.locator('.story__box').evaluate((box, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

/** @param {Page} page @param {string} text */
const drop = (page, text) =>
  page.evaluate((dropped) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([dropped], 'story.txt', { type: 'text/plain' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, text);

/** Takes what was pasted or dropped, and trains a step on it. @param {Page} page */
async function learn(page) {
  await page.locator('.story__actions .button--main').click();
  await page.waitForFunction(
    () => document.querySelector('.story__actions .button--main') === null && window.glassformer.history().step.length === 0,
    null,
    {
      timeout: 120_000,
    },
  );
  await page.evaluate(() => window.glassformer.train(1));
}

/** Reads what every token of the story costs. @param {Page} page */
async function readAll(page) {
  const button = page.getByRole('button', { name: /^Read all/ }).first();
  await button.click();
  const progress = page.locator('.progress');
  await progress.waitFor({ timeout: 2000 }).catch(() => undefined);
  await progress.waitFor({ state: 'detached', timeout: 300_000 });
}

/** @param {import('@playwright/test').Browser} browser @param {string} url @param {string} language */
async function measure(browser, url, language) {
  const text = madeUp(language);
  for (const [at, kind] of values.tokenizers.split(',').entries()) {
    const page = await open(browser, url, '?lang=en');
    await page.waitForTimeout(1500);
    await page.evaluate((tokenizer) => window.glassformer.configure({ tokenizer }), {
      kind: /** @type {'bpe'} */ (kind),
      vocab_size: Number(values.vocab),
    });
    await listen(page);
    console.log(`\n${language}, ${kind}, ${text.length} characters`);
    if (at === 0) {
      await time(page, 'drop until it can be used', async () => {
        await drop(page, text);
        await page.locator('.story__actions .button--main').waitFor();
      });
      await page.locator('.story__actions .button--bare').click();
    }
    await time(page, 'paste until it can be used', async () => {
      await paste(page, text);
      await page.locator('.story__actions .button--main').waitFor();
    });
    await time(page, 'used until one step is trained', () => learn(page));
    await time(page, 'a hundred steps', () => page.evaluate(() => window.glassformer.train(100)));
    const memory = await page.evaluate(
      async () => (await /** @type {any} */ (performance).measureUserAgentSpecificMemory()).bytes,
    );
    say('memory of page and worker', `${(memory / 2 ** 20).toFixed(0)} MiB`, 'for comparison');
    for (const id of values.panels.split(','))
      await time(page, `panel ${id}: open and look`, async () => {
        await page.locator(`[data-panel=${id}] button[aria-label$="full width"]`).click();
        await page.waitForTimeout(LOOK_MS);
        if (id === 'loss') await readAll(page);
        if (id === 'text') await page.getByRole('searchbox').first().fill('a');
        await page.locator('.panels__back').click();
      });
    await page.close();
  }
}

const given = process.env['STORY_URL'];
const server = given === undefined ? await preview({ root: ROOT, preview: { port: PORT, strictPort: true } }) : null;
const browser = await chromium.launch({
  executablePath: findBrowser() ?? chromium.executablePath(),
  args: [...QUIET_ARGS, '--enable-blink-features=ForceEagerMeasureMemory'],
});
try {
  for (const language of values.languages.split(',')) await measure(browser, given ?? `http://localhost:${PORT}/`, language);
} finally {
  await browser.close();
  await server?.close();
}
process.exit();
