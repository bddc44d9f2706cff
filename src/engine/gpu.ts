/** What is known of a WebGPU adapter before it is used. */
export type GpuProbe = { adapter: GPUAdapter; label: string; software: boolean };

const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

/** Looks for an adapter; null where there is none. A software adapter is found too, and said to be one. */
export async function probeGpu(): Promise<GpuProbe | null> {
  if (typeof navigator === 'undefined' || !('gpu' in navigator)) return null;
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  const { vendor, architecture, device, description } = adapter.info;
  const label = description || [vendor, architecture, device].filter(Boolean).join(' ') || 'WebGPU';
  const software = adapter.info.isFallbackAdapter || SOFTWARE.test(`${vendor} ${architecture} ${device} ${description}`);
  return { adapter, label, software };
}

const FEATURES: readonly GPUFeatureName[] = ['subgroups', 'shader-f16', 'timestamp-query'];
const LIMITS = [
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** A device with everything the adapter offers that the kernels can use. */
export function openDevice({ adapter }: GpuProbe): Promise<GPUDevice> {
  return adapter.requestDevice({
    requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
  });
}
