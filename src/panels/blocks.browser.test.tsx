import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import type { RunConfig } from '#lexicon/config.ts';
import { graph, shapeOf } from '#lexicon/graph.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { words } from '#lexicon/words/all.ts';
import { attention } from './attention/Attention.tsx';
import { ffn } from './ffn/Ffn.tsx';
import { layerNorm } from './layerNorm/LayerNorm.tsx';
import { lens } from './lens/Lens.tsx';
import { propsOfKnown } from './propsOfKnown.ts';
import { residual } from './residual/Residual.tsx';

const BLOCK_PANELS = [attention, ffn, layerNorm, residual, lens];

/** Every array of a model on `T` tokens, filled with one value. */
function filled(config: RunConfig, T: number, value: number) {
  const rows = graph(config).map(({ name, axes }): [string, readonly number[]] => [name, shapeOf(axes, config, T)]);
  const weights = weightLayout(config).slots.map(({ name, shape }): [string, readonly number[]] => [name, shape]);
  return Object.fromEntries(
    [...rows, ...weights].map(([name, shape]) => {
      const length = shape.reduce((product, one) => product * one, 1);
      return [name, { shape, data: Array.from({ length }, () => value) }];
    }),
  );
}

const texts = (T: number): string[] => Array.from({ length: T }, (_, at) => `t${at % 5}`);
const base = propsOfKnown(texts(2), {}).config;
const CASES: { name: string; T: number; config: Partial<RunConfig>; value: number }[] = [
  { name: 'a single token', T: 1, config: {}, value: 0.5 },
  { name: 'a diverged model', T: 6, config: {}, value: Number.NaN },
  { name: 'a model of zeros', T: 6, config: {}, value: 0 },
  { name: 'norms after and RMSNorm', T: 6, config: { norm_placement: 'post', normalization: 'rmsnorm' }, value: 0.5 },
  { name: 'eight layers of eight heads, two-sided', T: 6, config: { n_layers: 8, n_heads: 8, objective: 'masked' }, value: 0.5 },
];

for (const { name, T, config: change, value } of CASES) {
  test(`every block panel asks only for arrays of the model and draws ${name}, narrow and wide, in both languages`, async () => {
    const config = { ...base, ...change };
    const arrays = filled(config, T, value);
    for (const panel of BLOCK_PANELS) {
      expect(panel.names(config).filter((wanted) => !(wanted in arrays))).toEqual([]);
      for (const [language, widthPx] of [
        ['en', 1200],
        ['zh', 350],
      ] as const) {
        const props = { ...propsOfKnown(texts(T), arrays, config), language, words: words[language], widthPx };
        const { container, unmount } = await render(<panel.Body {...props} />);
        expect(container.textContent).not.toContain(words[language].view.noData);
        expect(container.querySelectorAll('canvas').length).toBeGreaterThan(0);
        for (const path of container.querySelectorAll('path')) expect(path.getAttribute('d')).not.toContain('NaN');
        const reach = [...container.querySelectorAll('.part')].map((part) => part.getBoundingClientRect().width);
        expect(Math.max(...reach)).toBeLessThanOrEqual(widthPx + 0.5);
        await unmount();
      }
    }
  });
}
