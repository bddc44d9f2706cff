import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import type { TaskReport, TextInfo } from '#lexicon/messages.ts';
import { words } from '#lexicon/words/all.ts';
import type { PanelProps } from '../contract.ts';
import { propsOfKnown } from '../propsOfKnown.ts';
import { task } from './Task.tsx';

const said = words.en.panels.task;
const TEXTS = ['3', ' +', ' 4', ' =', ' 7', '\n', '1', ' 2', '[MASK]'];

/** Two examples, `3 + 4 = 7` and `1 + 2 = 3`, of which the second is held out. */
const TEXT: TextInfo = {
  text: '3 + 4 = 7\n1 + 2 = 3\n',
  cleaning: { before: 0, after: 0, changes: [] },
  ids: Int32Array.of(0, 1, 2, 3, 4, 5, 6, 1, 7, 3, 0, 5),
  vocabulary: TEXTS.map((text, id) => ({ id, text })),
  counts: new Uint32Array(TEXTS.length),
  merges: [],
  trainTokens: 6,
  uniformNats: 1,
  unigramNats: 1,
  bigramNats: 1,
  notices: [],
  examples: {
    from: Int32Array.of(0, 6),
    answer: Int32Array.of(4, 10),
    scored: Int32Array.of(6, 12),
    to: Int32Array.of(6, 12),
    train: 1,
  },
};
const REPORT: TaskReport = {
  runId: 1,
  step: 300,
  heldOut: 1,
  chance: null,
  answers: [
    { prompt: '1 + 2 =', expected: '3', got: '3', right: true },
    { prompt: '9 + 2 =', expected: '11', got: '', right: false },
  ],
  scores: { exactMatch: 0.5, perplexity: 1.25 },
};

function given(more: Partial<PanelProps> = {}): PanelProps {
  return { ...propsOfKnown(TEXTS, {}, { task: 'addition' }), text: TEXT, ...more };
}

test('of an example the answer is marked as what the loss counts, and nothing else; held-out examples are not shown', async () => {
  const screen = await render(<task.Body {...given()} />);
  const lines = screen.container.querySelectorAll('.example-line');
  expect(lines.length).toBe(1);
  expect(lines[0]?.textContent).toBe('3 + 4 = 7⏎');
  expect(Array.from(lines[0]?.querySelectorAll('mark') ?? [], (mark) => mark.textContent)).toEqual([' 7', '⏎']);
});

test('answers stand beside what was expected, right and wrong apart, with the score of all', async () => {
  const exam = { report: REPORT, scores: [REPORT], busy: false, ask: vi.fn<() => void>(), stop: vi.fn<() => void>() };
  const screen = await render(<task.Body {...given({ exam })} />);
  await expect.element(screen.getByText(said.count('2', '1', '300'))).toBeVisible();
  const rows = Array.from(screen.container.querySelectorAll('.task__answers tbody tr'), (row) =>
    Array.from(row.querySelectorAll('td'), (cell) => cell.textContent),
  );
  expect(rows).toEqual([
    ['1 + 2 =', '3', `3${said.right}`],
    ['9 + 2 =', '11', `${said.empty}${said.wrong}`],
  ]);
  expect(screen.container.querySelector('.task__scores')?.textContent).toBe('exact match0.500perplexity1.250');
  await screen.getByRole('button', { name: said.ask }).click();
  expect(exam.ask).toHaveBeenCalledOnce();
  await screen.rerender(<task.Body {...given({ exam: { ...exam, busy: true } })} />);
  await screen.getByRole('button', { name: said.stop }).click();
  expect(exam.stop).toHaveBeenCalledOnce();
});

test('of a masked model each gap has what was hidden, the guess, its probability and its loss; the mean is of the gaps', async () => {
  const { examples: _, ...story } = TEXT;
  const tokens = [0, 8, 2].map((id) => ({ id, text: TEXTS[id] ?? '' }));
  const logits = Array.from({ length: 3 * TEXTS.length }, () => 0);
  logits[TEXTS.length + 3] = 5;
  const known = propsOfKnown(
    TEXTS,
    {
      'unembed.hook_out': { shape: [3, TEXTS.length], data: logits },
      'probe.loss': { shape: [3], data: [Number.NaN, Math.LN2, Number.NaN] },
    },
    { objective: 'masked' },
  );
  const screen = await render(<task.Body {...known} tokens={tokens} text={story} targets={Int32Array.of(-1, 1, -1)} />);
  expect(screen.container.querySelector('.example-line')?.textContent).toBe('3 + 4');
  expect(screen.container.querySelector('.example-line__gap')?.textContent).toBe(' +');
  const cells = Array.from(screen.container.querySelectorAll('.task__table tbody td'), (cell) => cell.textContent);
  expect(cells).toEqual(['1', '␣+', `␣=${said.wrong}`, '0.500', '0.693']);
  await expect.element(screen.getByText(said.meanLoss('0.693'))).toBeVisible();
});

test('of a story each token but the first is marked: it is guessed from those before it', async () => {
  const { examples: _, ...story } = TEXT;
  const known = propsOfKnown(['a', 'b', 'c'], {});
  const screen = await render(
    <task.Body {...known} text={{ ...story, vocabulary: ['a', 'b', 'c'].map((text, id) => ({ id, text })) }} />,
  );
  expect(Array.from(screen.container.querySelectorAll('mark'), (mark) => mark.textContent)).toEqual(['b', 'c']);
});
