// @ts-check
import { onPage } from './browser.mjs';
import { median } from './median.mjs';

/** So many saves are timed one after the other, at rest. */
const SAVES = 20;
/** Time for the browser to write what it was given last, before the next turn. */
const REST_MS = 1500;

/**
 * What saving costs the training, measured in one engine that saves and does not by turns: steps a second, and time of
 * processor of the whole browser a step; and at rest, where nothing else takes any, the same of one save of the whole
 * state. Other programs of the machine change what is told by the clock, and hardly that.
 * @typedef {{stepsPerSecond: number, cpuMsPerStep: number, saves: number}} Turn
 * @typedef {{size: string, backend: string, parameters: number, cpuMsPerSave: number, saving: Turn[], without: Turn[]}} SavingRow
 */

/** The median of one number of many turns. @param {Turn[]} turns @param {keyof Turn} name @returns {number} */
export const typical = (turns, name) => median(turns.map((turn) => turn[name]));

/**
 * @param {import('./browser.mjs').Asked} asked @param {string} folder
 * @returns {Promise<SavingRow[]>}
 */
export function measureSaving({ sizes, rounds }, folder) {
  return onPage(folder, async (page, address, browser) => {
    /** @type {SavingRow[]} */
    const rows = [];
    for (const size of sizes) {
      // What trained before ends with its page.
      await page.reload();
      rows.push(await measure(page, address, browser, size, rounds));
    }
    return rows;
  });
}

/**
 * @param {import('@playwright/test').Page} page @param {string} address @param {import('@playwright/test').Browser} browser
 * @param {string} size @param {number} rounds
 * @returns {Promise<SavingRow>}
 */
async function measure(page, address, browser, size, rounds) {
  const cdp = await browser.newBrowserCDPSession();
  const cpuSeconds = async () =>
    (await cdp.send('SystemInfo.getProcessInfo')).processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  const ask = await page.evaluateHandle(() => window.benchWorker());
  const options = { size, wasmBase: `${address}wasm/` };
  const { backend, parameters } = await ask.evaluate((given, about) => given('saving', about), options);
  /** @param {boolean} isSaving @returns {Promise<Turn>} */
  const turn = async (isSaving) => {
    await page.waitForTimeout(REST_MS);
    const before = await cpuSeconds();
    const { steps, ms, saves } = await ask.evaluate((given, about) => given('slice', about), { isSaving });
    return { stepsPerSecond: (1000 * steps) / ms, cpuMsPerStep: (1000 * ((await cpuSeconds()) - before)) / steps, saves };
  };
  await turn(true);
  /** @type {Turn[]} */ const saving = [];
  /** @type {Turn[]} */ const without = [];
  for (let round = 0; round < rounds; round++)
    for (const isSaving of round % 2 === 0 ? [true, false] : [false, true])
      (isSaving ? saving : without).push(await turn(isSaving));
  await ask.evaluate((given, about) => given('saves', about), { times: 1 });
  await page.waitForTimeout(REST_MS);
  const before = await cpuSeconds();
  await ask.evaluate((given, about) => given('saves', about), { times: SAVES });
  await page.waitForTimeout(REST_MS);
  const cpuMsPerSave = (1000 * ((await cpuSeconds()) - before)) / SAVES;
  return { size, backend, parameters, cpuMsPerSave, saving, without };
}
