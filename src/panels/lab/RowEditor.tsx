import { useRef } from 'react';
import { largest } from '#math/statistics.ts';
import { Bars } from '#view/Bars.tsx';
import { formatShare } from '#view/format.ts';
import { Slider } from '#view/Slider.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceAlone } from '../pieceOf.ts';
import { tokenName } from '../tokenName.ts';
import { evenRow, withWeight } from './rows.ts';

type RowEditorProps = Pick<PanelProps, 'tokens' | 'words' | 'widthPx'> & {
  /** The row's position, and the key whose weight the slider sets. */
  position: number;
  at: number;
  /** The row as the model computes it, [keys], and as a hand set it, null where none did. */
  computed: Float32Array;
  own: Float32Array | null;
  onKey: (key: number) => void;
  /** `drag` counts the drags: each is taken back as one. */
  onDrag: (weights: Float32Array, drag: number) => void;
  onPut: (weights: Float32Array | null) => void;
  /** Null while there is nothing of the kind to take back. */
  onUndo: (() => void) | null;
};

const STOPS = Array.from({ length: 101 }, (_, at) => at / 100);
const SHOWN = 6;
/** The number of the drag that is none. */
const BY_KEYS = -1;

/** One row of attention: its largest weights, a slider for one of them, and what one does to a row at once. */
export function RowEditor(props: RowEditorProps) {
  const { tokens, words, position, at, computed, own, widthPx, onKey, onDrag, onPut, onUndo } = props;
  const say = words.panels.lab;
  const row = own ?? computed;
  // A drag changes the row as it was when it began: on the way back the others get what they had.
  const base = useRef<Float32Array | null>(null);
  const drags = useRef(0);
  const drag = (weight: number): void => {
    base.current ??= row;
    onDrag(withWeight(base.current, at, weight), drags.current);
  };
  const letGo = (weight: number): void => {
    // Keys commit without a drag before: their steps are one gesture.
    onDrag(withWeight(base.current ?? row, at, weight), base.current ? drags.current++ : BY_KEYS);
    base.current = null;
  };
  const larger = computed.map((weight, key) => (key === at ? 2 : Math.max(weight, row[key] ?? 0)));
  const shown = largest(larger, SHOWN).toSorted((a, b) => a - b);
  const single = computed.length === 1;
  const title = say.row(position, tokenName(tokens, position));
  const target = say.keyOf(at, tokenName(tokens, at));
  return (
    <div className="lab__row">
      <p className="lab__title">{title}</p>
      <Bars
        label={title}
        colour="--attn"
        max={1}
        labelPx={Math.min(96, widthPx * 0.28)}
        valuePx={112}
        focus={shown.indexOf(at)}
        rows={shown.map((key) => ({
          key,
          label: (
            <>
              <span className="quiet">{key}</span> <TokenLabel piece={pieceAlone(tokens[key] ?? { id: 0, text: '' })} />
            </>
          ),
          name: say.keyOf(key, tokenName(tokens, key)),
          value: row[key] ?? 0,
          ...(own ? { before: computed[key] ?? 0 } : {}),
          display: own ? `${formatShare(computed[key] ?? 0)} → ${formatShare(own[key] ?? 0)}` : formatShare(row[key] ?? 0),
        }))}
        onSelect={(index) => onKey(shown[index] ?? at)}
      />
      <div className="lab__weight">
        <span className="lab__weightname" dir="auto">
          {target}
        </span>
        {single ? (
          <span className="quiet">{say.single}</span>
        ) : (
          <Slider
            label={say.weightOf(target)}
            stops={STOPS}
            value={row[at] ?? 0}
            format={formatShare}
            onMove={drag}
            onCommit={letGo}
          />
        )}
      </div>
      <div className="lab__actions">
        <button type="button" className="button" disabled={single} onClick={() => onPut(withWeight(row, at, 1))}>
          {say.onlyThis}
        </button>
        <button type="button" className="button" disabled={single} onClick={() => onPut(withWeight(row, at, 0))}>
          {say.notThis}
        </button>
        <button type="button" className="button" disabled={single} onClick={() => onPut(evenRow(computed.length))}>
          {say.uniform}
        </button>
        <button type="button" className="button" disabled={own === null} onClick={() => onPut(null)}>
          {say.asComputed}
        </button>
        <button type="button" className="button" disabled={onUndo === null} onClick={() => onUndo?.()}>
          {say.undo}
        </button>
      </div>
    </div>
  );
}
