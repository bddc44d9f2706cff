import { findBackendFactory, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { openDevice, probeGpu } from '#engine/gpu.ts';
import { possibleThreads } from '#model/simd/threadedTrainer.ts';
import type { Entry, Place } from './contestant.ts';
import { limitEntries } from './limits.ts';
import { orderedTfjsEntries, ourEntries } from './ours.ts';
import { jaxEntries } from './peers/jax.ts';
import { tfjsEntries } from './peers/tfjs.ts';
import { gflopOf } from './products.ts';
import { race } from './rounds.ts';
import type { Row } from './rounds.ts';
import { SIZES, taskOf } from './sizes.ts';

export type BenchOptions = {
  sizes: readonly string[];
  places: readonly Place[];
  rounds: number;
  /** Whether the peers take part; without them only ours and the limits are measured. */
  peers: boolean;
  /** Addresses, with a slash at the end, of tfjs's wasm binaries and of the compiled matmul modules. */
  wasmBase: string;
  matmulBase: string;
};

export type BenchReport = {
  userAgent: string;
  cores: number;
  isolated: boolean;
  /** Threads of our trainer and of tfjs-wasm. */
  threads: { ours: number; tfjs: number | null };
  adapter: { label: string; software: boolean; features: string[] } | null;
  sizes: { size: string; shape: Record<string, number | boolean>; gflop: number; rows: Row[] }[];
};

/** Gives tfjs a device of the app's own making, as the engine does; null where there is no adapter. */
async function openGpu(): Promise<BenchReport['adapter']> {
  const gpu = await probeGpu();
  if (!gpu) return null;
  const device = await openDevice(gpu);
  if (findBackendFactory('webgpu')) removeBackend('webgpu');
  registerBackend('webgpu', () => new WebGPUBackend(device, gpu.adapter.info), 3);
  return { label: gpu.label, software: gpu.software, features: [...device.features].toSorted() };
}

/** Measures the sizes asked for, one after the other. */
export async function runBench(options: BenchOptions, tell: (line: string) => void): Promise<BenchReport> {
  const { sizes, places, rounds, peers, wasmBase, matmulBase } = options;
  const adapter = places.includes('webgpu') ? await openGpu() : null;
  // Imported only where it runs: Node cannot load it.
  const tfjsThreads = places.includes('wasm') ? await (await import('./tfjsWasm.ts')).openTfjsWasm(wasmBase) : null;
  const entries: Entry[] = [
    ...limitEntries(matmulBase),
    ...ourEntries(),
    ...(peers ? [...jaxEntries, ...tfjsEntries, ...orderedTfjsEntries] : []),
  ].filter(({ place }) => places.includes(place));
  const report: BenchReport = {
    userAgent: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    isolated: globalThis.crossOriginIsolated,
    threads: { ours: possibleThreads(), tfjs: tfjsThreads },
    adapter,
    sizes: [],
  };
  for (const size of sizes) {
    const config = SIZES[size];
    if (!config) throw new Error(`size '${size}' came, one of ${Object.keys(SIZES).join(', ')} was wanted`);
    const { d_vocab: V, d_model: D, n_layers: L, n_heads: H, n_ctx: T, batch_size: B, tie_embeddings: tied } = config;
    const rows = await race(entries, taskOf(config), rounds, (line) => tell(`${size}: ${line}`));
    report.sizes.push({ size, shape: { V, D, L, H, T, B, tied }, gflop: gflopOf(config), rows });
  }
  return report;
}
