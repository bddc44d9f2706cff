import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { NO_SELECTION } from '#lexicon/selection.ts';
import { words } from '#lexicon/words/all.ts';
import type { PanelProps } from '../contract.ts';
import { propsOfKnown } from '../propsOfKnown.ts';
import { textOfKnown } from '../textOfKnown.ts';
import { lens } from './Lens.tsx';

const TEXTS = ['sea', 'bell', 'fog'];
const VOCABULARY = TEXTS.map((text, id) => ({ id, text }));
/** ln 4, ln 2, 0: softmax gives 4/7, 2/7, 1/7. */
const [A, B] = [Math.log(4), Math.log(2)];
const EYE = [1, 0, 0, 0, 1, 0, 0, 0, 1];
const SHAPE = [3, 3];
const stream = (...data: number[]) => ({ shape: SHAPE, data });

/** Post-norm: the stream meets the unembedding as it is, so logits are what the stream holds. */
const POST = {
  'wte.weight': { shape: SHAPE, data: EYE },
  'blocks.0.hook_resid_pre': stream(A, B, 0, 0, A, B, B, 0, A),
  'blocks.0.hook_resid_mid': stream(B, A, 0, 0, B, A, B, 0, A),
  'blocks.0.hook_resid_post': stream(0, A, B, A, 0, B, B, 0, A),
  'unembed.hook_out': stream(0, A, B, A, 0, B, B, 0, A),
  'blocks.0.attn.hook_pattern': { shape: [1, 3, 3], data: [1, 0, 0, 0.5, 0.5, 0, 0, 1, 0] },
};
const SMALL = { n_layers: 1, n_heads: 1, d_model: 3, tie_embeddings: true } as const;
const given = (more: Partial<PanelProps> = {}): PanelProps => ({
  ...propsOfKnown(TEXTS, POST, { ...SMALL, norm_placement: 'post' }),
  text: textOfKnown(VOCABULARY, [0, 1, 2, 0, 1, 0]),
  ...more,
});
const at = (position: number) => ({ selection: { ...NO_SELECTION, position } });
const said = words.en.panels.lens;
const optionsOf = (list: { getByRole: (role: 'option') => { elements: () => Element[] } }): (string | null)[] =>
  list
    .getByRole('option')
    .elements()
    .map((row) => row.getAttribute('aria-label'));

test('each cell says the likeliest token there and the rank of the token of the text', async () => {
  const screen = await render(<lens.Body {...given(at(0))} />);
  await vi.waitFor(() => expect(screen.container.querySelectorAll('.lens__piece').length).toBe(9));
  const pieces = [...screen.container.querySelectorAll('.lens__piece')].map((cell) => cell.textContent);
  expect(pieces).toEqual(['sea', 'bell', 'bell', 'bell', 'fog', 'sea', 'fog', 'fog', 'fog']);
  const hits = [...screen.container.querySelectorAll('.lens__piece')].map((cell) => cell.className.includes('--hit'));
  expect(hits).toEqual([false, true, true, false, true, false, false, false, false]);
  const grid = screen.getByRole('grid', { name: said.grid });
  (grid.element() as HTMLElement).focus();
  await userEvent.keyboard('{Home}');
  await expect
    .element(grid.getByRole('gridcell'))
    .toHaveTextContent('at 0 “sea”, start: “sea” with p 0.571; “bell” of the text has rank 2');
  await userEvent.keyboard('{ArrowRight}');
  await expect
    .element(grid.getByRole('gridcell'))
    .toHaveTextContent('at 0 “sea”, after L1 attention: “bell” with p 0.571; which is the token of the text');
});

test('a chosen cell lists its likeliest tokens, and the line holds the rank at each depth', async () => {
  const select = vi.fn<PanelProps['select']>();
  const screen = await render(<lens.Body {...given({ ...at(0), select })} />);
  const grid = screen.getByRole('grid', { name: said.grid });
  (grid.element() as HTMLElement).focus();
  await userEvent.keyboard('{Home}{Enter}');
  expect(select).toHaveBeenCalledExactlyOnceWith({ position: 0, layer: 0 });
  const list = screen.getByRole('listbox', { name: 'At 0 “sea”, start' });
  expect(optionsOf(list)).toEqual(['sea: 0.571', 'bell: 0.286', 'fog: 0.143']);
  await expect.element(screen.getByText('The text has “bell”: rank 2 here, p = 0.286.')).toBeInTheDocument();
  const line = screen.getByRole('slider', { name: 'Rank of “bell” along the depth' });
  (line.element() as SVGElement).focus();
  await userEvent.keyboard('{Home}');
  await expect.element(line).toHaveAttribute('aria-valuetext', expect.stringContaining('rank (1 is the likeliest) 2'));
  await userEvent.keyboard('{End}');
  await expect.element(line).toHaveAttribute('aria-valuetext', expect.stringContaining('rank (1 is the likeliest) 1,'));
});

