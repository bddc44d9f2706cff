// @ts-check
import { typical } from './saving.mjs';

/**
 * @typedef {import('./rounds.ts').Row} Row
 * @typedef {import('./browser.mjs').StepsReport} StepsReport
 * @typedef {import('./panels.mjs').PanelReport} PanelReport
 * @typedef {{date: string, machine: {processor: string, cores: number, platform: string},
 *   load: {before: number, after: number}, versions: Record<string, string>, rounds: number,
 *   steps: StepsReport | null, panels: PanelReport | null, saving: import('./saving.mjs').SavingRow[] | null}} BenchResult
 */

/** The row of `limits.ts`, on one thread; a trainer with several is held against as many times its speed. */
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
  const steps = Math.min(losses.length, others.length);
  if (steps === 0) return NOTHING;
  const nats = Math.max(...losses.slice(0, steps).map((loss, i) => Math.abs(loss - (others[i] ?? Number.NaN))));
  return `${nats.toExponential(0)} (${steps})`;
}

/** @param {Row} row @param {Row[]} rows @returns {string[]} */
function cells(row, rows) {
  const { name, place, threads, step, queue, gpu, ready, failure } = row;
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
    time(step?.fastest),
    ms && basis && name !== LIMIT ? `${(basis / ms).toPrecision(2)} ×` : NOTHING,
    ms && limit && name !== LIMIT ? `${Math.round((100 * limit) / (place === 'wasm' ? threads : 1) / ms)} %` : NOTHING,
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
  'fastest',
  'against jax-js',
  'limit / step',
  'dispatches',
  'submits',
  'JS ms',
  'ready ms',
  'losses apart (steps)',
];

/** @param {string[][]} rows the head first @returns {string} as Markdown, columns aligned */
function markdown(rows) {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (/** @type {string[]} */ row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}

/** @param {Record<string, number | boolean>} shape @returns {string} */
const shapeWords = (shape) =>
  Object.entries(shape)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** @param {StepsReport} report @returns {string} */
function stepTables({ runtime, adapter, threads, sizes }) {
  const gpu = adapter ? `${adapter.label}${adapter.software ? ' (software)' : ''}` : 'none';
  const blocks = sizes.map(({ size, shape, gflop, rows }) => {
    const head = `${size}: ${shapeWords(shape)}; ${gflop.toPrecision(3)} GFLOP of matrix products`;
    return `${head}\n\n${markdown([HEAD, ...rows.map((row) => cells(row, rows))])}`;
  });
  return [`${runtime}; GPU: ${gpu}; tfjs-wasm threads: ${threads.tfjs ?? NOTHING}`, ...blocks].join('\n\n');
}

const VIEWS = { closed: 'all panels closed', screen: 'a screen of 1440 × 900', all: 'all panels in view' };

/** @param {PanelReport} report @returns {string} */
function panelTable({ backend, shape, rows }) {
  const closed = rows.find(({ view }) => view === 'closed')?.stepsPerSecond ?? Number.NaN;
  const body = rows.map(({ view, panels, stepsPerSecond, least, most }) => [
    VIEWS[view],
    String(panels),
    `${stepsPerSecond.toFixed(0)} (${least.toFixed(0)}…${most.toFixed(0)})`,
    `${Math.round((100 * stepsPerSecond) / closed)} %`,
  ]);
  const head = ['the built app', 'panels drawn', 'steps a second (rounds)', 'of closed'];
  return `Pictures while training on ${backend}: ${shapeWords(shape)}\n\n${markdown([head, ...body])}`;
}

/** @param {import('./saving.mjs').SavingRow[]} rows @returns {string} */
function savingTable(rows) {
  const body = rows.map(({ size, backend, parameters, cpuMsPerSave, saving, without }) => {
    const [speed, cpu] = /** @type {const} */ (['stepsPerSecond', 'cpuMsPerStep']);
    const slower = 1 - typical(saving, speed) / typical(without, speed);
    const dearer = typical(saving, cpu) / typical(without, cpu) - 1;
    return [
      `${size}, on ${backend}`,
      String(parameters),
      String(saving.reduce((sum, { saves }) => sum + saves, 0)),
      `${typical(saving, speed).toFixed(1)} and ${typical(without, speed).toFixed(1)}`,
      `${(100 * slower).toFixed(1)} %`,
      `${(100 * dearer).toFixed(1)} %`,
      `${cpuMsPerSave.toFixed(1)} ms`,
    ];
  });
  const head = [
    'while training',
    'parameters',
    'saves',
    'steps a second, saving and not',
    'slower by',
    'more processor a step',
    'processor a save',
  ];
  return `What saving costs (3 % at most)\n\n${markdown([head, ...body])}`;
}

/** @param {BenchResult} result @returns {string} everything a reader needs to judge it, as Markdown */
export function tables({ date, machine, load, versions, rounds, steps, panels, saving }) {
  const about = [
    `${machine.processor}, ${machine.cores} cores, ${machine.platform}`,
    `load ${load.before.toFixed(2)} before, ${load.after.toFixed(2)} after`,
    `${rounds} rounds, ${date}`,
    ...Object.entries(versions).map(([name, version]) => `${name} ${version}`),
  ].join('; ');
  return [
    about,
    ...(steps ? [stepTables(steps)] : []),
    ...(panels ? [panelTable(panels)] : []),
    ...(saving ? [savingTable(saving)] : []),
  ].join('\n\n');
}
