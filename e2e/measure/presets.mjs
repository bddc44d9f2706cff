// @ts-check
// Trains every preset as its card says, in a Chromium without a GPU: node e2e/measure/presets.mjs [en|zh]
// The built app (`npm run build` first). Prints the seconds from "Build this model" to the last step, and the losses.
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { QUIET_ARGS, findBrowser } from '../../scripts/browser.mjs';
import { ROOT } from '../../scripts/bin.mjs';
import { open, say } from './page.mjs';

const PORT = 4416;
/** Their place in the menu and the steps that the card tells; the textbook example comes last and wants a GPU. */
const STEPS = [600, 600, 600, 1200, 800, 900];

const language = process.argv[2] === 'zh' ? 'zh' : 'en';
const executablePath = findBrowser();
const server = await preview({ root: ROOT, preview: { port: PORT, strictPort: true }, logLevel: 'warn' });
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...QUIET_ARGS] });
try {
  for (const [place, steps] of STEPS.entries()) {
    const page = await open(browser, `http://localhost:${PORT}/`, `?lang=${language}`);
    await page.locator('.presets__button').click();
    const item = page.getByRole('menuitem').nth(place);
    const name = await item.textContent();
    await item.click();
    const before = await page.evaluate(() => window.glassformer.history().step.length);
    const began = Date.now();
    await page.locator('.preset .button--main').click();
    await page.waitForFunction((rows) => window.glassformer.history().step.length < rows, before);
    await page.evaluate((count) => window.glassformer.train(count), steps);
    const seconds = (Date.now() - began) / 1000;
    const { loss, val_loss } = await page.evaluate(() => window.glassformer.history());
    const last = loss.slice(-50);
    const mean = last.reduce((sum, nats) => sum + nats, 0) / last.length;
    const held = val_loss.filter((nats) => Number.isFinite(nats)).at(-1);
    say(
      `${name}: first ${loss[0]?.toFixed(2)}, last 50 of ${steps}`,
      `${mean.toFixed(3)} nats`,
      `held out ${held?.toFixed(2)}; ${seconds.toFixed(1)} s`,
    );
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
