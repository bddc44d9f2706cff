// @ts-check

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').Locator} Locator */

/** How long a part of an act may take before the visitor goes on to the next. */
const PATIENCE_MS = 3000;

/** A stream of numbers in [0, 1) from a seed (mulberry32), so that a visit can be repeated. @param {number} seed */
export function stream(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * What a person does on the page while it trains, by name. Each act leaves the page as one of the others may find it; the
 * words are English, since the visitor turns the language back.
 * @param {Page} page
 * @param {() => number} random
 * @param {number} [timeout] ms until a part of an act is given up; on a busy machine more than a person would wait
 * @returns {Record<string, () => Promise<unknown>>}
 */
export function acts(page, random, timeout = PATIENCE_MS) {
  const upTo = (/** @type {number} */ n) => Math.floor(random() * n);
  const button = (/** @type {string | RegExp} */ name, /** @type {Locator | Page} */ inside = page) =>
    inside.getByRole('button', { name, exact: typeof name === 'string' }).first();
  /** @param {Locator} places */
  const any = async (places) => places.nth(upTo(Math.max(1, await places.count())));
  const clickAny = async (/** @type {string} */ css) => (await any(page.locator(css))).click({ timeout });
  /** There and back, so that no setting wanders off. @param {string} name */
  const slide = async (name) => {
    const slider = page.getByRole('slider', { name, exact: true }).first();
    const times = 1 + upTo(3);
    for (const key of ['ArrowRight', 'ArrowLeft']) for (let time = 0; time < times; time++) await slider.press(key, { timeout });
  };
  /** @param {string | RegExp} name */
  const look = async (name) => {
    await button(name).click({ timeout });
    await page.locator('dialog[open]').first().waitFor({ timeout });
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').first().waitFor({ state: 'detached', timeout });
  };
  const cell = async () => {
    const picture = await any(page.locator('.panel canvas'));
    const box = await picture.boundingBox({ timeout });
    if (box) await page.mouse.click(box.x + random() * box.width, box.y + random() * box.height);
  };
  /** Puts back what an act that was given up half-way left changed, lest all others miss what they look for. */
  const home = async () => {
    await page.keyboard.press('Escape');
    const back = page.locator('.panels__back, .top button[lang=en]');
    for (let left = await back.count(); left > 0; left--) await back.first().click({ timeout });
  };
  const all = {
    learningRate: () => slide('learning rate'),
    batch: () => slide('batch'),
    dropout: () => slide('dropout'),
    temperature: () => slide('temperature'),
    token: () => clickAny('[data-panel=text] [role=option]'),
    block: () => clickAny('.flow__layer'),
    head: () => clickAny('.heads__head, .flow__head'),
    worksheet: () => clickAny('.output__number'),
    cell,
    hover: async () => {
      const picture = await any(page.locator('.panel canvas, .panel svg'));
      await picture.hover({ timeout, force: true });
    },
    free: () => page.keyboard.press('Escape'),
    library: () => look('Library'),
    share: () => look('Share'),
    diagnostics: async () => {
      await button(/^Backend/).click({ timeout });
      await page.getByRole('menuitem', { name: 'Diagnostics …' }).click({ timeout });
      await page.locator('dialog[open]').first().waitFor({ timeout });
      await page.keyboard.press('Escape');
    },
    guide: async () => {
      await button('Guide').click({ timeout });
      await page.keyboard.press('Escape');
      if ((await page.locator('.app [aria-expanded=true].guide__button').count()) > 0) await button('Guide').click({ timeout });
    },
    widen: async () => {
      await (await any(page.getByRole('button', { name: /^Open “.*over the full width$/ }))).click({ timeout });
      await page.locator('.panels__back').click({ timeout });
    },
    language: async () => {
      await button('Switch to Chinese').click({ timeout });
      await page
        .getByRole('button', { name: /English|切换到英文/ })
        .first()
        .click({ timeout });
    },
    theme: async () => {
      for (let time = 0; time < 3; time++) await page.locator('.top__theme').click({ timeout });
    },
    scrub: async () => {
      for (let time = 0; time < 4; time++) await page.locator('body').press('[');
      await page.locator('body').press(']');
      await button('live').click({ timeout });
    },
    versus: async () => {
      await page.locator('body').press('b');
      await page.waitForTimeout(200);
      await page.locator('body').press('b');
    },
    generate: () => button('Generate').click({ timeout }),
    writeOn: () => button('One token').click({ timeout }),
    story: () => button(/^Read all/, page.locator('[data-panel=loss]')).click({ timeout }),
    neuron: () => button(/^Read all/, page.locator('[data-panel=ffn]')).click({ timeout }),
    choice: () => clickAny('.panel label:has(input[type=radio])'),
  };
  const putBack = (/** @type {unknown} */ error) => home().then(() => Promise.reject(error));
  return Object.fromEntries(Object.entries(all).map(([name, act]) => [name, () => act().catch(putBack)]));
}
