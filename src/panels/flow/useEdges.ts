import { useLayoutEffect } from 'react';
import type { RefObject } from 'react';

/** Marks, for the style sheet, to which sides an element can still be scrolled: `data-before`, `data-after`. */
export function useEdges(scroller: RefObject<HTMLElement | null>, contentPx: number, isThere: boolean): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const mark = (): void => {
      const { scrollLeft, scrollWidth, clientWidth } = element;
      element.toggleAttribute('data-before', scrollLeft > 1);
      element.toggleAttribute('data-after', scrollLeft + clientWidth < scrollWidth - 1);
    };
    mark();
    element.addEventListener('scroll', mark, { passive: true });
    const sizes = new ResizeObserver(mark);
    sizes.observe(element);
    return () => {
      element.removeEventListener('scroll', mark);
      sizes.disconnect();
    };
  }, [scroller, contentPx, isThere]);
}
