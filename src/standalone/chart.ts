import type { RecordedRun } from '#files/recordedRun.ts';
import type { standalone } from '#lexicon/words/en/standalone.ts';

const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT, LEFT, BOTTOM] = [640, 160, 40, 18];

function shape(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

/** The curve of the losses, training and validation, with a mark that can be set to a step. */
export function lossChart({ metrics, evaluations, step }: RecordedRun, words: typeof standalone) {
  const train = Array.from(metrics.step, (at, i) => ({ at, loss: metrics.loss[i] ?? Number.NaN }));
  const validation = evaluations.map((row) => ({ at: row.step, loss: row.valLoss }));
  const all = [...train, ...validation].map(({ loss }) => loss).filter(Number.isFinite);
  const top = Math.max(...all, 1e-6);
  const x = (at: number): number => LEFT + ((WIDTH - LEFT - 8) * at) / Math.max(1, step);
  const y = (loss: number): number => 6 + (HEIGHT - BOTTOM - 6) * (1 - loss / top);
  const path = (points: typeof train): string =>
    points
      .filter(({ loss }) => Number.isFinite(loss))
      .map(({ at, loss }, i) => `${i === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(loss).toFixed(1)}`)
      .join('');
  const svg = shape('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': words.loss });
  const mark = shape('line', { y1: 4, y2: HEIGHT - BOTTOM, class: 'mark' });
  svg.append(
    shape('line', { x1: LEFT, x2: WIDTH - 8, y1: y(0), y2: y(0), class: 'axis' }),
    shape('text', { x: LEFT - 6, y: y(top) + 8, class: 'end' }, top.toFixed(1)),
    shape('text', { x: LEFT - 6, y: y(0), class: 'end' }, '0'),
    shape('text', { x: WIDTH - 8, y: HEIGHT - 4, class: 'end' }, words.step(step.toLocaleString())),
    shape('path', { d: path(train), class: 'train' }),
    shape('path', { d: path(validation), class: 'validation' }),
    shape('text', { x: WIDTH - 8, y: 16, class: 'end train' }, words.train),
    shape('text', { x: WIDTH - 8, y: 30, class: 'end validation' }, validation.length > 0 ? words.validation : ''),
    mark,
  );
  const set = (at: number): void => {
    mark.setAttribute('x1', String(x(at)));
    mark.setAttribute('x2', String(x(at)));
  };
  return { svg, set };
}
