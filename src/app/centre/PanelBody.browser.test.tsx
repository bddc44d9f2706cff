import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { loadWords } from '#lexicon/words/load.ts';
import type { Panel } from '#panels/contract.ts';
import { currentFrame } from '#state/frame.ts';
import { useStore } from '#state/store.ts';
import { PanelBody } from './PanelBody.tsx';
import { takeTurns } from './turns.ts';

const NAME = 'ln_final.hook_normalized';

/** The frame of a run, whose one number is its own. */
function show(runId: number, number: number): void {
  const entries = [{ name: NAME, shape: [1], axes: 'C', offset: 0, length: 1 }];
  currentFrame.take({ runId, step: 0, live: true, ids: Int32Array.of(0), entries, data: Float32Array.of(number) });
  takeTurns();
}

const panel = {
  id: 'output',
  names: () => [NAME],
  Body: ({ read, config }) => <p>{`${read(NAME)?.data[0]} of ${config.n_layers} layers`}</p>,
} satisfies Panel;

test('until the first frame of a new model comes, the picture of the one before stays as it was', async () => {
  await loadWords('en');
  const run = (runId: number, n_layers: number): void => {
    const config = { ...DEFAULT_CONFIG, n_layers };
    useStore.setState({ run: { runId, config, parameters: 1, step: 0 }, config });
  };
  run(1, 2);
  show(1, 7);
  const screen = await render(
    <PanelBody panel={panel} visible wide={false} widthPx={300} onWatch={() => undefined} onDrawn={() => undefined} />,
  );
  await expect.element(screen.getByText('7 of 2 layers')).toBeVisible();
  run(2, 12);
  show(1, 8);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await expect.element(screen.getByText('7 of 2 layers')).toBeVisible();
  show(2, 9);
  await expect.element(screen.getByText('9 of 12 layers')).toBeVisible();
});
