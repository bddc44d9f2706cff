import { useEffect, useEffectEvent, useState } from 'react';
import { droppedFiles } from '../droppedFiles.ts';
import type { PlacedFile } from '../droppedFiles.ts';

/** What was dropped: files, those of folders too, or text dragged from elsewhere. */
export type Dropped = { files: Promise<PlacedFile[]> } | { text: string };

function isWanted({ dataTransfer }: DragEvent): boolean {
  return dataTransfer !== null && (dataTransfer.types.includes('Files') || dataTransfer.types.includes('text/plain'));
}

/** Takes what is dropped anywhere on the page; true while something hovers over it. */
export function useFileDrop(onDrop: (dropped: Dropped) => void): boolean {
  const [over, setOver] = useState(false);
  const receive = useEffectEvent(onDrop);
  useEffect(() => {
    const dragOver = (event: DragEvent): void => {
      if (!isWanted(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const dragLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (!isWanted(event)) return;
      event.preventDefault();
      const { dataTransfer } = event;
      const text = event.dataTransfer?.getData('text/plain') ?? '';
      if (dataTransfer && dataTransfer.files.length > 0) receive({ files: droppedFiles(dataTransfer) });
      else if (text !== '') receive({ text });
    };
    document.addEventListener('dragover', dragOver);
    document.addEventListener('dragleave', dragLeave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', dragOver);
      document.removeEventListener('dragleave', dragLeave);
      document.removeEventListener('drop', drop);
    };
  }, []);
  return over;
}
