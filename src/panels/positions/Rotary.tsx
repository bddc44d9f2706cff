import { useCallback, useMemo, useState } from 'react';
import { headWidth } from '#lexicon/config.ts';
import { formatNumber } from '#view/format.ts';
import { Legend } from '#view/Legend.tsx';
import { LineChart } from '#view/LineChart.tsx';
import { Matrix } from '#view/Matrix.tsx';
import { Part } from '#view/Part.tsx';
import type { ColourScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { ROW_AXIS_PX, RowAxis } from '../RowAxis.tsx';
import { matrixWidth } from '../matrixWidth.ts';
import { anglesWithinTurn, thetas } from './rotary.ts';
import { TurnedPair } from './TurnedPair.tsx';

const TURN: ColourScale = { kind: 'diverging', limit: Math.PI, auto: false };

/** Rotary positions: the angle of every pair at every position, one pair before and after its turn, what distance leaves. */
export function Rotary(props: PanelProps) {
  const { tokens, config, selection, select, hover, words, widthPx } = props;
  const say = words.panels.positions;
  const T = tokens.length;
  const width = headWidth(config);
  const theta = useMemo(() => thetas(width, config.rope_base), [width, config.rope_base]);
  const angles = useMemo(() => anglesWithinTurn(T, theta), [T, theta]);
  const [chosen, setChosen] = useState(0);
  const pair = Math.min(chosen, theta.length - 1);
  const describe = useCallback(
    (row: number, col: number) =>
      say.angleCell(row, col, formatNumber(row * (theta[col] ?? 0)), formatNumber(angles[row * theta.length + col] ?? 0)),
    [say, theta, angles],
  );
  const columns = widthPx >= 720;
  const leftPx = columns ? Math.floor((widthPx - 28) * 0.5) : widthPx;
  const rightPx = columns ? widthPx - 28 - leftPx : widthPx;
  const rowPx = Math.max(4, Math.min(15, Math.floor(480 / Math.max(1, T))));
  const choose = (position: number) => ({ position, token: tokens[position]?.id ?? null });
  return (
    <>
      <p className="part__note positions__lead">{say.anglesNote}</p>
      <div className="parts">
        <Part title={say.angles} widthPx={leftPx} aside={<Legend scale={TURN} words={words} />}>
          <div className="positions__row">
            <RowAxis
              tokens={tokens}
              positions={'same'}
              cellPx={rowPx}
              focus={selection.position}
              label={say.axis}
              hover={hover}
              select={select}
            />
            <Matrix
              data={angles}
              rows={T}
              cols={theta.length}
              scale={TURN}
              widthPx={matrixWidth(theta.length, Math.min(leftPx - ROW_AXIS_PX, 40 * theta.length))}
              heightPx={T * rowPx}
              label={say.angles}
              describe={describe}
              highlightRow={selection.position}
              highlightCol={pair}
              onHover={(cell) => hover(cell && choose(cell.row))}
              onSelect={(cell) => {
                setChosen(cell.col);
                select(choose(cell.row));
              }}
            />
          </div>
        </Part>
        <div className="positions__column" style={{ width: rightPx }}>
          <TurnedPair {...props} theta={theta} pair={pair} onPair={setChosen} widthPx={rightPx} />
          <Offsets theta={theta} pair={pair} count={T} words={words} widthPx={rightPx} />
        </div>
      </div>
    </>
  );
}

type OffsetsProps = Pick<PanelProps, 'words' | 'widthPx'> & { theta: Float64Array; pair: number; count: number };

/** cos(θ · distance) of the fastest, the chosen and the slowest pair. */
function Offsets({ theta, pair, count, words, widthPx }: OffsetsProps) {
  const say = words.panels.positions;
  const series = useMemo(() => {
    const last = theta.length - 1;
    const pairs = [...new Set([0, last, pair])];
    return pairs.map((k) => ({
      label: say.pair(k),
      values: Float32Array.from({ length: count }, (_, offset) => Math.cos(offset * (theta[k] ?? 0))),
      role: k === pair ? '--focus' : '--embed',
      dashed: k !== pair && k === last,
    }));
  }, [say, theta, pair, count]);
  return (
    <Part title={say.offsets} widthPx={widthPx} note={say.offsetsNote}>
      <LineChart
        series={series}
        widthPx={widthPx}
        heightPx={140}
        yDomain={[-1, 1]}
        label={say.offsets}
        xLabel={say.offset}
        xFormat={String}
      />
    </Part>
  );
}
