import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import { loadWords } from '#lexicon/words/load.ts';
import { useStore } from '#state/store.ts';
import { Cost } from './Cost.tsx';

const LARGE = { ...DEFAULT_CONFIG, d_vocab: 50_257, d_model: 768, n_layers: 12, n_heads: 12, d_mlp: 3072, n_ctx: 1024 };

test('of a model open for looking only, what its weights take is said, and nothing of a training that cannot be', async () => {
  await loadWords('en');
  useStore.setState(({ training }) => ({ config: LARGE, preview: null, training: { ...training, trainer: 'still' } }));
  const { container } = await render(<Cost budgetMiB={1024} />);
  await expect.element(container).toHaveTextContent(/124 M.*475 MiB.*Too large to be trained here/);
  expect(container.textContent).not.toMatch(/FLOPs|memory/);
  // Under a hand that moves a slider it is what another model would cost to train.
  useStore.setState({ preview: { n_layers: 1, n_ctx: 16 } });
  await expect.element(container).toHaveTextContent(/memory.*FLOPs/);
});
