import { beforeAll, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { DEFAULT_CONFIG } from '#lexicon/config.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { graph, shapeOf } from '#lexicon/graph.ts';
import { NO_SELECTION } from '#lexicon/selection.ts';
import { words } from '#lexicon/words/all.ts';
import { diverging, readPalette } from '#view/palette.ts';
import { autoDiverging, lutIndex } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { propsOfKnown } from '../propsOfKnown.ts';
import { flow } from './Flow.tsx';
import { columnsOf, namesOf } from './columns.ts';
import { arrange } from './folding.ts';
import { rowsOf } from './layout.ts';
import { matrixNames } from './matrices.ts';
import { boxOf } from './place.ts';

const TEXTS = ['the', ' cat', ' saw', ' it'];
const T = TEXTS.length;
const SMALL = { n_layers: 2, n_heads: 2, d_model: 4, d_mlp: 6 };

// Nothing has to be scrolled to be pointed at.
beforeAll(() => page.viewport(2500, 700));

/** Numbers of every array of the graph and their gradients, none alike. */
function arraysOf(config: RunConfig): Record<string, { shape: number[]; data: number[] }> {
  const nodes = [...graph(config).map(({ name, axes }) => ({ name, axes })), { name: 'probe.softmax', axes: 'TV' }];
  const filled = nodes.flatMap(({ name, axes }, at) => {
    const shape = shapeOf(axes, config, T);
    const size = shape.reduce((product, length) => product * length, 1);
    const data = Array.from({ length: size }, (_, i) => Math.sin(1 + i * 0.7 + at * 1.3) * (axes === 'TV' ? 3 : 1));
    return [
      [name, { shape, data }],
      [`grad.${name}`, { shape, data: data.map((value, i) => Math.cos(2 * i) * value * 10 ** -(at % 3)) }],
    ];
  });
  return Object.fromEntries(filled) as Record<string, { shape: number[]; data: number[] }>;
}

function given(more: Partial<PanelProps> = {}, config: Partial<RunConfig> = {}): PanelProps {
  const whole = { ...DEFAULT_CONFIG, ...SMALL, d_vocab: T, ...config };
  return { ...propsOfKnown(TEXTS, arraysOf(whole), { ...SMALL, ...config }), widthPx: 2400, ...more };
}

/** Where the panel puts its columns: the room is what the tokens leave. */
function laidOut(container: Element, config: RunConfig, backward = false) {
  const scroller = container.querySelector('.flow__scroll');
  const roomPx = Math.round(scroller?.getBoundingClientRect().width ?? 0);
  return arrange({ config, open: 0, half: 'attention', rows: rowsOf(T, 0), keys: T, backward, roomPx });
}

/** A cell's middle, from the corner of the picture. */
function middleOf(layout: ReturnType<typeof laidOut>, name: string, t: number, i: number): { x: number; y: number } {
  const column = layout.columns.find((each) => each.name === name);
  if (!column) throw new Error(`no column '${name}'`);
  const box = boxOf(layout, column, t, i, i + 1);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function pixelAt(container: Element, { x, y }: { x: number; y: number }): number {
  const canvas = container.querySelector<HTMLCanvasElement>('.flow__canvas--cells');
  const density = (canvas?.width ?? 0) / (canvas?.getBoundingClientRect().width ?? 1);
  const data = canvas?.getContext('2d')?.getImageData(Math.floor(x * density), Math.floor(y * density), 1, 1).data;
  return new Uint32Array(Uint8ClampedArray.from(data ?? []).buffer)[0] ?? -1;
}

test('every cell of a strip has the colour of its number; what the mask hides is empty', async () => {
  const props = given();
  const { container } = await render(
    <div style={{ width: 2400 }}>
      <flow.Body {...props} />
    </div>,
  );
  const layout = laidOut(container, props.config);
  const name = 'blocks.0.mlp.hook_post';
  const neurons = [...(props.read('blocks.0.mlp.hook_pre')?.data ?? []), ...(props.read(name)?.data ?? [])];
  const scale = autoDiverging(neurons, 0.9);
  const lut = diverging(readPalette(document.documentElement));
  for (let t = 0; t < T; t++) {
    for (let i = 0; i < SMALL.d_mlp; i++) {
      const value = props.read(name)?.data[t * SMALL.d_mlp + i] ?? Number.NaN;
      expect(pixelAt(container, middleOf(layout, name, t, i))).toBe(lut[lutIndex(value, scale)]);
    }
  }
  const pattern = 'blocks.0.attn.hook_pattern';
  expect(pixelAt(container, middleOf(layout, pattern, 1, 1))).not.toBe(0);
  expect(pixelAt(container, middleOf(layout, pattern, 1, 2))).toBe(0);
});

test('a click locks the element under the pointer by its name and place, in the axes of its array', async () => {
  const select = vi.fn<PanelProps['select']>();
  const props = given({ select, selection: { ...NO_SELECTION, head: 1 } });
  const screen = await render(
    <div style={{ width: 2400 }}>
      <flow.Body {...props} />
    </div>,
  );
  const layout = laidOut(screen.container, props.config);
  const picture = screen.getByRole('grid', { name: words.en.panels.flow.picture });
  const click = (name: string, t: number, i: number) => userEvent.click(picture, { position: middleOf(layout, name, t, i) });
  await click('blocks.0.attn.hook_k', 2, 1);
  expect(select).toHaveBeenLastCalledWith(
    expect.objectContaining({ position: 2, layer: 0, head: 1, cell: { name: 'blocks.0.attn.hook_k', index: [2, 1, 1] } }),
  );
  await click('blocks.0.attn.hook_pattern', 3, 1);
  expect(select).toHaveBeenLastCalledWith(
    expect.objectContaining({ position: 3, key: 1, head: 1, cell: { name: 'blocks.0.attn.hook_pattern', index: [1, 3, 1] } }),
  );
  await click('blocks.0.attn.hook_z', 1, 3);
  expect(select).toHaveBeenLastCalledWith(
    expect.objectContaining({ head: 1, cell: { name: 'blocks.0.attn.hook_z', index: [1, 1, 1] } }),
  );
});

test('keys walk over the cells, a sentence says each, Enter locks it', async () => {
  const [select, hover] = [vi.fn<PanelProps['select']>(), vi.fn<PanelProps['hover']>()];
  const props = given({ select, hover });
  const screen = await render(
    <div style={{ width: 2400 }}>
      <flow.Body {...props} />
    </div>,
  );
  const picture = screen.getByRole('grid', { name: words.en.panels.flow.picture });
  (picture.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  expect(hover).toHaveBeenLastCalledWith(expect.objectContaining({ position: 1, cell: { name: 'hook_embed', index: [1, 1] } }));
  await expect.element(picture.getByRole('gridcell')).toHaveTextContent(/^1 “␣cat”: token embedding \[1\] = /);
  await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}{Enter}');
  expect(select).toHaveBeenLastCalledWith(expect.objectContaining({ cell: { name: 'hook_pos_embed', index: [1, 1] } }));
});

test('the columns follow the graph: a norm placed after, rotated queries and keys', async () => {
  const names = (container: Element) => [...container.querySelectorAll('.flow__name')].map((name) => name.textContent);
  const rope = await render(<flow.Body {...given({}, { position: 'rope', n_layers: 1 })} />);
  expect(names(rope.container).join(' ')).toBe(
    'embed norm Q K V Q↻ K↻ scores weights z out + norm pre post out + norm logits softmax',
  );
  await rope.unmount();
  const post = await render(<flow.Body {...given({}, { norm_placement: 'post', n_layers: 1 })} />);
  expect(names(post.container).join(' ')).toBe(
    'embed pos + Q K V scores weights z out + norm pre post out + norm logits softmax',
  );
});

test('a header opens its block in place of the one that was open, and closes it again', async () => {
  const [select, watch] = [vi.fn<PanelProps['select']>(), vi.fn<PanelProps['watch']>()];
  const props = given({ select, watch });
  const screen = await render(<flow.Body {...props} />);
  const header = (name: string) => screen.getByRole('button', { name, exact: true });
  await expect.element(header('Layer 1')).toHaveAttribute('aria-expanded', 'true');
  await userEvent.click(header('Layer 2'));
  expect(select).toHaveBeenLastCalledWith({ layer: 1 });
  await expect.element(header('Layer 2')).toHaveAttribute('aria-expanded', 'true');
  await expect.element(header('Layer 1')).toHaveAttribute('aria-expanded', 'false');
  const watched = watch.mock.lastCall?.[0] ?? [];
  expect(watched).toEqual([...namesOf(columnsOf(props.config, 1, T, false), false), ...matrixNames(props.config, 1, false)]);
  expect(watched.filter((name) => name.startsWith('blocks.0.'))).toHaveLength(3);
  await userEvent.click(header('Layer 2'));
  await expect.poll(() => screen.container.querySelector('.flow__heads')).toBe(null);
});

test('thumbnails preview a head under the pointer and lock it with a click', async () => {
  const [select, hover] = [vi.fn<PanelProps['select']>(), vi.fn<PanelProps['hover']>()];
  const screen = await render(<flow.Body {...given({ select, hover })} />);
  await userEvent.click(screen.getByRole('button', { name: 'Layer 1, head 2' }));
  expect(hover).toHaveBeenCalledWith({ layer: 0, head: 1 });
  expect(select).toHaveBeenLastCalledWith({ layer: 0, head: 1 });
});

test('backward shows the gradients, reads nothing else, and says how long each is', async () => {
  const watch = vi.fn<PanelProps['watch']>();
  const props = given({ watch });
  const screen = await render(
    <div style={{ width: 2400 }}>
      <flow.Body {...props} />
    </div>,
  );
  await userEvent.click(screen.getByText(words.en.panels.flow.backward));
  const watched = watch.mock.lastCall?.[0] ?? [];
  expect(watched.every((name) => name.startsWith('grad.'))).toBe(true);
  const layout = laidOut(screen.container, props.config, true);
  const [post, pre] = [
    props.read('grad.blocks.0.mlp.hook_post')?.data ?? [],
    props.read('grad.blocks.0.mlp.hook_pre')?.data ?? [],
  ];
  const scale = autoDiverging([...pre, ...post], 0.9);
  const lut = diverging(readPalette(document.documentElement));
  const colour = pixelAt(screen.container, middleOf(layout, 'blocks.0.mlp.hook_post', 2, 3));
  expect(colour).toBe(lut[lutIndex(post[2 * SMALL.d_mlp + 3] ?? Number.NaN, scale)]);
  const norm = Math.sqrt([...post].reduce((total, value) => total + value * value, 0));
  const said = [...screen.container.querySelectorAll('.flow__norm')].map((each) => each.getAttribute('title') ?? '');
  const own = said.find((title) => title.startsWith('gradient at layer 1, neurons after activation'));
  expect(Number(own?.split(' ').at(-1)?.replace('−', '-'))).toBeCloseTo(norm, 1);
});

test('of a long text a stretch is shown, which follows the token that is looked at', async () => {
  const texts = Array.from({ length: 64 }, (_, t) => `w${t}`);
  const whole = { ...DEFAULT_CONFIG, ...SMALL, n_ctx: 64, d_vocab: 64 };
  const D = SMALL.d_model;
  const arrays = { hook_embed: { shape: [64, D], data: Array.from({ length: 64 * D }, (_, i) => Math.sin(i)) } };
  const props = { ...propsOfKnown(texts, arrays, whole), widthPx: 900 };
  const screen = await render(<flow.Body {...props} />);
  await expect.element(screen.getByText('tokens 0–31 of 64')).toBeInTheDocument();
  await screen.rerender(<flow.Body {...props} selection={{ ...NO_SELECTION, position: 60 }} />);
  await expect.element(screen.getByText('tokens 31–62 of 64')).toBeInTheDocument();
  (screen.getByRole('slider').element() as HTMLElement).focus();
  await userEvent.keyboard('{Home}');
  await expect.element(screen.getByText('tokens 0–31 of 64')).toBeInTheDocument();
  await userEvent.keyboard('+');
  await expect.element(screen.getByText('tokens 8–23 of 64')).toBeInTheDocument();
  await userEvent.keyboard('--');
  await expect.element(screen.getByText('tokens 0–63 of 64')).toBeInTheDocument();
});

test('whoever goes to the blocks finds one open, also after closing it by hand', async () => {
  const props = given({ sought: 2 });
  const screen = await render(<flow.Body {...props} />);
  const block = screen.getByRole('button', { name: words.en.panels.flow.layer(1), exact: true });
  await userEvent.click(block);
  await expect.element(block).toHaveAttribute('aria-expanded', 'false');
  await screen.rerender(<flow.Body {...props} sought={0} />);
  await expect.element(block).toHaveAttribute('aria-expanded', 'false');
  await screen.rerender(<flow.Body {...props} sought={4} />);
  await expect.element(block).toHaveAttribute('aria-expanded', 'true');
});

test('where both halves of a block do not fit, one steps back and is unfolded by its header', async () => {
  const config = { d_model: 32, d_mlp: 128, n_heads: 4, n_layers: 3 };
  const screen = await render(<flow.Body {...given({ widthPx: 560 }, config)} />);
  const said = words.en.panels.flow;
  const unfold = (part: string) => screen.getByRole('button', { name: said.unfold(part) });
  const widthOf = (name: string) => screen.container.querySelector(`[title$=" ${name}"]`)?.getBoundingClientRect().width ?? 0;
  const pattern = widthOf('blocks.0.attn.hook_pattern');
  await userEvent.click(unfold(said.ffn));
  await expect.element(unfold(said.attention(1))).toBeInTheDocument();
  expect(widthOf('blocks.0.attn.hook_pattern')).toBeLessThan(pattern / 3);
  await expect.element(screen.getByRole('grid', { name: said.matrices.long.in })).toBeInTheDocument();
  expect(screen.getByRole('grid', { name: said.matrices.long.q }).query()).toBe(null);
});

test('the looked at number is ringed and its sources lit as soon as it is told, wherever it is looked at', async () => {
  let tell: Parameters<PanelProps['followLook']>[0] = () => undefined;
  const followLook: PanelProps['followLook'] = (listener) => {
    // The picture comes first; the matrices under it follow the same number.
    tell = tell.length === 0 ? listener : tell;
    listener(null);
    return () => undefined;
  };
  const props = given({ followLook });
  const screen = await render(
    <div style={{ width: 2400 }}>
      <flow.Body {...props} />
    </div>,
  );
  const overlay = screen.container.querySelector<HTMLCanvasElement>('.flow__canvas:last-of-type');
  const ink = (): number => {
    const image = overlay?.getContext('2d')?.getImageData(0, 0, overlay.width, overlay.height);
    return new Uint32Array(image?.data.buffer ?? new ArrayBuffer(0)).reduce((count, pixel) => count + (pixel === 0 ? 0 : 1), 0);
  };
  const before = ink();
  tell({ name: 'blocks.0.attn.hook_z', index: [3, 0, 1] });
  expect(ink()).toBeGreaterThan(before + 500);
  tell({ name: 'blocks.0.attn.hook_z', index: [99, 0, 1] });
  expect(ink()).toBe(before);
});

test('it says so while there is nothing to show, and speaks Chinese', async () => {
  const screen = await render(<flow.Body {...given({ read: () => undefined, words: words.zh, language: 'zh' })} />);
  await expect.element(screen.getByText(words.zh.view.noData)).toBeInTheDocument();
});

test('where it is wider than its room the picture fades at the edges beyond which it goes on, and ends with its last column', async () => {
  const { container } = await render(
    <div style={{ width: 360 }}>
      <flow.Body {...given({ widthPx: 360 })} />
    </div>,
  );
  const scroller = container.querySelector('.flow__scroll');
  const predictions = container.querySelector('.flow__predictions');
  if (!scroller || !predictions) throw new Error('no picture');
  const edges = (): boolean[] => ['data-before', 'data-after'].map((name) => scroller.hasAttribute(name));
  scroller.scrollLeft = 0;
  await expect.poll(edges).toEqual([false, true]);
  scroller.scrollLeft = scroller.scrollWidth / 2 - scroller.clientWidth / 2;
  await expect.poll(edges).toEqual([true, true]);
  scroller.scrollLeft = scroller.scrollWidth;
  await expect.poll(edges).toEqual([true, false]);
  expect(scroller.getBoundingClientRect().right - predictions.getBoundingClientRect().right).toBeLessThan(8);
});
