import type { standalone } from '#lexicon/words/en/standalone.ts';
import { STRETCH_MS, element, numberField, pause } from './dom.ts';
import { continuation } from './model.ts';
import type { Model } from './model.ts';

const LONGEST = 2000;

/** A prompt and what the model makes of it. */
export function writer(model: Model, words: typeof standalone): HTMLElement {
  const { tokenizer, config } = model;
  // The beginning that was looked at, up to a word's end.
  const beginning = tokenizer.decode(model.run.ids.slice(0, 12)).replace(/\s+\S*$/, '');
  const prompt = element('textarea', { rows: 3, value: beginning });
  const temperature = numberField(words.temperature, {
    type: 'range',
    min: '0',
    max: '2',
    step: '0.05',
    value: String(config.temperature),
  });
  const topK = numberField(words.topK, { type: 'range', min: '0', max: '200', step: '1', value: String(config.top_k) });
  const length = numberField(words.length, { type: 'number', min: '1', max: String(LONGEST), step: '1', value: '120' });
  const seed = numberField(words.seed, { type: 'number', min: '0', max: '4294967295', step: '1', value: String(config.seed) });
  const given = element('span', { className: 'given' });
  const added = element('span');
  const button = element('button', { className: 'main', textContent: words.write });
  const copy = element('button', { textContent: words.copy });
  let running = 0;

  const write = async (): Promise<void> => {
    const turn = ++running;
    button.textContent = words.stop;
    given.textContent = prompt.value;
    added.textContent = '';
    // A model is asked to continue something: where nothing was said, a line end.
    const start = [...tokenizer.encode(prompt.value === '' ? '\n' : prompt.value)];
    const settings = { temperature: temperature.value(), top_k: topK.value(), top_p: config.top_p, seed: seed.value() };
    const drawn: number[] = [];
    const wanted = Math.min(LONGEST, Math.max(1, Math.round(length.value())));
    let began = performance.now();
    for (const id of continuation(model, start, settings)) {
      drawn.push(id);
      if (performance.now() - began > STRETCH_MS || drawn.length === wanted) {
        added.textContent = tokenizer.decode(drawn);
        await pause();
        began = performance.now();
      }
      if (turn !== running || drawn.length >= wanted) break;
    }
    if (turn === running) stop();
  };
  const stop = (): void => {
    running++;
    button.textContent = words.write;
  };
  button.onclick = () => (button.textContent === words.stop ? stop() : void write());
  copy.onclick = () => void navigator.clipboard.writeText(`${given.textContent}${added.textContent}`);

  return element(
    'section',
    {},
    element('label', { className: 'prompt' }, element('span', { textContent: words.prompt }), prompt),
    element('div', { className: 'fields' }, temperature.row, topK.row, length.row, seed.row),
    element('div', { className: 'buttons' }, button, copy),
    element('p', { className: 'written', ariaLive: 'polite' }, given, added),
    element('p', { className: 'soft', textContent: words.offline }),
  );
}
