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

const PROOFS = {
  kinds: Uint8Array.of(0, 1, 0),
  at: Int32Array.of(0, 8, 12),
  lengths: Int32Array.of(7, 3, 5),
  after: Int32Array.of(0, 0, 1),
  texts: ['the', 'in'],
};
const MISTYPED = textOfKnown([{ id: 0, text: 'the the teh in in' }], Array(20).fill(0), { text: 'the the teh in in' });

test('errors are a list of places by kind; what is accepted, one or all of a kind, is corrected in the order of the text', async () => {
  const correct = vi.fn<PanelProps['textTools']['correct']>();
  const textTools = { ...given().textTools, correct, proofread: () => Promise.resolve(PROOFS) };
  const screen = await render(<text.Body {...given({ text: MISTYPED, textTools })} />);
  const one = screen.getByRole('checkbox', { name: 'at character 8: teh becomes the' });
  await userEvent.click(one);
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Kind of error shown' }), 'doubledWord');
  await expect.element(one).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Accept all shown' }));
  await expect.element(screen.getByText('3 of 3 accepted')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('checkbox', { name: 'at character 12: in in becomes in' }));
  await userEvent.click(screen.getByRole('button', { name: 'Correct 2 places' }));
  expect(correct).toHaveBeenCalledExactlyOnceWith([
    { kind: 'doubledWord', at: 0, before: 'the the', after: 'the' },
    { kind: 'spelling', at: 8, before: 'teh', after: 'the' },
  ]);
});

test('what cleaning changed stands struck out and underlined, and a choice can be made otherwise', async () => {
  const reclean = vi.fn<PanelProps['textTools']['reclean']>(() => Promise.resolve());
  const excerpts = [
    {
      at: 0,
      kinds: ['markdown' as const],
      parts: [
        { side: 'pasted' as const, text: '# ' },
        { side: 'both' as const, text: 'Fog' },
        { side: 'cleaned' as const, text: ' ' },
      ],
    },
  ];
  const cleaning = {
    before: 9,
    after: 7,
    changes: [{ kind: 'markdown' as const, count: 1, example: '#' }],
    chosen: { markup: true, width: false, spaces: false },
    offered: [{ kind: 'spaces' as const, count: 4, example: '' }],
  };
  const textTools = { ...given().textTools, reclean, diff: () => Promise.resolve({ total: 1, excerpts }) };
  const screen = await render(<text.Body {...given({ text: { ...TEXT, cleaning }, textTools })} />);
  await expect.element(screen.getByText('#␣')).toHaveProperty('tagName', 'DEL');
  await userEvent.click(screen.getByRole('checkbox', { name: 'runs of spaces to one · 4 places' }));
  expect(reclean).toHaveBeenCalledExactlyOnceWith({ markup: true, width: false, spaces: true });
});

test('a sentence that is typed is cut by each tokenizer', async () => {
  const split = vi.fn<PanelProps['textTools']['split']>((sentence) =>
    Promise.resolve([{ kind: 'char', d_vocab: 9, pieces: [...sentence].map((character, id) => ({ id, text: character })) }]),
  );
  const screen = await render(<text.Body {...given({ textTools: { ...given().textTools, split } })} />);
  await userEvent.fill(screen.getByRole('textbox', { name: 'Sentence to cut' }), 'fog');
  const chips = screen.getByRole('listbox', { name: 'by characters' }).getByRole('option');
  await expect.element(chips.nth(2)).toHaveTextContent('g');
  expect(split).toHaveBeenLastCalledWith('fog');
});

test('the merges play by themselves from the bytes to the tokens', async () => {
  const screen = await render(<text.Body {...given()} />);
  await userEvent.click(screen.getByRole('button', { name: 'Play the merges' }));
  const slider = screen.getByRole('slider', { name: 'Merges applied' });
  await expect.element(slider).toHaveAttribute('aria-valuetext', 'after 0 of 1 merges');
  await expect.element(slider).toHaveAttribute('aria-valuetext', 'after 1 of 1 merges');
  await expect.element(screen.getByText('merged in 4 places of the story', { exact: false })).toBeInTheDocument();
});
