import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { NO_SELECTION } from '#lexicon/selection.ts';
import { words } from '#lexicon/words/all.ts';
import type { PanelProps } from '../contract.ts';
import { propsOfKnown } from '../propsOfKnown.ts';
import { textOfKnown } from '../textOfKnown.ts';
import { text } from './Text.tsx';

/** 雾 is two pieces; 5 = 3 + 4 is the one merge. */
const VOCABULARY = [
  { id: 0, text: '', bytes: [0xe9, 0x9b] },
  { id: 1, text: '', bytes: [0xbe] },
  { id: 2, text: '\n' },
  { id: 3, text: 'b' },
  { id: 4, text: 'ell' },
  { id: 5, text: 'bell' },
] as const;
const IDS = [0, 1, 5, 2, 5, 5, 3, 2, 5, 4];
const TEXT = textOfKnown([...VOCABULARY], IDS, { merges: [[3, 4, 5]] });
const given = (more: Partial<PanelProps> = {}): PanelProps => ({
  ...propsOfKnown([], {}),
  text: TEXT,
  tokens: [VOCABULARY[5], VOCABULARY[3]],
  ...more,
});
const story = (screen: Awaited<ReturnType<typeof render>>) => screen.getByRole('listbox', { name: 'The story as tokens' });

test('every token of the story is a chip with its place and id, the held-out tail told apart', async () => {
  const screen = await render(<text.Body {...given()} />);
  const chips = story(screen).getByRole('option').elements();
  expect(chips.map((chip) => chip.textContent)).toEqual([
    '⟨E9 9B⟩',
    '⟨BE⟩',
    'bell',
    '⏎',
    'bell',
    'bell',
    'b',
    '⏎',
    'bell',
    'ell',
  ]);
  expect(chips[2]?.getAttribute('aria-label')).toBe('token 2: bell, id 5');
  expect(chips[9]?.getAttribute('aria-label')).toBe('token 9: ell, id 4, held out');
  expect(chips.map((chip) => chip.classList.contains('token-flow__chip--held-out')).indexOf(true)).toBe(9);
});

test('the pieces of one character are framed with it, and � is nowhere', async () => {
  const { container } = await render(<text.Body {...given()} />);
  const group = container.querySelector('.token-flow__group');
  expect(group?.querySelector('.token-flow__whole')?.textContent).toBe('雾');
  expect(group?.querySelectorAll('[role=option]').length).toBe(2);
  expect(container.textContent).not.toContain('\uFFFD');
});

test('a click on a token selects it and probes the stretch of the story that has it in its middle', async () => {
  const [select, probeAt] = [vi.fn<PanelProps['select']>(), vi.fn<PanelProps['probeAt']>()];
  const screen = await render(<text.Body {...given({ select, probeAt, config: { ...given().config, n_ctx: 4 } })} />);
  await userEvent.click(story(screen).getByRole('option').nth(6));
  expect(select).toHaveBeenCalledWith({ token: 3, position: 2 });
  expect(probeAt).toHaveBeenCalledExactlyOnceWith(4);
});

test('arrow keys move from chip to chip and preview the token, Enter chooses', async () => {
  const [hover, probeAt] = [vi.fn<PanelProps['hover']>(), vi.fn<PanelProps['probeAt']>()];
  const screen = await render(<text.Body {...given({ hover, probeAt })} />);
  (story(screen).element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{Enter}');
  expect(hover.mock.calls.map(([part]) => part?.token)).toEqual([0, 1, 5]);
  expect(probeAt).toHaveBeenCalledExactlyOnceWith(0);
});

test('cleaning says what it changed with counts and examples, or that nothing had to be', async () => {
  const screen = await render(<text.Body {...given()} />);
  await expect.element(screen.getByText('Nothing had to be changed.')).toBeInTheDocument();
  const changes = [{ kind: 'control', count: 3, example: '\u0007' }] as const;
  await screen.rerender(<text.Body {...given({ text: { ...TEXT, cleaning: { before: 40, after: 37, changes } } })} />);
  await expect.element(screen.getByText('40 characters came in, 37 went on.')).toBeInTheDocument();
  await expect.element(screen.getByText('3 × control character removed')).toHaveTextContent('for example ␇');
});

test('the vocabulary counts each piece, sorts by a column and finds by text or id', async () => {
  const screen = await render(<text.Body {...given()} />);
  const table = screen.getByRole('table');
  const rows = () =>
    [...table.element().querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent).join(' '),
    );
  expect(rows()).toEqual(['5 bell 4 2', '2 ⏎ 2 3', '0 ⟨E9 9B⟩ 1 0', '1 ⟨BE⟩ 1 1', '3 b 1 6', '4 ell 1 9']);
  await userEvent.click(table.getByRole('button', { name: 'id', exact: true }));
  expect(rows()[0]).toBe('0 ⟨E9 9B⟩ 1 0');
  await userEvent.fill(screen.getByRole('searchbox'), 'ELL');
  expect(rows()).toEqual(['4 ell 1 9', '5 bell 4 2']);
});

test('the replay of the merges takes the probed tokens apart again', async () => {
  const screen = await render(<text.Body {...given()} />);
  const replay = screen.getByRole('listbox', { name: 'How the pieces were learnt' });
  const pieces = () =>
    replay
      .getByRole('option')
      .elements()
      .map((chip) => chip.textContent);
  expect(pieces()).toEqual(['bell', 'b']);
  await userEvent.click(screen.getByRole('button', { name: 'Previous merge that changes something here' }));
  expect(pieces()).toEqual(['b', 'ell', 'b']);
  await expect
    .element(screen.getByRole('slider', { name: 'Merges applied' }))
    .toHaveAttribute('aria-valuetext', 'after 0 of 1 merges');
});

test('a text of a million tokens is drawn a page at a time', async () => {
  const ids = Array.from({ length: 1_000_000 }, (_, i) => i % 6);
  const screen = await render(<text.Body {...given({ text: textOfKnown([...VOCABULARY], ids), wide: false })} />);
  expect(story(screen).getByRole('option').elements().length).toBe(240);
  await userEvent.click(screen.getByRole('button', { name: 'Later part' }));
  expect(story(screen).getByRole('option').first().element().getAttribute('aria-label')).toBe('token 240: ⟨E9 9B⟩, id 0');
});

test('all of it is said in Chinese too, and the selected token is marked wherever it stands', async () => {
  const zh = given({ words: words.zh, language: 'zh', selection: { ...NO_SELECTION, token: 5 } });
  const { container } = await render(<text.Body {...zh} />);
  expect(container.textContent).toContain('原文干净，一处都没有改。');
  expect(container.querySelectorAll('.token-flow')[0]?.querySelectorAll('.token-flow__chip--same').length).toBe(4);
});
