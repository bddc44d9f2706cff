import { env, findBackendFactory, getBackend, ready, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { BackendInfo, BackendName, BackendReason } from '#lexicon/messages.ts';
import { fail } from '#lexicon/problems.ts';
import { openDevice, probeGpu } from './gpu.ts';
import type { GpuProbe } from './gpu.ts';

/** After more losses than this the GPU is only tried again when the user asks. */
const MOST_LOSSES = 3;
/** A loss is told within this time after what it broke. */
const LOSS_HEARD_MS = 60;

/** The backends of this machine, and the one that runs. */
export class Backend {
  private gpu: GpuProbe | null = null;
  private device: GPUDevice | null = null;
  private losses = 0;
  private current: BackendInfo = { name: 'cpu', adapter: '', software: false, reason: 'noWasm', available: ['cpu'] };
  /** Called once when the GPU device of the running backend is lost, unless it was let go on purpose. */
  onLost: (reason: string) => void = () => undefined;
  /** Called when the running backend's GPU device reports that it refused a command, which nobody was waiting for. */
  onRefused: (device: GPUDevice, message: string) => void = () => undefined;

  info(): BackendInfo {
    return this.current;
  }

  /** Finds what there is and starts the one asked for, else the best: real GPU, wasm, cpu. */
  async start(wasmBase: string, wanted?: BackendName): Promise<BackendInfo> {
    setWasmPaths(wasmBase);
    // One thread: the other cores stay with the page and with the training step. The build without threads, because the
    // threaded one starts its workers from the text of a function, which a minifier makes refer to names they lack.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    this.gpu = await probeGpu().catch(() => null);
    const available: BackendName[] = this.gpu ? ['webgpu', 'wasm', 'cpu'] : ['wasm', 'cpu'];
    this.current = { ...this.current, available };
    if (wanted && available.includes(wanted)) return this.use(wanted, 'chosen');
    return this.best();
  }

  /** Keeps the running backend, from now on for another reason. */
  keep(reason: BackendReason): BackendInfo {
    this.current = { ...this.current, reason };
    return this.current;
  }

  /** Starts the best backend there is. */
  async best(): Promise<BackendInfo> {
    if (this.gpu && !this.gpu.software) {
      try {
        return await this.use('webgpu', 'gpu');
      } catch {
        this.gpu = null;
        this.current = { ...this.current, available: ['wasm', 'cpu'] };
      }
    }
    return this.useProcessor(this.gpu ? 'softwareGpu' : 'noGpu');
  }

  /** Starts the faster of the two backends that need no GPU. */
  async useProcessor(reason: BackendReason): Promise<BackendInfo> {
    try {
      return await this.use('wasm', reason);
    } catch {
      return this.use('cpu', 'noWasm');
    }
  }

  /** Whether this is the GPU device that computes. */
  isRunning(device: GPUDevice): boolean {
    return this.device === device;
  }

  /** Whether the GPU device that computes is lost; waits a moment, for what a loss breaks may be heard of before the loss. */
  async isLost(): Promise<boolean> {
    const { device } = this;
    if (!device) return false;
    const soon = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), LOSS_HEARD_MS));
    return Promise.race([device.lost.then(() => this.device === device), soon]);
  }

  /** Makes a backend the current one of tfjs. Tensors of the old one must be gone or on the CPU before. */
  async use(name: BackendName, reason: BackendReason): Promise<BackendInfo> {
    const { available } = this.current;
    if (!available.includes(name)) throw fail('backendMissing', { name: String(name), available: available.join(', ') });
    const old = this.device;
    this.device = null;
    if (name === 'webgpu') await this.openGpu();
    const started = await setBackend(name);
    await ready();
    if (!started || getBackend() !== name) throw fail('backendMissing', { name, available: available.join(', ') });
    if (old) {
      if (name !== 'webgpu') removeBackend('webgpu');
      old.destroy();
    }
    const gpu = name === 'webgpu' ? this.gpu : null;
    this.current = {
      name,
      adapter: gpu ? gpu.label : name === 'wasm' ? 'SIMD' : 'JavaScript',
      software: gpu?.software ?? false,
      reason,
      available,
    };
    return this.current;
  }

  /** After a loss: a new device if there is one, else wasm. */
  async recover(): Promise<BackendInfo> {
    this.gpu = await probeGpu().catch(() => null);
    if (!this.gpu) this.current = { ...this.current, available: ['wasm', 'cpu'] };
    if (!this.gpu || ++this.losses > MOST_LOSSES) return this.useProcessor('lost');
    try {
      return await this.use('webgpu', 'lost');
    } catch {
      return this.useProcessor('lost');
    }
  }

  /** Hands tfjs a device of our own making: with all limits and features, watched for its loss. */
  private async openGpu(): Promise<void> {
    // An adapter gives one device only: ask anew each time.
    this.gpu = await probeGpu();
    if (!this.gpu) throw fail('backendMissing', { name: 'webgpu', available: 'wasm, cpu' });
    const device = await openDevice(this.gpu);
    const info = this.gpu.adapter.info;
    if (findBackendFactory('webgpu')) removeBackend('webgpu');
    const backend = new WebGPUBackend(device, info);
    registerBackend('webgpu', () => backend, 3);
    this.device = device;
    device.addEventListener('uncapturederror', ({ error }: GPUUncapturedErrorEvent) => {
      if (this.device === device) this.onRefused(device, error.message);
    });
    void device.lost.then((lost) => {
      if (this.device === device) this.onLost(lost.message || lost.reason);
    });
  }
}
