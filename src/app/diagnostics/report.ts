import type { diagnostics } from '#lexicon/words/en/diagnostics.ts';
import { useStore } from '#state/store.ts';
import { faults } from './faults.ts';

export type Row = keyof typeof diagnostics.rows;
/** A line of the report: what, and how it is here; in the machine's words, which every maintainer reads. */
export type Line = readonly [row: Row, value: string];

const MIB = 2 ** 20;
const UNKNOWN = '–';

/** The name of the page's first script, which has the version in it. */
function mainScript(): string {
  return document.querySelector<HTMLScriptElement>('script[src]')?.src.split('/').at(-1) ?? UNKNOWN;
}

/** The graphics adapter's limits that decide how large a model may be. */
async function gpuLimits(): Promise<string> {
  const adapter = await (navigator.gpu as GPU | undefined)?.requestAdapter().catch(() => null);
  if (!adapter) return UNKNOWN;
  const { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupStorageSize, maxComputeInvocationsPerWorkgroup } =
    adapter.limits;
  const limits = {
    maxBufferSize,
    maxStorageBufferBindingSize,
    maxComputeWorkgroupStorageSize,
    maxComputeInvocationsPerWorkgroup,
  };
  return [...Object.entries(limits).map(([name, value]) => `${name} ${value}`), ...adapter.features].join(', ');
}

function heap(): string {
  const { memory } = performance as { memory?: { usedJSHeapSize: number; jsHeapSizeLimit: number } };
  if (!memory) return UNKNOWN;
  return `${(memory.usedJSHeapSize / MIB).toFixed(0)} / ${(memory.jsHeapSizeLimit / MIB).toFixed(0)} MiB`;
}

async function storage(): Promise<string> {
  const manager = navigator.storage as StorageManager | undefined;
  if (!manager) return UNKNOWN;
  const [{ usage, quota }, persisted] = await Promise.all([manager.estimate(), manager.persisted()]);
  const size = (bytes: number | undefined): string => (bytes === undefined ? '?' : `${(bytes / MIB).toFixed(0)} MiB`);
  return `${size(usage)} / ${size(quota)}, ${persisted ? 'persistent' : 'best effort'}`;
}

/** Everything that helps to find out why something does not work here; nothing of the story. */
export async function diagnose(): Promise<readonly Line[]> {
  const { backend, training, run, config, keeping, step } = useStore.getState();
  const worker = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  const settle = (value: Promise<string>): Promise<string> => value.catch((error: unknown) => String(error));
  const [limits, kept] = await Promise.all([settle(gpuLimits()), settle(storage())]);
  return [
    ['version', mainScript()],
    ['browser', navigator.userAgent],
    ['backend', backend ? `${backend.name} (${backend.reason}); ${backend.available.join(', ')}` : UNKNOWN],
    ['adapter', backend?.adapter === '' || !backend ? UNKNOWN : `${backend.adapter}${backend.software ? ', software' : ''}`],
    ['trainer', `${training.trainer}, ${training.msPerStep.toFixed(2)} ms`],
    ['limits', limits],
    ['isolated', `${crossOriginIsolated ? 'yes' : 'no'}; ${navigator.hardwareConcurrency} cores`],
    ['memory', heap()],
    ['storage', kept],
    ['keeping', keeping.state],
    ['offline', worker?.controller ? 'yes' : 'no'],
    ['run', run ? `${run.parameters} parameters, step ${step}` : UNKNOWN],
    [
      'config',
      Object.entries(config)
        .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
        .join(', '),
    ],
    [
      'faults',
      faults()
        .map(({ atMs, where, message }) => `${new Date(atMs).toISOString()} ${where}: ${message}`)
        .join('\n') || UNKNOWN,
    ],
  ];
}

/** The report as text, to be sent to somebody. */
export function reportText(lines: readonly Line[]): string {
  return lines.map(([row, value]) => `${row}: ${value}`).join('\n');
}
