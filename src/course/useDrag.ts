import { useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { moveCard, selectCourseCorner, useCourse } from '#state/course.ts';

/** Between the card and the edges of the window, at least. */
const MARGIN_PX = 8;
const ARROW_PX = 24;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-ARROW_PX, 0],
  ArrowRight: [ARROW_PX, 0],
  ArrowUp: [0, -ARROW_PX],
  ArrowDown: [0, ARROW_PX],
};

type Drag = {
  card: RefObject<HTMLElement | null>;
  /** For the bar that is taken hold of. */
  bar: {
    onPointerDown: (event: PointerEvent) => void;
    onPointerMove: (event: PointerEvent) => void;
    onPointerUp: () => void;
    onPointerCancel: () => void;
  };
  /** For the button that arrow keys move. */
  onKeyDown: (event: KeyboardEvent) => void;
};

/** Moves a card by its bar or by arrow keys; it stays inside the window, also when the window shrinks or the card grows. */
export function useDrag(): Drag {
  const card = useRef<HTMLElement>(null);
  const corner = useCourse(selectCourseCorner);
  const hold = useRef<{ dx: number; dy: number } | null>(null);

  const moveTo = (xPx: number, yPx: number): void => {
    const { width = 0, height = 0 } = card.current?.getBoundingClientRect() ?? {};
    const within = (at: number, size: number, all: number): number => Math.max(MARGIN_PX, Math.min(at, all - size - MARGIN_PX));
    moveCard({ xPx: within(xPx, width, innerWidth), yPx: within(yPx, height, innerHeight) });
  };

  useLayoutEffect(() => {
    const element = card.current;
    if (!element || !corner) return undefined;
    const clamp = (): void => {
      const { width, height } = element.getBoundingClientRect();
      element.style.left = `${Math.max(MARGIN_PX, Math.min(corner.xPx, innerWidth - width - MARGIN_PX))}px`;
      element.style.top = `${Math.max(MARGIN_PX, Math.min(corner.yPx, innerHeight - height - MARGIN_PX))}px`;
    };
    clamp();
    const observer = new ResizeObserver(clamp);
    observer.observe(element);
    addEventListener('resize', clamp);
    return () => {
      observer.disconnect();
      removeEventListener('resize', clamp);
      element.style.left = '';
      element.style.top = '';
    };
  }, [corner]);

  const letGo = (): void => {
    hold.current = null;
  };
  return {
    card,
    bar: {
      onPointerDown: (event) => {
        const onControl = event.target instanceof Element && event.target.closest('button:not([data-grip])');
        const box = card.current?.getBoundingClientRect();
        if (event.button !== 0 || onControl || !box) return;
        hold.current = { dx: event.clientX - box.left, dy: event.clientY - box.top };
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event) => {
        if (hold.current) moveTo(event.clientX - hold.current.dx, event.clientY - hold.current.dy);
      },
      onPointerUp: letGo,
      onPointerCancel: letGo,
    },
    onKeyDown: (event) => {
      const by = ARROWS[event.key];
      const box = card.current?.getBoundingClientRect();
      if (!by || !box) return;
      event.preventDefault();
      event.stopPropagation();
      moveTo(box.left + by[0], box.top + by[1]);
    },
  };
}
