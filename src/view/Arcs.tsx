import './Arcs.css';

export type Arc = {
  from: number;
  to: number;
  /** 0 … 1: width and opacity. */
  weight: number;
  /** Colour, a theme variable such as `--attn`. */
  role: string;
  dashed?: boolean;
};

export type ArcsProps = {
  arcs: readonly Arc[];
  /** Rows of the list beside, and the height of each. */
  count: number;
  cellPx: number;
  widthPx: number;
  /** Where the rows are: the arcs bulge away from them. */
  rowsAre: 'left' | 'right';
};

/** Below this weight an arc is a hair that says nothing. */
export const ARC_THRESHOLD = 0.02;
/** More arcs than this are a cloud. */
export const ARC_LIMIT = 200;
const WIDEST_PX = 7;

/** The arcs that are drawn: those above the threshold, the heaviest if there are too many, heaviest last (on top). */
export function visibleArcs(arcs: readonly Arc[]): Arc[] {
  return arcs
    .filter((arc) => arc.weight > ARC_THRESHOLD)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, ARC_LIMIT)
    .toReversed();
}

/** Curves between rows of a list; what they say is written in the lists beside, so they are hidden from screen readers. */
export function Arcs({ arcs, count, cellPx, widthPx, rowsAre }: ArcsProps) {
  const edge = rowsAre === 'right' ? widthPx - 1 : 1;
  const reach = rowsAre === 'right' ? -1 : 1;
  const shape = ({ from, to }: Arc): string => {
    const [y0, y1] = [(from + 0.5) * cellPx, (to + 0.5) * cellPx];
    if (from === to) {
      // A token that looks at itself: a small loop.
      const [r, x] = [Math.max(3, Math.min(8, cellPx / 2)), edge + reach * 12];
      return `M${edge} ${y0 - r / 2}C${x} ${y0 - r} ${x} ${y0 + r} ${edge} ${y0 + r / 2}`;
    }
    const bulge = Math.min(widthPx - WIDEST_PX / 2 - 1, 10 + Math.abs(y1 - y0) * 0.35) * (4 / 3);
    const x = edge + reach * bulge;
    return `M${edge} ${y0}C${x} ${y0} ${x} ${y1} ${edge} ${y1}`;
  };
  return (
    <svg className="arcs" width={widthPx} height={count * cellPx} aria-hidden="true">
      {visibleArcs(arcs).map((arc) => (
        <path
          key={`${arc.role}-${arc.from}-${arc.to}-${arc.dashed === true}`}
          d={shape(arc)}
          style={{ stroke: `var(${arc.role})` }}
          strokeWidth={1 + arc.weight * (WIDEST_PX - 1)}
          strokeOpacity={0.15 + 0.7 * arc.weight}
          strokeDasharray={arc.dashed ? '2 5' : undefined}
        />
      ))}
    </svg>
  );
}
