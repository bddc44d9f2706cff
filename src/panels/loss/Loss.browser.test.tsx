import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { NO_SELECTION } from '#lexicon/selection.ts';
import { words } from '#lexicon/words/all.ts';
import type { PanelProps } from '../contract.ts';
import { propsOfKnown } from '../propsOfKnown.ts';
import { textOfKnown } from '../textOfKnown.ts';
import { loss } from './Loss.tsx';

const VOCABULARY = ['fog', 'bell', 'sea', 'boat'].map((text, id) => ({ id, text }));
/** At position 0 “bell” comes with p = 1/8, at position 1 “sea” with p = 1/2. */
const LOGITS = [Math.log(4), 0, Math.log(2), 0, 0, 0, Math.log(3), 0, 0, 0, 0, 0];
const TEXT = textOfKnown(VOCABULARY, [0, 1, 2, 0, 1, 2, 0, 1, 2, 3]);
const given = (more: Partial<PanelProps> = {}): PanelProps => ({
  ...propsOfKnown(['fog', 'bell', 'sea'], {
    'unembed.hook_out': { shape: [3, 4], data: LOGITS },
    'probe.loss': { shape: [3], data: [Math.log(8), Math.log(2), Number.NaN] },
  }),
  text: TEXT,
  step: 7,
  ...more,
});
const at = (position: number) => ({ selection: { ...NO_SELECTION, position } });

test('at a position the target stands beside p, and p − y is their difference, which leads to how it comes about', async () => {
  const select = vi.fn<PanelProps['select']>();
  const screen = await render(<loss.Body {...given({ ...at(0), select })} />);
  const rows = [...screen.getByRole('table').first().element().querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent),
  );
  expect(rows).toEqual([
    ['fog', '1.386', '0', '0.500', '0.500'],
    ['sea', '0.693', '0', '0.250', '0.250'],
    ['bell', '0', '1', '0.125', '−0.875'],
    ['boat', '0', '0', '0.125', '0.125'],
  ]);
  await userEvent.click(screen.getByRole('button', { name: 'p − y of bell: −0.875' }));
  expect(select).toHaveBeenCalledWith({ position: 0, token: 1, cell: { name: 'grad.unembed.hook_out', index: [0, 1] } });
});

test('the last token of the stretch is not scored: the one before it is shown in its stead', async () => {
  const screen = await render(<loss.Body {...given(at(2))} />);
  await expect.element(screen.getByText('At 1 “bell” the text goes on with “sea”')).toBeInTheDocument();
});

test('the mean is over the positions that are scored, and the batch of the step shown stands under it', async () => {
  const columns = () => ({
    step: Float64Array.of(6, 7, 8),
    loss: Float32Array.of(3, 2.5, 2),
    gradNorm: new Float32Array(3),
    learningRate: new Float32Array(3),
  });
  const screen = await render(<loss.Body {...given({ history: { version: 1, columns, evaluations: () => [] } })} />);
  await expect
    .element(screen.getByText('perplexity: the model', { exact: false }))
    .toHaveTextContent('among 4.000 equally likely');
  await expect.element(screen.getByText('The batch of step 7, 8 × 32 tokens, cost 2.500 nats a token.')).toBeInTheDocument();
});

test('the whole text is read when asked for, and its two parts are told apart', async () => {
  const score = vi.fn<PanelProps['score']>(() =>
    Promise.resolve({
      step: 7,
      loss: Float32Array.of(Number.NaN, 1, 1, 1, 1, 1, 1, 1, 1, 3),
      guesses: Int32Array.of(-1, 1, 2, 0, 1, 2, 0, 1, 0, 0),
    }),
  );
  const [probeAt, select] = [vi.fn<PanelProps['probeAt']>(), vi.fn<PanelProps['select']>()];
  const screen = await render(<loss.Body {...given({ score, probeAt, select, config: { ...given().config, n_ctx: 4 } })} />);
  expect(score).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Read all 10 tokens at step 7' }));
  const accounts = screen.getByRole('table').nth(1);
  await expect.element(accounts.getByRole('row').nth(1)).toHaveTextContent('training part81.0002.71887.5 %');
  await expect.element(accounts.getByRole('row').nth(2)).toHaveTextContent('held-out part13.00020.090.0 %');
  const chips = screen.getByRole('listbox', { name: words.en.panels.loss.whole }).getByRole('option');
  await expect.element(chips.nth(0)).toHaveAttribute('title', words.en.panels.loss.unasked('0', 'fog'));
  await expect
    .element(chips.nth(9))
    .toHaveAttribute('title', words.en.panels.loss.place('9', 'boat', '3.000', '0.0498', 'fog', true));
  // A token is looked at where it was asked for: one position before its own.
  await userEvent.click(chips.nth(5));
  expect(probeAt).toHaveBeenCalledExactlyOnceWith(2);
  expect(select).toHaveBeenLastCalledWith({ position: 2, token: 2 });
});

test('a reading that goes on can be stopped, and an older one says so', async () => {
  const stopScore = vi.fn<PanelProps['stopScore']>();
  const score = () => new Promise<null>(() => undefined);
  const screen = await render(<loss.Body {...given({ score, stopScore })} />);
  await userEvent.click(screen.getByRole('button', { name: 'Read all', exact: false }));
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  expect(stopScore).toHaveBeenCalledTimes(1);
});

test('where the curves part is said with its numbers, and one can go there', async () => {
  const goTo = vi.fn<PanelProps['goTo']>();
  const columns = () => ({
    step: Float64Array.from({ length: 50 }, (_, i) => i + 1),
    loss: Float32Array.from({ length: 50 }, (_, i) => 5 - i / 10),
    gradNorm: new Float32Array(50),
    learningRate: new Float32Array(50),
  });
  const rows = [4, 3, 3.5, 4, 4.5].map((valLoss, i) => ({ step: 10 * (i + 1), valLoss, valAccuracy: 0, trainAccuracy: 0 }));
  const screen = await render(<loss.Body {...given({ goTo, history: { version: 1, columns, evaluations: () => rows } })} />);
  await expect
    .element(screen.getByText('The curves part at step 20', { exact: false }))
    .toHaveTextContent('lowest there, 3.000 nats, and is at 4.500 now, while training went on from 3.550 to 0.550');
  await userEvent.click(screen.getByRole('button', { name: words.en.panels.loss.goThere('20') }));
  expect(goTo).toHaveBeenCalledExactlyOnceWith(20);
});

test('a masked model is asked for the token itself', async () => {
  const config = { ...given().config, objective: 'masked' as const };
  const screen = await render(<loss.Body {...given({ ...at(2), config, words: words.zh, language: 'zh' })} />);
  await expect.element(screen.getByText(words.zh.panels.loss.oneMasked(2, 'sea'))).toBeInTheDocument();
  expect(screen.container.textContent).toContain(words.zh.panels.loss.oneMaskedNote);
});

test('of a hidden token the title says what the text has there, and nobody says that it is seen', async () => {
  const config = { ...given().config, objective: 'masked' as const };
  const props = given({ config, words: words.zh, language: 'zh' });
  const hidden = {
    tokens: props.tokens.map((token, t) => (t === 2 ? { ...token, id: 0 } : token)),
    targets: Int32Array.of(-1, -1, 2),
  };
  const screen = await render(<loss.Body {...props} {...hidden} />);
  await expect.element(screen.getByText(words.zh.panels.loss.oneMasked(2, 'sea'))).toBeInTheDocument();
  expect(screen.container.textContent).not.toContain(words.zh.panels.loss.oneMaskedNote);
});
