import { memo, useId, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { calmReach, nearestPoint, pointTowards, reachOf, toPixels } from './Scatter.plane.ts';
import type { Plane } from './Scatter.plane.ts';
import './Scatter.css';
import { drawScatter } from './Scatter.draw.ts';
import { Tip } from './Tip.tsx';
import { usePalette } from './usePalette.ts';

export type ScatterProps = {
  /** [N, 2]: x to the right, y up, both in the same unit. */
  points: Float32Array;
  /** What is written at a point. */
  labels: (index: number) => string;
  /** The sentence of a point. */
  describe: (index: number) => string;
  /** Points by falling importance: which labels are tried first. */
  order: ArrayLike<number>;
  /** Points that stand for something: drawn dark and labelled before the others. */
  marked?: readonly number[];
  /** Where all points were before, the oldest first, each [N, 2]: drawn as faint ways, those of marked points darker. */
  trails?: readonly Float32Array[];
  /** The point the selection stands on. */
  emphasis?: number | null;
  onHover?: (index: number | null) => void;
  onSelect?: (index: number) => void;
  widthPx: number;
  heightPx: number;
  label: string;
};

const NO_TRAILS: readonly Float32Array[] = [];
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * Points on a plane, on one canvas, with as many labels as have room. The pointer or the arrow keys (to the nearest point
 * that way) move over the points, Enter or a click selects, Escape frees.
 */
export const Scatter = memo(function Scatter(props: ScatterProps) {
  const {
    points,
    labels,
    describe,
    order,
    marked = [],
    trails = NO_TRAILS,
    emphasis = null,
    onHover,
    onSelect,
    widthPx,
    heightPx,
    label,
  } = props;
  const root = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const plane = useCalmPlane(points, widthPx, heightPx);
  const palette = usePalette();
  const optionId = useId();
  const count = points.length / 2;
  const inside = (index: number | null): number | null => (index !== null && index < count ? index : null);
  const shown = inside(cursor);
  const focus = shown ?? inside(emphasis);

  useLayoutEffect(() => {
    if (canvas.current) drawScatter(canvas.current, { points, plane, labels, order, marked, trails, focus }, palette);
  }, [points, plane, labels, order, marked, trails, focus, palette]);

  const move = (index: number | null): void => {
    if (index === cursor) return;
    setCursor(index);
    onHover?.(index);
  };
  const under = (event: MouseEvent): number | null => {
    const box = event.currentTarget.getBoundingClientRect();
    return nearestPoint(points, plane, event.clientX - box.left, event.clientY - box.top, 14);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key];
    if (event.key === 'Escape') return move(null);
    if (arrow) move(focus === null ? (order[0] ?? 0) : (pointTowards(points, focus, ...arrow) ?? focus));
    else if (event.key === 'Enter' && focus !== null) onSelect?.(focus);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const at = focus === null ? null : toPixels(plane, points[2 * focus] ?? 0, points[2 * focus + 1] ?? 0);
  return (
    <div
      ref={root}
      className={onSelect ? 'scatter scatter--selects' : 'scatter'}
      style={{ width: widthPx, height: heightPx }}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot hold a canvas
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={focus === null ? undefined : optionId}
      onPointerMove={(event) => event.pointerType !== 'touch' && move(under(event))}
      onPointerLeave={() => move(null)}
      onClick={(event) => {
        const index = under(event);
        if (index !== null) onSelect?.(index);
      }}
      onBlur={() => move(null)}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <div
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above; the other options are pixels
        role="option"
        id={optionId}
        className="scatter__option"
        aria-selected={focus !== null && focus === emphasis}
        aria-setsize={count}
        aria-posinset={(focus ?? 0) + 1}
      >
        {focus === null ? label : describe(focus)}
      </div>
      {shown !== null && at && <Tip anchor={root} text={describe(shown)} xPx={at.x} yPx={at.y} />}
    </div>
  );
});

/** The plane that shows all points and stays as it is while they move little. */
function useCalmPlane(points: Float32Array, widthPx: number, heightPx: number): Plane {
  const fresh = (reach: number | null) => ({
    points,
    plane: { widthPx, heightPx, reach: calmReach(reach, reachOf(points, { widthPx, heightPx })) },
  });
  const [known, setKnown] = useState(() => fresh(null));
  if (known.points === points && known.plane.widthPx === widthPx && known.plane.heightPx === heightPx) return known.plane;
  const next = fresh(known.plane.reach);
  setKnown(next);
  return next.plane;
}
