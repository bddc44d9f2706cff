import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Segments } from '#view/Choice.tsx';
import { axisSizePx } from '#view/TokenAxis.tsx';
import { useCanPoint } from '#view/useCanPoint.ts';
import type { Panel, PanelProps } from '../contract.ts';
import './Flow.css';
import './Rows.css';
import { Header } from './Header.tsx';
import { Labels } from './Labels.tsx';
import { Legends } from './Legends.tsx';
import { NORMS_PX, Norms } from './Norms.tsx';
import { Picture } from './Picture.tsx';
import { Predictions } from './Predictions.tsx';
import { Stretch } from './Stretch.tsx';
import { Under } from './Under.tsx';
import { Zoom } from './Zoom.tsx';
import { arrayName, columnsOf, namesOf } from './columns.ts';
import type { Half } from './columns.ts';
import { arrange } from './folding.ts';
import { MOST_ROWS } from './layout.ts';
import type { Layout } from './layout.ts';
import { matrixNames } from './matrices.ts';
import { useScales } from './scales.ts';
import { useOpenBlock } from './useOpenBlock.ts';
import { Veil } from './Veil.tsx';
import { useEdges } from './useEdges.ts';
import { useRows } from './useRows.ts';

const AXIS_PX = { least: 34, most: 92, narrow: 64 };
const NARROW_PX = 520;
const STRETCH_PX = 26;
/** Room over the rows: block, part, column. */
const TOP_PX = 62;
const FOOT_PX = 12;

type Direction = 'forward' | 'backward';

