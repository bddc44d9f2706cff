import { expect, test as base } from '@playwright/test';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import type {} from '#app/console.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { PanelId } from '#lexicon/selection.ts';
import { words } from '#lexicon/words/all.ts';
import type { Words } from '#lexicon/words/en.ts';
import type { Language } from '#lexicon/words/load.ts';

/** A named array as the engine holds it, row-major. */
export type Held = { shape: number[]; data: number[] };

/** Marks what the project on WebGPU runs as well: all that could differ between backends. */
export const ON_GPU = '@gpu';

/** What a GPU emulated in software trains in seconds. */
const SMALL = { n_layers: 1, d_model: 16, d_mlp: 32, n_heads: 2, n_ctx: 16, batch_size: 4, learning_rate: 1e-2 };

/** The page under test: what a person finds on it by name, and what its scripting surface answers. */
export class App {
  readonly page: Page;
  /** Whether this run is the one on WebGPU (in software where there is no GPU), where models have to be small. */
  readonly onGpu: boolean;
  language: Language = 'en';

  constructor(page: Page, onGpu: boolean) {
    this.page = page;
    this.onGpu = onGpu;
  }

  get words(): Words {
    return words[this.language];
  }

  /** Opens the page and waits for its first frame; on the GPU project a small model then computes there, from step 0. */
  async open(query: Record<string, string> = {}): Promise<void> {
    await this.page.goto(`./?${new URLSearchParams({ lang: this.language, ...query }).toString()}`);
    await this.ready();
    if (!this.onGpu) return;
    await this.configure(SMALL);
    await this.page.evaluate(() => window.glassformer.setBackend('webgpu'));
  }

  /** Waits until the first frame is drawn. */
  ready(): Promise<void> {
    return this.page.evaluate(() => window.glassformer.ready);
  }

  /** Points at what other panels may still push away while they draw for the first time: again, until what it shows is there. */
  async pointAt(target: Locator, shown: Locator): Promise<void> {
    await expect(this.page.locator('.panel__body--coming')).toHaveCount(0);
    await expect(async () => {
      await this.page.mouse.move(0, 0);
      await target.hover();
      await expect(shown).toBeVisible({ timeout: 2000 });
    }).toPass();
  }

  panel(id: PanelId): Locator {
    return this.page.locator(`[data-panel="${id}"]`);
  }

  /** A titled piece of a panel. */
  part(id: PanelId, title: string): Locator {
    return this.panel(id)
      .locator('.part', { has: this.page.getByRole('heading', { level: 3, name: title, exact: true }) })
      .last();
  }

  read(name: string, step?: number): Promise<Held> {
    return this.page.evaluate(
      async ({ name: asked, step: at }) => {
        const { shape, data } = await window.glassformer.read(asked, at === undefined ? undefined : { step: at });
        return { shape, data: Array.from(data) };
      },
      { name, step },
    );
  }

  config(): Promise<RunConfig> {
    return this.page.evaluate(() => window.glassformer.config());
  }

  configure(patch: Partial<RunConfig>): Promise<{ rebuilt: boolean }> {
    return this.page.evaluate((given) => window.glassformer.configure(given), patch);
  }

  loadText(text: string): Promise<{ tokens: number; d_vocab: number }> {
    return this.page.evaluate((given) => window.glassformer.loadText(given), text);
  }

  /** Trains so many steps to the end; answers with the step reached. */
  train(steps: number): Promise<number> {
    return this.page.evaluate(async (count) => (await window.glassformer.train(count)).step, steps);
  }

  losses(): Promise<number[]> {
    return this.page.evaluate(() => window.glassformer.history().loss);
  }

  /** The newest step that the page knows of. */
  step(): Promise<number> {
    return this.page.evaluate(() => window.glassformer.history().step.at(-1) ?? 0);
  }

  /** Presses Train and waits until steps come. */
  async play(): Promise<void> {
    const before = await this.step();
    await this.page.getByRole('button', { name: this.words.shell.run.play, exact: true }).click();
    await expect.poll(() => this.step(), { timeout: 20_000 }).toBeGreaterThan(before);
  }

  /** Presses Pause and waits until it has. */
  async pause(): Promise<void> {
    await this.page.getByRole('button', { name: this.words.shell.run.pause, exact: true }).click();
    await expect(this.page.getByRole('button', { name: this.words.shell.run.play, exact: true })).toBeVisible();
  }
}

type Fixtures = { app: App };

/**
 * Every test gets a fresh page and is failed by what no page may do: an error in the console or thrown, or a request that
 * leaves the origin.
 */
export const test = base.extend<Fixtures>({
  app: async ({ page, context, browser, baseURL }, run, info) => {
    const wrong: string[] = [];
    const origin = new URL(baseURL ?? 'http://localhost').origin;
    page.on('pageerror', (error) => wrong.push(`thrown: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(`console: ${message.text()}`);
    });
    // Of whoever else a test brings in as well.
    const watch = (one: BrowserContext): void => void one.on('request', (request) => note(request.url()));
    const note = (address: string): void => {
      const ours = address.startsWith(`${origin}/`) || address.startsWith(`blob:${origin}/`) || address.startsWith('data:');
      if (!ours) wrong.push(`request: ${address}`);
    };
    watch(context);
    browser.on('context', watch);
    await run(new App(page, info.project.name === 'webgpu'));
    browser.off('context', watch);
    expect(wrong, 'errors and requests to elsewhere').toEqual([]);
  },
});

export { expect };
