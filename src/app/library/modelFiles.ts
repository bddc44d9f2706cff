import { fail } from '#lexicon/problems.ts';
import { openFolder } from '#state/actions/folder.ts';
import { openRunFile } from '#state/actions/library.ts';
import type { PlacedFile } from '../droppedFiles.ts';

/** What a file picker offers when a model is wanted. */
export const MODEL_FILES = '.gfrun,.zip,.safetensors,.json,.txt,.md';

const RUN = /\.gfrun$/i;
const MODEL = /\.(gfrun|zip|safetensors)$|(^|[/\\])(config|tokenizer|glassformer)\.json$/i;
/** What belongs to a model, of all that may lie in its folder. */
const READ = /\.(gfrun|zip|safetensors|json)$/i;
/** The largest set of files that is read into memory. */
const MAX_BYTES = 2 ** 31;

/** Whether files say of themselves that they are a model or a run, not a text to learn from. */
export function isModel(files: readonly PlacedFile[]): boolean {
  return files.some(({ path }) => MODEL.test(path));
}

/** Opens the run or the model in a set of files. @throws filesTooLarge, and what they are found to be instead of a model */
export async function openModel(files: readonly PlacedFile[]): Promise<void> {
  const read = files.filter(({ path }) => READ.test(path));
  const bytes = read.reduce((sum, { file }) => sum + file.size, 0);
  if (bytes > MAX_BYTES) throw fail('filesTooLarge', { bytes, max: MAX_BYTES });
  const contents = await Promise.all(
    read.map(async ({ path, file }) => [path, new Uint8Array(await file.arrayBuffer())] as const),
  );
  const [first] = contents;
  if (contents.length === 1 && first && RUN.test(first[0])) await openRunFile(first[1]);
  else await openFolder(Object.fromEntries(contents));
}
