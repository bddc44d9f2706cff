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
  let arriving: MutationObserver | null = null;
  const stopWaiting = (): void => {
    arriving?.disconnect();
    arriving = null;
  };
  const goIn = (from: HTMLElement): void => {
    const column = on.querySelector(WORKSHEET);
    const name = column?.querySelector<HTMLElement>(NAME);
    if (name) name.focus();
    else if (column) {
      // The worksheet's code may still be on its way: whoever waits where they stood is led in when it comes.
      stopWaiting();
      arriving = new MutationObserver(() => {
        const come = column.querySelector<HTMLElement>(NAME);
        if (come && on.activeElement === from) come.focus();
        if (come || on.activeElement !== from) stopWaiting();
      });
      arriving.observe(column, { childList: true, subtree: true });
    }
  };
  const unsubscribe = useStore.subscribe(({ locked }, before) => {
    const focused = on.activeElement instanceof HTMLElement ? on.activeElement : null;
    if (locked.cell && !isSame(locked.cell, before.locked.cell)) {
      if (focused?.closest(PANELS)) origin = focused;
    } else if (!locked.cell && before.locked.cell) {
      stopWaiting();
      if (focused?.closest(WORKSHEET) && origin?.isConnected === true) origin.focus();
      origin = null;
    }
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, target } = event;
    if (key !== 'Enter' || !(target instanceof HTMLElement) || target.role !== 'grid') return;
    const before = useStore.getState().locked.cell;
    // After the picture has locked what it stands on.
    setTimeout(() => {
      if (isSame(before, useStore.getState().locked.cell)) goIn(target);
    });
  };
  on.addEventListener('keydown', onKeyDown, { capture: true });
  return () => {
    unsubscribe();
    stopWaiting();
    on.removeEventListener('keydown', onKeyDown, { capture: true });
  };
}
