import { PANEL_IDS } from '#lexicon/selection.ts';
import { ON_GPU, expect, test } from '../support/app.ts';

/**
 * What the page's security policy stops, Chromium says as an error in the console, of workers too: the fixture fails on
 * it, and on every request to another origin.
 */
test(
  'every panel in turn computes and draws within the policy, the maps and the formulas too',
  { tag: ON_GPU },
  async ({ app, page }) => {
    test.setTimeout(120_000);
    await app.open();
    await app.train(2);
    for (const id of PANEL_IDS) {
      await page.evaluate((panel) => {
        const address = new URL(location.href);
        address.searchParams.set('panel', panel);
        history.replaceState(null, '', address);
        dispatchEvent(new PopStateEvent('popstate'));
      }, id);
      await expect(app.panel(id)).toBeVisible();
      await expect(app.panel(id).locator('.panel__body--coming')).toHaveCount(0);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    }
    expect(await page.locator('.failure').count()).toBe(0);
  },
);

test('what the page must not do, the browser stops', async ({ page, baseURL }) => {
  await page.goto('./?lang=en');
  await page.evaluate(() => window.glassformer.ready);
  const stopped = await page.evaluate(async (origin) => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violations.push(effectiveDirective));
    const thrown = (act: () => unknown): string => {
      try {
        act();
        return 'done';
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown';
      }
    };
    const inline = thrown(() => {
      const script = document.createElement('script');
      script.textContent = 'window.inlined = true';
      document.body.append(script);
    });
    const markup = thrown(() => {
      document.createElement('p').innerHTML = '<img src=x onerror="window.inlined = true">';
    });
    const elsewhere = await fetch(origin.replace('localhost', '127.0.0.1')).then(
      () => 'done',
      () => 'stopped',
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    // Not before something was awaited: until then the browser lets whoever evaluates from outside do more.
    const code = thrown(() => Reflect.construct(Function, ['window.inlined = true'])());
    const foreign = thrown(() => new Worker('blob:nothing'));
    return { inline, markup, code, elsewhere, foreign, inlined: 'inlined' in window, violations };
  }, baseURL ?? '');
  expect(stopped).toMatchObject({
    inline: 'TypeError',
    markup: 'TypeError',
    code: 'EvalError',
    elsewhere: 'stopped',
    foreign: 'TypeError',
    inlined: false,
  });
  expect(stopped.violations).toContain('connect-src');
});
