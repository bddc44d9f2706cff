import { nextPhase, toggleApart } from '#state/actions/apart.ts';
import { endApart } from '#state/actions/endApart.ts';
import { freeSelection, openPanel, select } from '#state/actions/look.ts';
import { redo, undo } from '#state/actions/setting.ts';
import { attempt } from '#state/actions/toasts.ts';
import { stepPlayhead, togglePlay, toggleVersus } from '#state/actions/train.ts';
import { useStore } from '#state/store.ts';
import { followNumbers } from './origin.ts';

const TYPED_INTO = 'textarea, select, input:not([type=radio], [type=checkbox], [type=range])';
const PRESSED_BY_SPACE = 'button, a[href], summary, label, input, [role=option], [role=listbox]';

/** Whether a key belongs to what has the focus: text that is being typed, or a control that Space presses. */
export function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches(TYPED_INTO) || (key === ' ' && target.matches(PRESSED_BY_SPACE));
}

/** Lets go of the selected number; then of what else is locked; then of the slow motion; then of the panel that stands alone. */
function escape(): void {
  const { locked, openPanel: open, apart } = useStore.getState();
  const held = [locked.position, locked.key, locked.token, locked.neuron, locked.dimension];
  if (locked.cell) select({});
  else if (held.some((part) => part !== undefined && part !== null)) freeSelection();
  else if (apart) void attempt(endApart());
  else if (open !== null) openPanel(null);
}

/** Whether a person asked the system for less motion. */
export const mayNotMove = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Space plays the training, or the slow motion where there is one. */
function press(): void {
  if (useStore.getState().apart) toggleApart();
  else togglePlay();
}

/**
 * The keys of the whole page: Space plays, `[` and `]` move the playhead, B compares two steps, S takes a step apart and
 * goes through it, Escape frees, Ctrl+Z undoes.
 */
export function listenToKeys(on: Document): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || isTaken(event.target, event.key)) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === 'z') void attempt(event.shiftKey ? redo() : undo());
    else if (command && event.key.toLowerCase() === 'y') void attempt(redo());
    else if (command || event.altKey) return;
    else if (event.key === ' ') press();
    else if (event.key === 'b') void attempt(toggleVersus());
    else if (event.key === 's') nextPhase(!mayNotMove());
    else if (event.key === '[') stepPlayhead(-1);
    else if (event.key === ']') stepPlayhead(1);
    else if (event.key === 'Escape') escape();
    else return;
    event.preventDefault();
  };
  on.addEventListener('keydown', onKeyDown);
  const leave = followNumbers(on);
  return () => {
    on.removeEventListener('keydown', onKeyDown);
    leave();
  };
}
