import { createContext, useContext, useMemo } from 'react';
import type { ElementRef } from '#lexicon/expression.ts';

/** Lights a number in whatever pictures show it, before anybody goes there; null ends it. */
type Preview = (ref: ElementRef | null) => void;

/** Set by the worksheet, for every operand in it. */
export const PreviewContext = createContext<Preview>(() => undefined);

/** What a button that leads to a number takes, so that pointing at it or reaching it by key lights the number. */
export function usePreview(ref: ElementRef): {
  onPointerEnter: () => void;
  onPointerLeave: () => void;
  onFocus: () => void;
  onBlur: () => void;
} {
  const preview = useContext(PreviewContext);
  return useMemo(() => {
    const [show, end] = [() => preview(ref), () => preview(null)];
    return { onPointerEnter: show, onPointerLeave: end, onFocus: show, onBlur: end };
  }, [preview, ref]);
}
