import type { ElementRef } from '#lexicon/expression.ts';
import { useStore } from '#state/store.ts';

const PANELS = '#panels';
const WORKSHEET = '.app__right';
/** What the worksheet says first; read out when one comes. */
const NAME = '.worksheet__name';

const isSame = (a: ElementRef | null | undefined, b: ElementRef | null | undefined): boolean =>
  a !== null && a !== undefined && a.name === b?.name && a.index.join() === b.index.join();

/**
 * Leads the keyboard from a number to its worksheet and back: Enter on a cell that is already locked goes in, and whoever
 * lets go of the number in the worksheet stands again where the number was selected.
 */
export function followNumbers(on: Document): () => void {
  let origin: HTMLElement | null = null;
  const unsubscribe = useStore.subscribe(({ locked }, before) => {
    const focused = on.activeElement instanceof HTMLElement ? on.activeElement : null;
    if (locked.cell && !isSame(locked.cell, before.locked.cell)) {
      if (focused?.closest(PANELS)) origin = focused;
    } else if (!locked.cell && before.locked.cell) {
      if (focused?.closest(WORKSHEET) && origin?.isConnected === true) origin.focus();
      origin = null;
    }
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLElement) || event.target.role !== 'grid') return;
    const before = useStore.getState().locked.cell;
    // After the picture has locked what it stands on.
    setTimeout(() => {
      if (isSame(before, useStore.getState().locked.cell)) on.querySelector<HTMLElement>(`${WORKSHEET} ${NAME}`)?.focus();
    });
  };
  on.addEventListener('keydown', onKeyDown, { capture: true });
  return () => {
    unsubscribe();
    on.removeEventListener('keydown', onKeyDown, { capture: true });
  };
}
