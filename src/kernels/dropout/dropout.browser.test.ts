import { describe, expect, it } from 'vitest';
import { dropoutKeeps, dropoutThreshold, streamKey } from '#math/random.ts';
import { kernelDevice, runShader } from '../runShader.ts';
import { STEP, shader, write } from '../shader.ts';
import { DROPOUT } from './dropout.wgsl.ts';

describe('dropout in WGSL', () => {
  it('keeps exactly the elements that dropoutKeeps keeps, for every site and probability', async () => {
    const device = await kernelDevice();
    if (!device) throw new Error('no WebGPU adapter: launch Chromium with --enable-unsafe-webgpu');
    const length = 4096;
    const mask = shader(
      'mask',
      [STEP, write('mask')],
      `${DROPOUT}
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) { mask[id.x] = kept4(siteKey(step.slot), 4u * id.x); }`,
    );
    for (const [site, probability] of [
      [0, 0.1],
      [7, 0.5],
      [24, 0.93],
    ] as const) {
      const threshold = dropoutThreshold(probability);
      const scale = 1 / (1 - probability);
      const result = await runShader(device, {
        shader: mask,
        step: { slot: site, dropThreshold: threshold, dropKey: streamKey(3, 'dropout', 12), dropScale: scale },
        inputs: {},
        outputs: { mask: length },
        groups: [length / 256, 1, 1],
      });
      const key = streamKey(3, 'dropout', 12, site);
      const wanted = Float32Array.from({ length }, (_, i) => (dropoutKeeps(key, i, threshold) ? scale : 0));
      expect(result.mask).toEqual(wanted);
    }
    device.destroy();
  });
});
