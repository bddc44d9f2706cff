import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { App, expect, test } from '../support/app.ts';

test.use({ serviceWorkers: 'allow' });

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

/** A host that sends no headers but the type, as many hosts do. */
async function plainHost(folder: string): Promise<{ address: string; close: () => void }> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    readFile(join(folder, path === '/' ? 'index.html' : path)).then(
      (bytes) => response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'text/html' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { address: `http://localhost:${port}/`, close: () => server.close() };
}

/** Waits until the app is put by: words and opening run come last. */
async function putBy(app: App): Promise<void> {
  const there = (): Promise<boolean> =>
    app.page.evaluate(async () => {
      const run = await caches.match(new URL('runs/en.gfrun', document.baseURI).href);
      return run !== undefined && navigator.serviceWorker.controller !== null;
    });
  await expect.poll(there, { timeout: 30_000 }).toBe(true);
}

test('after one visit the app opens, trains and shows its panels without a net', async ({ app, page, context }) => {
  await app.open();
  await putBy(app);
  await context.setOffline(true);
  await page.reload();
  await app.ready();
  const step = await app.step();
  expect(await app.train(5)).toBe(step + 5);
  await page.goto('./?lang=en&panel=attention');
  await app.ready();
  await expect(app.panel('attention').locator('canvas').first()).toBeVisible();
  await context.setOffline(false);
});

test('a newer version waits until it is asked for, and comes with the run as it was; a host without headers gets threads', async ({
  page,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const built = process.env['E2E_FOLDER'] ?? 'dist';
  const folder = await mkdtemp(join(tmpdir(), 'offline-'));
  await cp(built, folder, { recursive: true });
  const host = await plainHost(folder);
  try {
    expect(baseURL).not.toBe(host.address);
    const app = new App(page, false);
    await page.goto(`${host.address}?lang=en`);
    await app.ready();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await putBy(app);
    await page.reload();
    await app.ready();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await app.configure({ n_layers: 1, d_model: 16, n_heads: 2, d_mlp: 32, n_ctx: 16, batch_size: 4 });
    await app.train(7);

    const index = await readFile(join(folder, 'index.html'), 'utf8');
    await writeFile(join(folder, 'index.html'), index.replace('<title>', '<title>Newer '));
    const worker = await readFile(join(folder, 'sw.js'), 'utf8');
    const { version } = JSON.parse(await readFile(join(folder, '.vite/offline.json'), 'utf8')) as { version: string };
    await writeFile(join(folder, 'sw.js'), worker.replace(version, `${version}2`));
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    const said = app.words.shell.newVersion;
    await expect(page.getByText(said.said)).toBeVisible({ timeout: 30_000 });
    expect(await page.title()).toBe('Glassformer');
    expect(await app.train(2)).toBe(9);
    await page.getByRole('button', { name: said.reload, exact: true }).click();
    await expect(page).toHaveTitle('Newer Glassformer', { timeout: 30_000 });
    await page.waitForFunction(() => 'glassformer' in window);
    await app.ready();
    await expect.poll(() => app.step()).toBe(9);
  } finally {
    host.close();
    await rm(folder, { recursive: true, force: true });
  }
});
