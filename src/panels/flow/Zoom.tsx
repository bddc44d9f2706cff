import type { PanelProps } from '../contract.ts';
import { FEWEST_ROWS } from './layout.ts';
import type { Rows } from './layout.ts';

type ZoomProps = Pick<PanelProps, 'words'> & { rows: Rows; T: number; onZoom: (by: 'more' | 'fewer') => void };

/** Which tokens are on screen, and two buttons for more or fewer of them. */
export function Zoom({ rows, T, words, onZoom }: ZoomProps) {
  const said = words.panels.flow;
  return (
    <span className="flow__says">
      {said.stretch(rows.first, rows.first + rows.count - 1, T)}
      <button
        type="button"
        className="flow__zoom"
        aria-label={said.moreRows}
        title={said.moreRows}
        disabled={rows.count >= T}
        onClick={() => onZoom('more')}
      >
        −
      </button>
      <button
        type="button"
        className="flow__zoom"
        aria-label={said.fewerRows}
        title={said.fewerRows}
        disabled={rows.count <= FEWEST_ROWS}
        onClick={() => onZoom('fewer')}
      >
        +
      </button>
    </span>
  );
}
