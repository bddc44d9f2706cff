// @ts-check
// Which act leaves something behind: each is done over and over in the built app (`npm run build` first), and what the page
// holds is counted before and after: node e2e/measure/leaks.mjs [--times 12] [--only act,act]
// VISIT_URL names an app that is served already. What grows with every repetition is a leak; what grows once is not.
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { ROOT } from '../../scripts/bin.mjs';
import { QUIET_ARGS, findBrowser } from '../../scripts/browser.mjs';
import { open } from './page.mjs';
import { acts, stream } from './visitor.mjs';

const PORT = 4416;
const SCREEN = { width: 1440, height: 14_500 };
const { values } = parseArgs({ options: { times: { type: 'string', default: '12' }, only: { type: 'string' } } });

/** @param {import('@playwright/test').Page} page @param {import('@playwright/test').CDPSession} session */
async function counts(page, session) {
  await page.keyboard.press('Escape');
  await page.mouse.move(2, 2);
  await page.waitForTimeout(400);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (/** @type {string} */ wanted) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  const inPage = await page.evaluate(() => document.getElementsByTagName('*').length);
  return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heapKiB: of('JSHeapUsedSize') / 1024, elements: inPage };
}

const given = process.env['VISIT_URL'];
const server = given === undefined ? await preview({ root: ROOT, preview: { port: PORT, strictPort: true } }) : null;
const browser = await chromium.launch({ executablePath: findBrowser() ?? chromium.executablePath(), args: QUIET_ARGS });
try {
  const page = await open(browser, given ?? `http://localhost:${PORT}/`, '?lang=en', SCREEN);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const only = values.only?.split(',');
  console.log(`grown after ${values.times}, and after as many again: nodes, listeners, heap KiB, elements on the page`);
  for (const [name, act] of Object.entries(acts(page, stream(5)))) {
    if (only && !only.includes(name)) continue;
    let failed = 0;
    const repeat = async () => {
      for (let time = 0; time < Number(values.times); time++) await act().catch(() => failed++);
      return counts(page, session);
    };
    await act().catch(() => undefined);
    const before = await counts(page, session);
    const once = await repeat();
    const twice = await repeat();
    const grown = (/** @type {'nodes' | 'listeners' | 'heapKiB' | 'elements'} */ what) =>
      `${(once[what] - before[what]).toFixed(0)}, ${(twice[what] - once[what]).toFixed(0)}`.padStart(16);
    console.log(
      `${name.padEnd(14)}${grown('nodes')}${grown('listeners')}${grown('heapKiB')}${grown('elements')}${failed > 0 ? `   ${failed} failed` : ''}`,
    );
  }
} finally {
  await browser.close();
  await server?.close();
}
process.exit();
