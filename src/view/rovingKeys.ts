import type { KeyboardEvent } from 'react';

type Roving = {
  /** How many items there are. */
  count: number;
  focus: number | null;
  /** Previews an item; null ends the preview. */
  onHover?: ((index: number | null) => void) | undefined;
  onSelect?: ((index: number) => void) | undefined;
};

const PAGE = 10;

/** The item that a key leads to from `focus`, or null when the key moves nothing. */
export function rovingTarget(key: string, focus: number | null, count: number): number | null {
  const last = count - 1;
  if (last < 0) return null;
  const from = focus ?? -1;
  if (key === 'ArrowDown' || key === 'ArrowRight') return Math.min(last, from + 1);
  if (key === 'ArrowUp' || key === 'ArrowLeft') return Math.max(0, from < 0 ? last : from - 1);
  if (key === 'PageDown') return Math.min(last, from + PAGE);
  if (key === 'PageUp') return Math.max(0, from - PAGE);
  if (key === 'Home') return 0;
  return key === 'End' ? last : null;
}

/** Keys of a list or chart: arrows move the focused item, Enter and Space lock it, Escape frees it. */
export function onRovingKey(event: KeyboardEvent, { count, focus, onHover, onSelect }: Roving): void {
  if (event.key === 'Escape') {
    onHover?.(null);
    return;
  }
  if ((event.key === 'Enter' || event.key === ' ') && focus !== null) {
    event.preventDefault();
    event.stopPropagation();
    onSelect?.(focus);
    return;
  }
  const target = rovingTarget(event.key, focus, count);
  if (target === null) return;
  event.preventDefault();
  event.stopPropagation();
  onHover?.(target);
}
