/**
 * Builds the SIMD training step from its AssemblyScript into `src/kernels/build`: with and without fused
 * multiply-add (`relaxed`), for one thread and for several. Does nothing when all are newer than every source.
 */
import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entries = 'src/model/simd/assembly';
const output = 'src/kernels/build';
const relaxed = ['--enable', 'relaxed-simd'];
/** A shared memory must say how far it may grow: 2 GiB. */
const shared = ['--enable', 'threads', '--importMemory', '--sharedMemory', '--initialMemory', '16', '--maximumMemory', '32768'];
const variants = [
  { file: 'step.wasm', entry: 'step.ts', flags: [] },
  { file: 'step.relaxed.wasm', entry: 'step.ts', flags: relaxed },
  { file: 'threads.wasm', entry: 'threadedStep.ts', flags: shared },
  { file: 'threads.relaxed.wasm', entry: 'threadedStep.ts', flags: [...shared, ...relaxed] },
];

/** When the newest source, or this script, was written, in milliseconds. */
async function newestSource() {
  const times = [(await stat(fileURLToPath(import.meta.url))).mtimeMs];
  for (const folder of ['src/kernels', 'src/model/simd']) {
    for (const item of await readdir(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (item.isFile() && item.parentPath.endsWith('assembly')) {
        times.push((await stat(join(item.parentPath, item.name))).mtimeMs);
      }
    }
  }
  return Math.max(...times);
}

/** When the oldest output was written; 0 when one is missing. */
async function oldestOutput() {
  const times = await Promise.all(
    variants.map(({ file }) =>
      stat(join(root, output, file)).then(
        (found) => found.mtimeMs,
        () => 0,
      ),
    ),
  );
  return Math.min(...times);
}

async function build({ file, entry, flags }) {
  const { default: asc } = await import('assemblyscript/asc');
  const target = join(root, output, file);
  const partial = `${relative(root, target)}.${process.pid}.partial`;
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--enable', 'simd', ...flags];
  const { error } = await asc.main([`${entries}/${entry}`, '--baseDir', root, '--outFile', partial, ...options], {
    stdout: process.stdout,
    stderr: process.stderr,
  });
  if (error) throw new Error(`${file}: ${error.message}`);
  await rename(join(root, partial), target);
  const { size } = await stat(target);
  console.log(`${relative(root, target)}  ${(size / 1024).toFixed(1)} KB`);
}

if ((await oldestOutput()) <= (await newestSource())) {
  await mkdir(join(root, output), { recursive: true });
  for (const variant of variants) await build(variant);
}
