import type { NamedArray } from '#lexicon/array.ts';
import type { PanelId } from '#lexicon/selection.ts';
import { fail } from '#lexicon/problems.ts';
import { currentFrame } from '#state/frame.ts';
import { arraysCsv, arraysNpz } from '#files/arrayFiles.ts';
import { download, fileName } from '#view/download.ts';
import { drawingOf, pictureOf } from './picture.ts';

/** What a panel can be saved as. */
export const PANEL_FORMATS = ['png', 'svg', 'csv', 'npz'] as const;
export type PanelFormat = (typeof PANEL_FORMATS)[number];
export type SavedPanel = { id: PanelId; card: HTMLElement; names: readonly string[]; foot: string };

/** The arrays that a panel draws, as the frame has them. @throws noArrays where it draws none */
function arraysOf(names: readonly string[]): NamedArray[] {
  const found = [...new Set(names)].flatMap((name) => currentFrame.read(name) ?? []);
  if (found.length === 0) throw fail('noArrays', {});
  return found;
}

/** Saves a panel: its picture, or the numbers that it draws. */
export async function savePanel({ id, card, names, foot }: SavedPanel, format: PanelFormat): Promise<void> {
  const name = fileName(`${id} ${currentFrame.current()?.step ?? 0}`, id, format);
  switch (format) {
    case 'png':
      return download(await pictureOf(card, foot), name);
    case 'svg':
      return download(await drawingOf(card, foot), name, 'image/svg+xml');
    case 'csv':
      return download(arraysCsv(arraysOf(names)), name, 'text/csv');
    case 'npz':
      return download(arraysNpz(arraysOf(names)), name);
  }
}

/** Copies a panel's picture. @throws where the browser does not let it be copied */
export async function copyPanel({ card, foot }: SavedPanel): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': pictureOf(card, foot) })]);
}
