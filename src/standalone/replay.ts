import { groupPieces } from '#lexicon/pieces.ts';
import type { standalone } from '#lexicon/words/en/standalone.ts';
import { softmax } from '#math/softmax.ts';
import { lossChart } from './chart.ts';
import { element } from './dom.ts';
import type { Model } from './model.ts';
import { Network } from './network.ts';

const PLAY_MS = 400;
const CANDIDATES = 6;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What each token is called: a character's bytes share its name, so that none of them is a broken letter. */
function namesOf({ tokenizer, run }: Model): string[] {
  const names: string[] = [];
  for (const { from, to, text } of groupPieces(tokenizer.pieces, run.ids)) {
    const said = text.replaceAll('\n', '⏎').replaceAll(' ', '␣');
    for (let at = from; at < to; at++) names.push(to - from === 1 ? said : `${said} ${at - from + 1}/${to - from}`);
  }
  return names;
}

/** A run looked back on: its losses, and at every kept step what it wrote, what it attended to and what it expected. */
export function replay(model: Model, words: typeof standalone): HTMLElement {
  const { run, config, tokenizer } = model;
  const kept = [...run.checkpoints, { step: run.step, weights: run.weights }];
  const ids = [...run.ids];
  const T = ids.length;
  const names = namesOf(model);
  const chart = lossChart(run, words);
  const slider = element('input', {
    type: 'range',
    min: '0',
    max: String(kept.length - 1),
    value: String(kept.length - 1),
    step: '1',
  });
  const said = element('output');
  const play = element('button', { className: 'main', textContent: words.play });
  const wrote = element('p', { className: 'written' });
  const expects = element('ol', { className: 'expects' });
  const expectsTitle = element('h2');
  const attends = element('p', { className: 'soft', ariaLive: 'polite' });
  const heads = element('select', { ariaLabel: words.attention });
  for (let l = 0; l < config.n_layers; l++)
    for (let h = 0; h < config.n_heads; h++) heads.append(new Option(words.head(l + 1, h + 1)));
  const grid = element('table', { className: 'grid' });
  let position = T - 1;

  const draw = (): void => {
    const state = kept[Number(slider.value)] ?? { step: run.step, weights: run.weights };
    chart.set(state.step);
    said.textContent = words.step(state.step.toLocaleString());
    const sample = run.samples.findLast((row) => row.step <= state.step);
    wrote.replaceChildren(
      ...(sample ? [element('span', { className: 'given', textContent: sample.prompt }), sample.text] : [words.nothingWritten]),
    );
    const { logits, patterns } = new Network(config, state.weights).read(ids);
    const pattern = patterns.subarray(heads.selectedIndex * T * T, (heads.selectedIndex + 1) * T * T);
    const row = (from: number): HTMLElement => {
      const cells = names.map((to, key) => {
        const share = pattern[from * T + key] ?? 0;
        const cell = element('td', { title: words.attends(names[from] ?? '', to, percent(share)) });
        cell.style.setProperty('--share', share.toFixed(4));
        return cell;
      });
      const head = element('th', { scope: 'row' }, element('button', { textContent: names[from] ?? '' }));
      head.onclick = () => {
        position = from;
        draw();
      };
      return element('tr', { className: from === position ? 'on' : '' }, head, ...cells);
    };
    grid.replaceChildren(...names.map((_, from) => row(from)));
    const looks = [...names.keys()].toSorted((a, b) => (pattern[position * T + b] ?? 0) - (pattern[position * T + a] ?? 0));
    const [most = 0] = looks;
    attends.textContent = words.attends(names[position] ?? '', names[most] ?? '', percent(pattern[position * T + most] ?? 0));
    expectsTitle.textContent = words.expects(names[position] ?? '');
    const probabilities = softmax(logits.subarray(position * config.d_vocab, (position + 1) * config.d_vocab));
    const likely = [...probabilities.keys()].toSorted((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0));
    expects.replaceChildren(
      ...likely.slice(0, CANDIDATES).map((id) => {
        const share = probabilities[id] ?? 0;
        const item = element(
          'li',
          {},
          element('span', { textContent: tokenizer.decode([id]).replaceAll('\n', '⏎').replaceAll(' ', '␣') }),
          percent(share),
        );
        item.style.setProperty('--share', share.toFixed(4));
        return item;
      }),
    );
  };
  let timer = 0;
  const halt = (): void => {
    clearInterval(timer);
    timer = 0;
    play.textContent = words.play;
  };
  play.onclick = () => {
    if (timer !== 0) return halt();
    if (Number(slider.value) === kept.length - 1) slider.value = '0';
    play.textContent = words.pause;
    draw();
    timer = window.setInterval(() => {
      slider.value = String(Number(slider.value) + 1);
      draw();
      if (Number(slider.value) === kept.length - 1) halt();
    }, PLAY_MS);
  };
  slider.oninput = draw;
  heads.onchange = draw;
  draw();
  return element(
    'section',
    {},
    chart.svg as unknown as HTMLElement,
    element(
      'div',
      { className: 'buttons' },
      play,
      element('label', { className: 'field' }, element('span', { textContent: words.kept }), slider, said),
    ),
    element('h2', { textContent: words.wrote }),
    wrote,
    element('h2', { textContent: words.attention }),
    heads,
    attends,
    element('div', { className: 'scroll' }, grid),
    expectsTitle,
    expects,
  );
}
