import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { createPortal } from 'react-dom';
import './Tip.css';

/**
 * A sentence beside a point of an element (pixels from its upper left corner), moved inside the window; for the eye
 * only, whoever shows it says the same to screen readers.
 */
export function Tip({ text, anchor, xPx, yPx }: { text: string; anchor: RefObject<Element | null>; xPx: number; yPx: number }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    const corner = anchor.current?.getBoundingClientRect();
    if (!element || !corner) return;
    const { width, height } = element.getBoundingClientRect();
    const left = Math.max(8, Math.min(corner.left + xPx + 12, window.innerWidth - width - 8));
    const above = corner.top + yPx - height - 8;
    element.style.left = `${left}px`;
    element.style.top = `${above >= 4 ? above : corner.top + yPx + 22}px`;
  }, [anchor, text, xPx, yPx]);
  return createPortal(
    <div ref={box} className="tip" aria-hidden="true">
      {text}
    </div>,
    document.body,
  );
}
