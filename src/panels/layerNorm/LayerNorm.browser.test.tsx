import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { NO_SELECTION } from '#lexicon/selection.ts';
import { words } from '#lexicon/words/all.ts';
import type { PanelProps } from '../contract.ts';
import { propsOfKnown } from '../propsOfKnown.ts';
import { layerNorm } from './LayerNorm.tsx';

const IDENTITY = { shape: [2], data: [1, 1] };
const ZERO = { shape: [2], data: [0, 0] };
/** Two tokens of two dimensions: [1, 3] has mean 2 and σ 1, [−4, 4] mean 0 and σ 4. */
const site = (hook: string, output = [-1, 1, -1, 1]) => ({
  [`${hook}.hook_scale`]: { shape: [2, 1], data: [1, 4] },
  [`${hook}.hook_normalized`]: { shape: [2, 2], data: [-1, 1, -1, 1] },
  [`${hook}.output`]: { shape: [2, 2], data: output },
});
const STREAM = { shape: [2, 2], data: [1, 3, -4, 4] };
const ARRAYS = {
  'blocks.0.hook_resid_pre': STREAM,
  'blocks.0.hook_resid_mid': STREAM,
  'blocks.0.hook_resid_post': STREAM,
  // γ = [1.5, 0.5] and β = [0.25, −0.25] on [−1, 1].
  ...site('blocks.0.ln1', [-1.25, 0.25, -1.25, 0.25]),
  ...site('blocks.0.ln2'),
  ...site('ln_final'),
  'h.0.ln_1.weight': { shape: [2], data: [1.5, 0.5] },
  'h.0.ln_1.bias': { shape: [2], data: [0.25, -0.25] },
  'h.0.ln_2.weight': IDENTITY,
  'h.0.ln_2.bias': ZERO,
  'ln_f.weight': IDENTITY,
  'ln_f.bias': ZERO,
};
const given = (more: Partial<PanelProps> = {}): PanelProps => ({
  ...propsOfKnown(['the', ' cat'], ARRAYS, { n_layers: 1, d_model: 2 }),
  ...more,
});
const at = (position: number) => ({ selection: { ...NO_SELECTION, position } });

test('reads exactly the arrays that the graph names', () => {
  expect(layerNorm.names(given().config).toSorted()).toEqual(Object.keys(ARRAYS).toSorted());
});

test('says mean, σ and the divisor of the selected token', async () => {
  const screen = await render(<layerNorm.Body {...given(at(0))} />);
  await expect.element(screen.getByText('0 “the”: mean 2.000, σ 1.000. It is divided by √(σ² + ε) = 1.000.')).toBeInTheDocument();
  const sigma = screen.getByRole('slider', { name: 'σ of each token, L1 before attention' });
  await expect
    .element(sigma)
    .toHaveAttribute('aria-valuetext', 'token 0 the, before 1.000, normalised 1.000, after γ and β 0.750');
});

test('charts follow the keys and preview the token', async () => {
  const hover = vi.fn<PanelProps['hover']>();
  const screen = await render(<layerNorm.Body {...given({ ...at(0), hover })} />);
  const mean = screen.getByRole('slider', { name: 'Mean of each token, L1 before attention' });
  (mean.element() as SVGElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(hover).toHaveBeenLastCalledWith({ position: 1 });
  await expect.element(mean).toHaveAttribute('aria-valuetext', 'token 1 ␣cat, before 0, normalised 0, after γ and β −0.500');
});

test('the overview says what each norm divides each token by, and a click opens that norm', async () => {
  const select = vi.fn<PanelProps['select']>();
  const screen = await render(<layerNorm.Body {...given({ ...at(1), select })} />);
  const overview = screen.getByRole('grid', { name: 'σ of every norm, for every token' });
  await expect.element(overview.getByRole('gridcell')).toHaveTextContent('L1 before attention, token 1 “␣cat”: divided by 4.000');
  await userEvent.click(screen.getByRole('button', { name: 'before output' }));
  await expect.element(screen.getByRole('heading', { name: 'before output' })).toBeInTheDocument();
});

test('γ and β can be read dimension by dimension', async () => {
  const hover = vi.fn<PanelProps['hover']>();
  const screen = await render(<layerNorm.Body {...given({ hover })} />);
  const gain = screen.getByRole('grid', { name: words.en.panels.layerNorm.gain });
  (gain.element() as HTMLElement).focus();
  await userEvent.keyboard('{End}');
  await expect.element(gain.getByRole('gridcell')).toHaveTextContent('γ, dimension 1: 0.500');
  expect(hover).toHaveBeenLastCalledWith({ dimension: 1, cell: { name: 'h.0.ln_1.weight', index: [1] } });
});

test('an RMSNorm speaks of the root mean square everywhere, and shows no mean, no σ and no β', async () => {
  const arrays = Object.fromEntries(Object.entries(ARRAYS).filter(([name]) => !name.endsWith('.bias')));
  const props = propsOfKnown(['the', ' cat'], arrays, { n_layers: 1, d_model: 2, normalization: 'rmsnorm' });
  const screen = await render(<layerNorm.Body {...props} {...at(1)} />);
  await expect.element(screen.getByText(/RMS 4\.000\. It is divided by √\(RMS² \+ ε\) = 4\.000\./)).toBeInTheDocument();
  const said = Object.values(layerNorm.heading(words.en, props.config)).join(' ');
  const named = [...screen.container.querySelectorAll('[aria-label], title')].map(
    (at) => at.getAttribute('aria-label') ?? at.textContent,
  );
  expect(`${said} ${screen.container.textContent} ${named.join(' ')}`).not.toMatch(/σ|deviation|Mean of/);
  expect(layerNorm.heading(words.en, given().config)).toEqual({});
  expect(screen.getByRole('grid', { name: words.en.panels.layerNorm.bias }).elements()).toHaveLength(0);
});

test('of two steps the σ of each token is subtracted, not taken of the difference', async () => {
  const { read: readA, config } = given();
  const moved = { ...ARRAYS, 'blocks.0.hook_resid_pre': { shape: [2, 2], data: [5, 11, -4, 4] } };
  const { read: readB } = propsOfKnown(['the', ' cat'], moved, config);
  const screen = await render(<layerNorm.Body {...given({ ...at(0), difference: { a: 2, b: 1, readA, readB } })} />);
  const sigma = screen.getByRole('slider', { name: 'σ of each token, L1 before attention' });
  await expect.element(sigma).toHaveAttribute('aria-valuetext', 'token 0 the, before −2.000, normalised 0, after γ and β 0');
});
