import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { NO_SELECTION } from '#lexicon/selection.ts';
import { words } from '#lexicon/words/all.ts';
import type { PanelProps } from '../contract.ts';
import { propsOfKnown } from '../propsOfKnown.ts';
import { output } from './Output.tsx';

const TEXTS = ['the', ' cat', ' saw', ' the'];
/** Probabilities of the four tokens after each position, written as logits. */
const ROWS = [
  [0.1, 0.6, 0.2, 0.1],
  [0.25, 0.25, 0.4, 0.1],
  [0.7, 0.1, 0.1, 0.1],
  [0.05, 0.8, 0.1, 0.05],
];
const given = (more: Partial<PanelProps> = {}, rows = ROWS): PanelProps => ({
  ...propsOfKnown(TEXTS, { 'unembed.hook_out': { shape: [4, 4], data: rows.flat().map((p) => Math.log(p)) } }),
  ...more,
});
const at = (position: number) => ({ ...NO_SELECTION, position });
const ledger = (container: Element): string[] =>
  [...container.querySelectorAll('.output__ledger tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent).join('|'),
  );

test('the ledger holds logit, softmax and what is drawn with for each token, of the last position by default', async () => {
  const { container } = await render(<output.Body {...given()} />);
  expect(ledger(container)).toEqual([
    '1|⟨1⟩1|−0.223|−0.223|0.8000||✓|0.8000',
    '2|⟨2⟩2|−2.303|−2.303|0.1000||✓|0.1000',
    '3|⟨0⟩0|−2.996|−2.996|0.0500||✓|0.0500',
    '4|⟨3⟩3|−2.996|−2.996|0.0500||✓|0.0500',
  ]);
});

test('temperature, top-k and top-p work on the logits at hand and nothing is read anew', async () => {
  const read = vi.fn<PanelProps['read']>(given().read);
  const screen = await render(
    <output.Body {...given({ selection: at(2), read, sampling: { temperature: 1, top_k: 0, top_p: 0.75 } })} />,
  );
  expect(ledger(screen.container).map((row) => row.split('|').slice(-2).join(' '))).toEqual([
    '✓ 0.8750',
    '✓ 0.1250',
    'cut 0',
    'cut 0',
  ]);
  await screen.rerender(
    <output.Body {...given({ selection: at(2), read, sampling: { temperature: 0.5, top_k: 2, top_p: 1 } })} />,
  );
  // 0.7² and 0.1², over their sum with the two others, then over the sum of the two kept.
  expect(ledger(screen.container)[0]).toBe(`1|⟨0⟩0|−0.357|−0.713|${(0.49 / 0.52).toFixed(4)}||✓|${(0.49 / 0.5).toFixed(4)}`);
  await screen.rerender(<output.Body {...given({ selection: at(2), read, sampling: { temperature: 0, top_k: 0, top_p: 1 } })} />);
  expect(ledger(screen.container)[0]).toBe('1|⟨0⟩0|−0.357|–|1.0000||✓|1.0000');
  expect(new Set(read.mock.calls.flat())).toEqual(new Set(['unembed.hook_out']));
});

test('the token of the text is marked, with its loss −ln p at T = 1 whatever the temperature', async () => {
  const { container } = await render(
    <output.Body {...given({ selection: at(1), sampling: { temperature: 2, top_k: 0, top_p: 1 } })} />,
  );
  expect(container.querySelector('.output__row--actual')?.textContent).toContain('⟨2⟩');
  expect(container.textContent).toContain(`p = 0.4000 at T = 1, so its loss is −ln p = ${(-Math.log(0.4)).toFixed(3)} nats`);
});

test('the tail is exactly what has no row', async () => {
  const V = 50;
  const weights = Array.from({ length: V }, (_, id) => V - id);
  const total = weights.reduce((a, b) => a + b);
  const props = propsOfKnown(['a'], { 'unembed.hook_out': { shape: [1, V], data: weights.map((w) => Math.log(w)) } });
  const { container } = await render(<output.Body {...props} sampling={{ temperature: 1, top_k: 20, top_p: 1 }} />);
  const rest = weights.slice(14).reduce((a, b) => a + b) / total;
  const kept = weights.slice(0, 20).reduce((a, b) => a + b);
  expect(ledger(container).length).toBe(15);
  expect(ledger(container).at(-1)).toBe(
    `…|the other 36|${rest.toFixed(4)}||6 kept|${(weights.slice(14, 20).reduce((a, b) => a + b) / kept).toFixed(4)}`,
  );
  expect(container.querySelector('tfoot')?.textContent).toBe('sum1.00001.0000');
});

test('the overview says for each position the likeliest token and whether it is right, and selects it', async () => {
  const select = vi.fn<PanelProps['select']>();
  const screen = await render(<output.Body {...given({ select })} />);
  const rows = [...screen.container.querySelectorAll('.output__positions tbody tr')].map((row) => row.textContent);
  expect(rows[0]).toBe('0the⟨1⟩0.600✓0.600');
  expect(rows[2]).toBe('2␣saw⟨0⟩0.700⟨3⟩0.100');
  expect(rows[3]).toBe('3␣the⟨1⟩0.800–');
  await expect.element(screen.getByText('2 of 3 right')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: /^position 1,/ }));
  expect(select).toHaveBeenCalledExactlyOnceWith({ position: 1, token: 1 });
});

test('of a masked text that nobody has selected in, the last hidden position is shown', async () => {
  const masked = { config: { ...given().config, objective: 'masked' as const }, targets: Int32Array.of(-1, 2, -1, -1) };
  const screen = await render(<output.Body {...given(masked)} />);
  await expect.element(screen.getByRole('heading', { name: words.en.panels.output.ledgerMasked(1) })).toBeVisible();
});

test('logits that are no numbers are said, not drawn', async () => {
  const { container } = await render(<output.Body {...given({}, [[0.5, NaN, 0.1, 0.2], ...ROWS.slice(1)])} />);
  expect(container.textContent).toContain('training has diverged');
});

test('of two steps the tokens whose probability changed most come first, with both probabilities', async () => {
  const { read: readB } = given({}, [...ROWS.slice(0, 3), [0.4, 0.5, 0.05, 0.05]]);
  const props = given();
  const screen = await render(<output.Body {...props} difference={{ a: 2, b: 1, readA: props.read, readB }} />);
  const rows = screen
    .getByRole('listbox')
    .getByRole('option')
    .elements()
    .map((row) => row.getAttribute('aria-label'));
  expect(rows.slice(0, 3)).toEqual(['⟨0⟩: 0.4000 → 0.0500', '⟨1⟩: 0.5000 → 0.8000', '⟨2⟩: 0.0500 → 0.1000']);
});
