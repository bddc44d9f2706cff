// @ts-check

/**
 * @typedef {import('./run.ts').BenchReport} BenchReport
 * @typedef {import('./rounds.ts').Row} Row
 * @typedef {BenchReport & {date: string, runtime: string, machine: {processor: string, cores: number, platform: string},
 *   load: {before: number, after: number}, versions: Record<string, string>, rounds: number}} BenchResult
 */

const LIMIT = 'matrix products alone';
const BASIS = 'jax-js';
const NOTHING = '–';

/** @param {number | undefined} ms @returns {string} three significant digits */
function time(ms) {
  if (ms === undefined || !Number.isFinite(ms)) return NOTHING;
  return ms >= 1000 ? ms.toFixed(0) : ms >= 100 ? ms.toFixed(0) : ms.toPrecision(3);
}

/** @param {Row} row @param {Row | undefined} reference @returns {string} how far the losses lie apart at most, over how many steps */
function agreement({ losses = [] }, reference) {
  const others = reference?.losses ?? [];
  const n = Math.min(losses.length, others.length);
  if (n === 0 || losses.some(Number.isNaN)) return NOTHING;
  const apart = losses.slice(0, n).map((loss, i) => Math.abs(loss - (others[i] ?? Number.NaN)));
  return `${Math.max(...apart).toExponential(0)} (${n})`;
}

/** @param {Row} row @param {Row[]} rows @returns {string[]} */
function cells(row, rows) {
  const { name, place, step, queue, gpu, ready, failure } = row;
  const there = rows.filter((other) => other.place === place);
  const limit = there.find((other) => other.name === LIMIT)?.step?.median;
  const basis = there.find((other) => other.name === BASIS)?.step?.median;
  const ms = step?.median;
  const times = step ? `${time(ms)} (${time(step.least)}…${time(step.most)})` : NOTHING;
  const isGpu = place === 'webgpu' && gpu !== undefined;
  return [
    failure === undefined ? name : `${name}: failed, ${failure.split('\n', 1)[0]}`,
    place,
    times,
    ms && basis && name !== LIMIT ? `${(basis / ms).toPrecision(2)} ×` : NOTHING,
    ms && limit && name !== LIMIT ? `${Math.round((100 * limit) / ms)} %` : NOTHING,
    isGpu ? String(gpu.dispatches) : NOTHING,
    isGpu ? String(gpu.submits) : NOTHING,
    isGpu ? time(queue) : NOTHING,
    time(ready),
    agreement(
      row,
      rows.find((other) => other.name !== LIMIT && other.losses && other.failure === undefined),
    ),
  ];
}

const HEAD = [
  'trainer',
  'on',
  'ms a step (rounds)',
  'against jax-js',
  'limit / step',
  'dispatches',
  'submits',
  'JS ms',
  'ready ms',
  'losses apart (steps)',
];

/** @param {string[][]} rows @returns {string} as Markdown, columns aligned */
function markdown(rows) {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (/** @type {string[]} */ row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}

/** @param {BenchResult} result @returns {string} everything a reader needs to judge it, as Markdown */
export function table(result) {
  const { date, runtime, machine, load, versions, adapter, threads, rounds, sizes } = result;
  const gpu = adapter ? `${adapter.label}${adapter.software ? ' (software)' : ''}` : 'none';
  const about = [
    `${runtime}, ${machine.processor}, ${machine.cores} cores, ${machine.platform}; GPU: ${gpu}`,
    `${date}; load ${load.before.toFixed(2)} before, ${load.after.toFixed(2)} after; ${rounds} rounds`,
    `${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}; tfjs-wasm with ${threads.tfjs ?? 'no'} threads`,
  ];
  const blocks = sizes.map(({ size, shape, gflop, rows }) => {
    const words = Object.entries(shape).map(([name, value]) => `${name} ${value}`);
    return `\n${size}: ${words.join(', ')}; ${gflop.toPrecision(3)} GFLOP of matrix products\n\n${markdown([HEAD, ...rows.map((row) => cells(row, rows))])}`;
  });
  return [...about, ...blocks].join('\n');
}