/** RMSNorm with ε = 0 and a scale of 2: the logit is half the token's dimension of the stream. */
const PRE = {
  ...POST,
  'ln_f.weight': { shape: [3], data: [1, 1, 1] },
  'ln_final.hook_scale': { shape: [3, 1], data: [2, 2, 2] },
  hook_embed: stream(1, 2, 3, 0, 0, 0, 0, 0, 0),
  'blocks.0.attn.hook_z': { shape: [3, 1, 3], data: [1, 0, 0, 0, 0, 0, 0, 0, 0] },
  'h.0.attn.c_proj.weight': { shape: SHAPE, data: [0, -4, 6, 0, 0, 0, 0, 0, 0] },
  'h.0.attn.c_proj.bias': { shape: [3], data: [1, 1, 0] },
  'blocks.0.hook_mlp_out': stream(0, 7, 1, 0, 0, 0, 0, 0, 0),
  'unembed.hook_out': stream(1, 3, 5, 0, 0, 0, 0, 0, 0),
};
const preNorm = () => propsOfKnown(TEXTS, PRE, { ...SMALL, normalization: 'rmsnorm', position: 'none' });

test('the parts of the logit of the next token are signed bars that sum to it', async () => {
  const screen = await render(
    <lens.Body {...preNorm()} text={textOfKnown(VOCABULARY, [0, 1, 2, 0, 1, 0])} selection={{ ...NO_SELECTION, position: 0 }} />,
  );
  const title = 'What adds to the logit of “bell” at 0';
  const list = screen.getByRole('listbox', { name: title });
  expect(optionsOf(list)).toEqual(['embedding: 1.000', 'L1 head 1: −2.000', 'L1 attention bias: 0.500', 'L1 FFN: 3.500']);
  await expect.element(screen.getByText('Sum of the parts 3.000 · the model’s own 3.000')).toBeInTheDocument();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: said.minus }), 'fog');
  await expect.element(screen.getByText('What puts “bell” before “fog” at 0')).toBeInTheDocument();
  const lead = screen.getByRole('listbox', { name: 'What puts “bell” before “fog” at 0' });
  expect(optionsOf(lead)).toEqual(['embedding: −0.500', 'L1 head 1: −5.000', 'L1 attention bias: 0.500', 'L1 FFN: 3.000']);
  await expect.element(screen.getByText('Sum of the parts −2.000 · the model’s own −2.000')).toBeInTheDocument();
});

test('where norms stand after the additions nothing is attributed, and that is said', async () => {
  const screen = await render(<lens.Body {...given(at(0))} />);
  await expect.element(screen.getByText(said.attributionPost)).toBeInTheDocument();
  expect(lens.names(given().config).filter((name) => name.includes('hook_z'))).toEqual([]);
});

test('the rollout of one layer is half the pattern and half the token itself', async () => {
  const screen = await render(<lens.Body {...given(at(2))} />);
  const grid = screen.getByRole('grid', { name: said.rollout });
  (grid.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}');
  await expect.element(grid.getByRole('gridcell')).toHaveTextContent('2 “fog” from 1 “bell”: 0.500');
});

test('of two steps the parts of a logit are subtracted, and the probability of the token of the text', async () => {
  const text = textOfKnown(VOCABULARY, [0, 1, 2, 0, 1, 0]);
  const pre = preNorm();
  const { read: readB } = propsOfKnown(TEXTS, { ...PRE, 'blocks.0.hook_mlp_out': stream(0, 5, 1, 0, 0, 0, 0, 0, 0) }, pre.config);
  const screen = await render(<lens.Body {...pre} {...at(0)} text={text} difference={{ a: 2, b: 1, readA: pre.read, readB }} />);
  const list = screen.getByRole('listbox', { name: 'What adds to the logit of “bell” at 0' });
  expect(optionsOf(list)).toEqual(['embedding: 0', 'L1 head 1: 0', 'L1 attention bias: 0', 'L1 FFN: 1.000']);
  await expect.element(screen.getByRole('grid', { name: said.grid }).getByRole('gridcell')).toHaveTextContent('changed by 0');
});
