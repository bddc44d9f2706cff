import { ON_GPU, expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { expectShown, valueIn } from '../support/numbers.ts';
import { sentenceAt, tokensOf } from '../support/pictures.ts';

/** Expects a weight of the first head, as drawn, to be that of a step. */
async function expectDrawnAt(app: App, step: number | undefined): Promise<number> {
  const said = app.words.panels.attention;
  const part = app.part('attention', said.headName(1, 1));
  let held = Number.NaN;
  await expect(async () => {
    const { shape, data } = await app.read('blocks.0.attn.hook_pattern', step);
    const tokens = await tokensOf(part.getByRole('listbox', { name: said.queries }));
    const sentence = await sentenceAt(part.getByRole('grid'), 6, 2);
    held = data[6 * (shape[1] ?? 0) + 2] ?? Number.NaN;
    expectShown(
      valueIn(sentence, (value) => said.cell(6, tokens[6] ?? '', 2, tokens[2] ?? '', value)),
      held,
      `at step ${step ?? 'now'}`,
    );
  }).toPass({ timeout: 15_000 });
  return held;
}

test(
  'the playhead takes the panels back to an earlier step, by keyboard and by hand, and live returns',
  { tag: ON_GPU },
  async ({ app }) => {
    await app.open({ panel: 'attention' });
    const said = app.words.shell.run;
    const newest = await app.train(app.onGpu ? 12 : 120);
    const now = await expectDrawnAt(app, undefined);

    const playhead = app.page.getByRole('slider', { name: said.playhead });
    const at = async (): Promise<number> => Number(await playhead.getAttribute('aria-valuenow'));
    await playhead.focus();
    for (let press = 0; press < 3; press++) {
      const from = await at();
      await playhead.press('ArrowLeft');
      await expect.poll(at).toBeLessThan(from);
    }
    const earlier = await at();
    expect(earlier).toBeLessThan(newest);
    expect(await expectDrawnAt(app, earlier)).not.toBe(now);

    await playhead.press('Home');
    await expect.poll(at).toBe(0);
    await expectDrawnAt(app, 0);

    const track = await app.page.locator('.playhead__track').boundingBox();
    const thumb = await playhead.boundingBox();
    if (!track || !thumb) throw new Error('the playhead is not on the page');
    const y = thumb.y + thumb.height / 2;
    await app.page.mouse.move(thumb.x + thumb.width / 2, y);
    await app.page.mouse.down();
    for (const share of [0.3, 0.6, 0.85]) await app.page.mouse.move(track.x + share * track.width, y);
    await app.page.mouse.up();
    await expect.poll(at).toBeGreaterThan(0);
    await expectDrawnAt(app, await at());

    await app.page.getByRole('button', { name: said.live, exact: true }).click();
    await expect.poll(at).toBe(newest);
    expect(await expectDrawnAt(app, undefined)).toBe(now);
  },
);

test('training goes on from the newest step, not from the one that is looked at', async ({ app }) => {
  await app.open({ panel: 'attention' });
  await app.page.keyboard.press('[');
  await app.page.keyboard.press('[');
  const playhead = app.page.getByRole('slider', { name: app.words.shell.run.playhead });
  await expect.poll(async () => Number(await playhead.getAttribute('aria-valuenow'))).toBeLessThan(1000);
  expect(await app.train(2)).toBe(1002);
  await expect(playhead).toHaveAttribute('aria-valuenow', '1002');
  await expectDrawnAt(app, undefined);
});
