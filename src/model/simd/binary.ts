/** Fused multiply-add where the engine has it; its last bits may differ from one machine to another. */
export type SimdBuild = 'portable' | 'relaxed';

/** A module whose only function is one `f32x4.relaxed_madd`. */
const RELAXED_PROBE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x13, 0x01, 0x11, 0x00],
  ...[0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f],
  ...[0xfd, 0x85, 0x02, 0x0b],
);

/** The faster of the two builds that this engine accepts. */
export function bestBuild(): SimdBuild {
  return WebAssembly.validate(RELAXED_PROBE) ? 'relaxed' : 'portable';
}

/** Where a build lies: an asset of the app, or a file of the source tree when run by Node. */
function address(build: SimdBuild, threaded: boolean): URL {
  if (threaded) {
    return build === 'relaxed'
      ? new URL('../../kernels/build/threads.relaxed.wasm', import.meta.url)
      : new URL('../../kernels/build/threads.wasm', import.meta.url);
  }
  return build === 'relaxed'
    ? new URL('../../kernels/build/step.relaxed.wasm', import.meta.url)
    : new URL('../../kernels/build/step.wasm', import.meta.url);
}

async function read(url: URL): Promise<BufferSource> {
  if (url.protocol === 'file:') return new Uint8Array(process.getBuiltinModule('node:fs').readFileSync(url));
  const response = await fetch(url);
  if (!response.ok) throw new Error(`SIMD module: ${url.href} answered ${response.status}, wanted 200`);
  return response.arrayBuffer();
}

const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** The compiled module of a build, fetched and compiled once; a failed attempt is tried again by the next call. */
export function simdModule(build: SimdBuild, threaded = false): Promise<WebAssembly.Module> {
  const { href } = address(build, threaded);
  const known = compiled.get(href);
  if (known) return known;
  const module = read(address(build, threaded)).then((bytes) => WebAssembly.compile(bytes));
  compiled.set(href, module);
  module.catch(() => compiled.delete(href));
  return module;
}