function Body(props: PanelProps) {
  const { read, version, tokens, config, selection, select, watch, words, widthPx } = props;
  const said = words.panels.flow;
  const T = tokens.length;
  const [direction, setDirection] = useState<Direction>('forward');
  useTurned(props.passing, setDirection);
  const [auto, setAuto] = useState(true);
  const [half, setHalf] = useState<Half>('attention');
  const [weighs, setWeighs] = useState(true);
  const backward = direction === 'backward';
  const { position } = selection;
  const { rows, setFirst, zoom, reveal } = useRows(T, position);
  const head = Math.min(selection.head, config.n_heads - 1);
  const { open, setOpen, keep } = useOpenBlock(selection.layer, config.n_layers, props.sought);
  // With a causal mask no row on screen looks at a key below the last of them.
  const keys = config.objective === 'causal' ? rows.first + rows.count : T;
  const isStretch = rows.count < T;
  const axisPx = axisSizePx(tokens, AXIS_PX.least, widthPx < NARROW_PX ? AXIS_PX.narrow : AXIS_PX.most);
  const roomPx = widthPx - axisPx - (isStretch ? STRETCH_PX : 0);
  const layout = useMemo(
    () => arrange({ config, open, half, rows, keys, backward, roomPx }),
    [config, open, half, rows, keys, backward, roomPx],
  );
  const { columns, heightPx } = layout;
  const names = [...namesOf(columns, backward), ...(open !== null && weighs ? matrixNames(config, open, backward) : [])].join(
    ' ',
  );
  useEffect(() => watch(names.split(' ')), [watch, names]);
  const scales = useScales({ columns, read, backward, rows }, auto);
  const shown = useMemo(() => new Set(columns.map(({ kind }) => kind)), [columns]);
  const onOpen = useCallback(
    (layer: number | null) => {
      setOpen(layer);
      if (layer === null) return;
      keep(layer);
      select({ layer });
    },
    [setOpen, keep, select],
  );
  const onToggle = useCallback(() => setAuto((before) => !before), []);
  // The other direction stays within reach while its arrays are on their way.
  const hasData = T > 0 && (backward || columns.some(({ name }) => read(name)));
  const scroller = useScrolledTo(layout, open, hasData);
  useEdges(scroller, layout.widthPx, hasData);
  const canPoint = useCanPoint();

  if (!hasData) return <p className="none">{words.view.noData}</p>;
  const underPx = TOP_PX + heightPx + (backward ? NORMS_PX : 0);
  const stream = columns.findLast(({ kind }) => kind === 'stream' || kind === 'norm')?.name ?? '';
  return (
    <div className="flow">
      <div className="flow__bar">
        <Segments
          label={said.direction}
          options={[
            { value: 'forward', name: said.forward },
            { value: 'backward', name: said.backward },
          ]}
          value={direction}
          onChange={setDirection}
        />
        {open !== null && (
          <button type="button" className="flow__toggle" aria-pressed={weighs} onClick={() => setWeighs(!weighs)}>
            {said.matrices.show}
          </button>
        )}
        {T > MOST_ROWS && <Zoom rows={rows} T={T} words={words} onZoom={zoom} />}
      </div>
      <div className="flow__frame">
        {isStretch && (
          <div style={{ paddingTop: TOP_PX, width: STRETCH_PX }}>
            <Stretch
              T={T}
              rows={rows}
              stream={read(arrayName(stream, backward))}
              scale={scales.stream}
              heightPx={heightPx}
              words={words}
              onMove={setFirst}
              onZoom={zoom}
            />
          </div>
        )}
        <div style={{ paddingTop: TOP_PX }}>
          <Labels {...props} rows={rows} sizePx={axisPx} />
        </div>
        <div className="flow__scroll" ref={scroller}>
          <div className="flow__content" style={{ width: layout.widthPx, paddingTop: underPx, paddingBottom: FOOT_PX }}>
            <Header layout={layout} head={head} backward={backward} words={words} onOpen={onOpen} onHalf={setHalf} />
            {position !== null && position >= rows.first && position < rows.first + rows.count && (
              <div className="flow__row" style={{ top: TOP_PX + (position - rows.first) * rows.rowPx, height: rows.rowPx }} />
            )}
            <div className="flow__stage" style={{ top: TOP_PX }}>
              <Picture
                {...props}
                layout={layout}
                scales={scales}
                backward={backward}
                open={open}
                head={head}
                reveal={reveal}
                keep={keep}
                unfold={setHalf}
              />
              {!backward && props.difference === null && <Predictions {...props} layout={layout} />}
              {props.passing && (
                <Veil passing={props.passing} layout={layout} config={config} backward={backward} heightPx={heightPx} />
              )}
              {backward && <Norms read={read} version={version} words={words} layout={layout} />}
            </div>
            {open !== null && (
              <Under
                {...props}
                layout={layout}
                layer={open}
                head={head}
                backward={backward}
                weighs={weighs}
                scale={scales.weights}
              />
            )}
          </div>
        </div>
      </div>
      <Legends scales={scales} shown={shown} words={words} onToggle={onToggle} />
      <p className="flow__note">{backward ? said.noteBackward : said.noteForward(canPoint)}</p>
    </div>
  );
}

/** Turns the picture the way that a training step in slow motion goes. */
function useTurned(passing: PanelProps['passing'], turn: (direction: Direction) => void): void {
  const phase = passing?.phase;
  useEffect(() => {
    if (phase !== undefined) turn(phase === 'backward' || phase === 'update' ? 'backward' : 'forward');
  }, [phase, turn]);
}

/** Brings a block that is opened into view. */
function useScrolledTo(layout: Layout, open: number | null, isThere: boolean) {
  const scroller = useRef<HTMLDivElement>(null);
  const block = layout.blocks.find(({ layer }) => layer === open);
  const x = block?.x ?? 0;
  useLayoutEffect(() => {
    if (scroller.current && open !== null) scroller.current.scrollLeft = Math.max(0, x - 12);
    // Only opening a block moves the view, not what moves the block.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [open, isThere]);
  return scroller;
}

/** The whole model as one picture; what else it reads depends on what is open, and is told to `watch`. */
export const flow = {
  id: 'flow',
  names: (config) => namesOf(columnsOf(config, null, 0, false), false),
  heading: (words, { objective }) => (objective === 'masked' ? { caption: words.panels.flow.captionMasked } : {}),
  differs: () => true,
  Body,
} satisfies Panel;
