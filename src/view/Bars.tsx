import { useId, useState } from 'react';
import type { CSSProperties, KeyboardEvent, MouseEvent, PointerEvent, ReactNode } from 'react';
import { formatNumber } from './format.ts';
import { onRovingKey } from './rovingKeys.ts';
import './Bars.css';

export type BarRow = {
  key: string | number;
  label: ReactNode;
  /** The label for those who hear it. */
  name: string;
  value: number;
  /** A second, thin bar under the first (the same thing before, or elsewhere). */
  before?: number;
  /** The value as written; `formatNumber` otherwise. */
  display?: string;
  title?: string;
  /** Colour of this row's bars, where it is not that of all. */
  colour?: string;
};

export type BarsProps = {
  rows: readonly BarRow[];
  /** The value of a full bar; the largest size among the rows otherwise. */
  max?: number;
  /** The track runs from −max to max whatever the rows hold. */
  signed?: boolean;
  /** Colour of the bars, a theme variable such as `--attn`. */
  colour: string;
  /** Index of the row that the selection stands on. */
  focus?: number | null;
  label: string;
  labelPx?: number;
  valuePx?: number;
  rowPx?: number;
  onHover?: (index: number | null) => void;
  onSelect?: (index: number) => void;
};

/** Where a bar from 0 to `value` lies, in per cent of a track that runs from `low` to `high`. */
export function barSpan(value: number, low: number, high: number): { left: number; width: number } {
  const range = high - low || 1;
  const clamped = Math.min(high, Math.max(low, Number.isFinite(value) ? value : 0));
  return { left: (100 * (Math.min(0, clamped) - low)) / range, width: (100 * Math.abs(clamped)) / range };
}

/** Horizontal bars from a true zero, each with its label and its number. With `onSelect` a list box with arrow keys. */
export function Bars(props: BarsProps) {
  const { rows, colour, label, labelPx = 96, valuePx = 66, rowPx = 21, onHover, onSelect } = props;
  const id = useId();
  // Where the pointer or the keys are in this list, also when the selection does not follow.
  const [cursor, setCursor] = useState<number | null>(null);
  const focus = cursor !== null && cursor < rows.length ? cursor : (props.focus ?? null);
  const move = (index: number | null): void => {
    if (index === cursor) return;
    setCursor(index);
    onHover?.(index);
  };
  const sizes = rows.flatMap((row) => [row.value, row.before ?? 0]).filter(Number.isFinite);
  const high = props.max ?? Math.max(0, ...sizes);
  const lowest = Math.min(0, ...sizes);
  const low = props.signed === true ? -high : lowest < 0 && props.max !== undefined ? -props.max : lowest;
  const interactive = onSelect !== undefined;
  const rowAt = (event: MouseEvent): number | null => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    return row === null ? null : Number(row.dataset.index);
  };
  const behaviour = interactive
    ? {
        role: 'listbox',
        tabIndex: 0,
        'aria-activedescendant': focus === null ? undefined : `${id}-${focus}`,
        onKeyDown: (event: KeyboardEvent) => onRovingKey(event, { count: rows.length, focus, onHover: move, onSelect }),
        onPointerMove: (event: PointerEvent) => event.pointerType !== 'touch' && move(rowAt(event)),
        onPointerLeave: () => move(null),
        onBlur: () => move(null),
        onClick: (event: MouseEvent) => {
          const index = rowAt(event);
          if (index !== null) onSelect(index);
        },
      }
    : { role: 'list' };
  const style = { '--bar': `var(${colour})`, '--label-px': `${labelPx}px`, '--value-px': `${valuePx}px` } as CSSProperties;
  const percent = (value: number): CSSProperties => {
    const { left, width } = barSpan(value, low, high);
    return { left: `${left}%`, width: `${width}%` };
  };
  return (
    <div className={interactive ? 'bars bars--selectable' : 'bars'} style={style} aria-label={label} {...behaviour}>
      {rows.map((row, index) => {
        const display = row.display ?? formatNumber(row.value);
        return (
          <div
            key={row.key}
            id={`${id}-${index}`}
            className={index === focus ? 'bars__row bars__row--focus' : 'bars__row'}
            style={{ height: rowPx, ...(row.colour === undefined ? {} : { '--bar': `var(${row.colour})` }) } as CSSProperties}
            title={row.title}
            aria-label={`${row.name}: ${display}`}
            data-index={index}
            role={interactive ? 'option' : 'listitem'}
            aria-selected={interactive ? index === focus : undefined}
          >
            <span className="bars__label">{row.label}</span>
            <span className="bars__track">
              {low < 0 && high > 0 && <span className="bars__zero" style={{ left: percent(0).left }} />}
              <span className={row.before === undefined ? 'bars__bar' : 'bars__bar bars__bar--thin'} style={percent(row.value)} />
              {row.before !== undefined && <span className="bars__before" style={percent(row.before)} />}
            </span>
            <span className="bars__value">{display}</span>
          </div>
        );
      })}
    </div>
  );
}
