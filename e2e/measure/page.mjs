// @ts-check

/** @typedef {import('@playwright/test').Page} Page */

/** @param {readonly number[]} values @param {number} share */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** @param {string} name @param {string} value @param {string} wanted */
export function say(name, value, wanted) {
  console.log(`${name.padEnd(58)} ${value.padStart(14)}   (${wanted})`);
}

/** @param {import('@playwright/test').Browser} browser @param {string} url @param {string} query @param {{width: number, height: number}} viewport @param {number} density pixels a CSS pixel */
export async function open(browser, url, query = '', viewport = { width: 1440, height: 900 }, density = 1) {
  const page = await browser.newPage({ viewport, deviceScaleFactor: density, locale: 'en-US' });
  await page.goto(`${url}${query}`);
  await page.waitForFunction(() => 'glassformer' in window);
  await page.evaluate(() => window.glassformer.ready);
  return page;
}
