import { expect, test } from '../support/app.ts';

/** So far beyond the edge of the screen a panel counts as seen, so that it is drawn when it comes (with a pixel to spare). */
const AHEAD_PX = 241;

declare global {
  interface Window {
    /** How often a canvas of each panel was painted. */
    paints: Record<string, number>;
    /** How far what is on the screen was pushed about, as browsers sum it up: 0.1 and less is called good. */
    shift: number;
  }
}

test('nothing jumps while the page comes; while the model trains, only the panels on the screen are painted', async ({ app }) => {
  const { page } = app;
  await page.addInitScript(() => {
    window.paints = {};
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shift += Number(Reflect.get(entry, 'value'));
    }).observe({ type: 'layout-shift', buffered: true });
    const prototype = CanvasRenderingContext2D.prototype;
    for (const way of ['putImageData', 'drawImage', 'fillRect', 'fill', 'stroke', 'clearRect'] as const) {
      const draw = Reflect.get(prototype, way) as (...given: unknown[]) => void;
      Reflect.set(prototype, way, function count(this: CanvasRenderingContext2D, ...given: unknown[]) {
        const panel = this.canvas.closest('[data-panel]')?.getAttribute('data-panel');
        if (panel) window.paints[panel] = (window.paints[panel] ?? 0) + 1;
        draw.apply(this, given);
      });
    }
  });
  await app.open();
  // A panel whose code comes later is painted once when it comes.
  await expect(page.locator('.panel__body--coming')).toHaveCount(0, { timeout: 20_000 });
  expect(await page.evaluate(() => window.shift)).toBeLessThan(0.1);
  const paintedWhileTraining = async (): Promise<{ painted: string[]; seen: string[] }> => {
    // What came into sight before has been drawn.
    await page.waitForTimeout(600);
    await page.evaluate(() => (window.paints = {}));
    await app.train(12);
    await page.waitForTimeout(300);
    return page.evaluate((ahead) => {
      const box = document.getElementById('panels')?.getBoundingClientRect();
      const seen = [...document.querySelectorAll('[data-panel]')].filter((panel) => {
        const { top, bottom } = panel.getBoundingClientRect();
        return box !== undefined && bottom > -ahead && top < innerHeight + ahead;
      });
      return { painted: Object.keys(window.paints), seen: seen.map((panel) => panel.getAttribute('data-panel') ?? '') };
    }, AHEAD_PX);
  };
  const above = await paintedWhileTraining();
  expect(above.painted).toContain('flow');
  expect(above.painted.filter((id) => !above.seen.includes(id))).toEqual([]);
  await app.panel('residual').scrollIntoViewIfNeeded();
  const below = await paintedWhileTraining();
  expect(below.seen).not.toContain('flow');
  expect(below.painted.length).toBeGreaterThan(0);
  expect(below.painted.filter((id) => !below.seen.includes(id))).toEqual([]);
});
