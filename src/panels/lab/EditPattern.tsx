import { useMemo } from 'react';
import { softmax } from '#math/softmax.ts';
import { interveneWhileDragging } from '#state/actions/intervene.ts';
import { intervene, undo } from '#state/actions/setting.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectInterventions } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Choice } from '#view/Choice.tsx';
import { formatNumber, formatShare } from '#view/format.ts';
import { Legend } from '#view/Legend.tsx';
import { Matrix } from '#view/Matrix.tsx';
import { Part } from '#view/Part.tsx';
import { useAutoScale } from '#view/scale.ts';
import { axisSizePx, TokenAxis } from '#view/TokenAxis.tsx';
import { headOf, patternName, scoresName, withoutHidden } from '../attention/heads.ts';
import type { PanelProps } from '../contract.ts';
import { pieceName } from '../pieceOf.ts';
import { tokenName } from '../tokenName.ts';
import { RowEditor } from './RowEditor.tsx';
import { editedRow, editedRows, withRow } from './rows.ts';
import type { Outcome } from './useOutcome.ts';

const AXIS_PX = { least: 26, most: 72 };
const CELL_MAX_PX = 16;
const NOTHING = new Float32Array();

/** One head's attention, a row of which a hand can change: the model then runs with that row. */
export function EditPattern(props: PanelProps & { outcome: Outcome }) {
  const { read, version, tokens, text, config, selection, select, hover, words, outcome, widthPx } = props;
  const say = words.panels.lab;
  const list = useStore(selectInterventions);
  const T = tokens.length;
  const layer = Math.min(selection.layer, config.n_layers - 1);
  const head = Math.min(selection.head, config.n_heads - 1);
  const causal = config.objective === 'causal';
  const patterns = read(patternName(layer));
  const pattern = useMemo(() => headOf(patterns, head, T), [patterns, head, T]);
  const scores = headOf(read(scoresName(layer)), head, T);
  const cells = useMemo(() => {
    void version;
    return pattern && (causal ? withoutHidden(pattern, T) : pattern);
  }, [version, pattern, causal, T]);
  const scale = useAutoScale('sequential', pattern ?? NOTHING, T);
  const position = Math.min(selection.position ?? T - 1, T - 1);
  const keys = causal ? position + 1 : T;
  const key = Math.min(selection.key ?? Math.max(0, keys - 2), keys - 1);
  const computed = useMemo(() => {
    void version;
    return scores && position >= 0 ? Float32Array.from(softmax(scores.subarray(position * T, position * T + keys))) : null;
  }, [version, scores, position, keys, T]);
  const row = { layer, head, position };
  const own = editedRow(list, row, keys);
  const edited = editedRows(list, layer, head);
  const axisPx = axisSizePx(tokens, AXIS_PX.least, AXIS_PX.most);
  const cellPx = Math.max(1, Math.min(CELL_MAX_PX, (widthPx - axisPx) / Math.max(1, T)));
  const put = (weights: Float32Array | null): void => void attempt(intervene(withRow(list, row, weights)));
  const drag = (weights: Float32Array, nth: number): void =>
    void attempt(interveneWhileDragging(withRow(list, row, weights), `pattern ${layer} ${head} ${position} ${key} ${nth}`));
  const canUndo = useStore(({ past }) => past.at(-1)?.after.interventions !== undefined);
  const describe = (query: number, at: number): string => {
    const named = [query, tokenName(tokens, query), at, tokenName(tokens, at)] as const;
    if (causal && at > query) return words.panels.attention.cellHidden(...named);
    const value = words.panels.attention.cell(...named, formatShare(pattern?.[query * T + at] ?? Number.NaN));
    return edited.includes(query) ? `${value}${words.view.clause}${say.byHand}` : value;
  };
  const [first] = outcome.known?.rows.toSorted((a, b) => b.before - a.before) ?? [];
  const [then] = outcome.known?.rows.toSorted((a, b) => b.after - a.after) ?? [];
  return (
    <Part title={say.edit} widthPx={widthPx} note={say.editNote} aside={<Legend scale={scale} words={words} />}>
      <div className="lab__actions">
        <Choice
          label={say.layerChoice}
          options={Array.from({ length: config.n_layers }, (_, at) => ({ value: String(at), name: say.layer(at + 1) }))}
          value={String(layer)}
          onChange={(value) => select({ layer: Number(value) })}
        />
        <Choice
          label={say.headChoice}
          options={Array.from({ length: config.n_heads }, (_, at) => ({ value: String(at), name: say.head(at + 1) }))}
          value={String(head)}
          onChange={(value) => select({ head: Number(value) })}
        />
        <span className="quiet">{edited.length === 0 ? say.noRows : say.rowsEdited(edited.join(', '))}</span>
      </div>
      {cells && computed && T > 0 ? (
        <>
          <div className="lab__pattern">
            <TokenAxis
              tokens={tokens}
              side="left"
              cellPx={cellPx}
              sizePx={axisPx}
              focus={position}
              label={words.panels.attention.queries}
              onHover={(at) => hover(at === null ? null : { position: at, key: null })}
              onSelect={(at) => select({ position: at, key: null })}
            />
            <Matrix
              data={cells}
              rows={T}
              cols={T}
              scale={scale}
              widthPx={T * cellPx}
              heightPx={T * cellPx}
              label={say.editMatrix(layer + 1, head + 1)}
              describe={describe}
              focusCell={{ row: position, col: key }}
              highlightRow={position}
              onSelect={(cell) =>
                select({ position: cell.row, key: causal ? Math.min(cell.col, cell.row) : cell.col, layer, head })
              }
            />
          </div>
          <RowEditor
            tokens={tokens}
            words={words}
            position={position}
            at={key}
            computed={computed}
            own={own}
            widthPx={widthPx}
            onKey={(at) => select({ position, key: at, layer, head })}
            onDrag={drag}
            onPut={put}
            onUndo={canUndo ? () => void attempt(undo()) : null}
          />
          <p className="lab__told" aria-live="polite">
            {own && outcome.known && first && then
              ? say.editOutcome(
                  formatNumber(outcome.known.before),
                  formatNumber(outcome.known.after),
                  formatNumber(outcome.known.after - outcome.known.before),
                  pieceName(text, first.id),
                  formatShare(first.before),
                  pieceName(text, then.id),
                  formatShare(then.after),
                )
              : say.editIdle}
            {own && causal && position === T - 1 && (
              <span className="quiet">
                {words.view.gap}
                {say.editLast}
              </span>
            )}
          </p>
        </>
      ) : (
        <p className="quiet">{words.view.noData}</p>
      )}
    </Part>
  );
}
