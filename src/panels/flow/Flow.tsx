import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Segments } from '#view/Choice.tsx';
import { TokenAxis, axisSizePx } from '#view/TokenAxis.tsx';
import type { Panel, PanelProps } from '../contract.ts';
import './Flow.css';
import { Header } from './Header.tsx';
import { HEAD_PX, Heads } from './Heads.tsx';
import { Legends } from './Legends.tsx';
import { NORMS_PX, Norms } from './Norms.tsx';
import { Picture } from './Picture.tsx';
import { Predictions } from './Predictions.tsx';
import { Stretch } from './Stretch.tsx';
import { arrayName, columnsOf, namesOf } from './columns.ts';
import { layoutOf, rowsOf } from './layout.ts';
import type { Layout } from './layout.ts';
import { useScales } from './scales.ts';
import { useOpenBlock } from './useOpenBlock.ts';

const AXIS_PX = { least: 34, most: 92, narrow: 64 };
const NARROW_PX = 520;
const STRETCH_PX = 26;
/** Room over the rows: block, part, column. */
const TOP_PX = 62;
const FOOT_PX = 12;
/** Over so much the picture fades at the edge beyond which it goes on. */
const FADE_PX = 28;

type Direction = 'forward' | 'backward';

function Body(props: PanelProps) {
  const { read, version, tokens, config, selection, select, hover, watch, words, widthPx } = props;
  const said = words.panels.flow;
  const T = tokens.length;
  const [direction, setDirection] = useState<Direction>('forward');
  const [auto, setAuto] = useState(true);
  const [first, setFirst] = useState(0);
  const backward = direction === 'backward';
  const head = Math.min(selection.head, config.n_heads - 1);
  const { open, setOpen, keep } = useOpenBlock(selection.layer, config.n_layers);
  const seen = rowsOf(T, first);
  // With a causal mask no row on screen looks at a key below the last of them.
  const keys = config.objective === 'causal' ? seen.first + seen.count : T;
  const columns = useMemo(() => columnsOf(config, open, keys, backward), [config, open, keys, backward]);
  const names = namesOf(columns, backward).join(' ');
  useEffect(() => watch(names.split(' ')), [watch, names]);
  const axisPx = axisSizePx(tokens, AXIS_PX.least, widthPx < NARROW_PX ? AXIS_PX.narrow : AXIS_PX.most);
  const roomPx = widthPx - axisPx;
  const layout = useMemo(() => {
    const whole = layoutOf(columns, open, T, first, roomPx);
    return whole.rows.count < T ? layoutOf(columns, open, T, first, roomPx - STRETCH_PX) : whole;
  }, [columns, open, T, first, roomPx]);
  const scales = useScales({ columns, read, backward, rows: seen }, auto);
  const shown = useMemo(() => new Set(columns.map(({ kind }) => kind)), [columns]);
  const reveal = useReveal(T, layout, setFirst);
  const { position } = selection;
  const looked = useRef<number | null>(null);
  useEffect(() => {
    // Only another token moves the rows; a person who moves them leaves the token behind.
    if (looked.current !== position && position !== null) reveal(position);
    looked.current = position;
  }, [position, reveal]);
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
  const scroller = useScrolledTo(layout, open);

  if (T === 0 || !columns.some(({ name }) => read(arrayName(name, backward)))) {
    // The other direction stays within reach while its arrays are on their way.
    if (T === 0 || !backward) return <p className="none">{words.view.noData}</p>;
  }
  const { rows, heightPx } = layout;
  const footPx = (backward ? NORMS_PX : 0) + (open === null ? 0 : headsHeight(layout, config.n_heads)) + FOOT_PX;
  const overflows = layout.widthPx > roomPx - (rows.count < T ? STRETCH_PX : 0);
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
        {rows.count < T && <span className="flow__says">{said.stretch(rows.first, rows.first + rows.count - 1, T)}</span>}
      </div>
      <div className="flow__frame">
        {rows.count < T && (
          <div style={{ paddingTop: TOP_PX, width: STRETCH_PX }}>
            <Stretch
              T={T}
              rows={rows}
              stream={read(arrayName(stream, backward))}
              scale={scales.stream}
              heightPx={heightPx}
              words={words}
              onMove={setFirst}
            />
          </div>
        )}
        <div style={{ paddingTop: TOP_PX }}>
          <Labels {...props} layout={layout} sizePx={axisPx} />
        </div>
        <div className={overflows ? 'flow__scroll flow__scroll--fades' : 'flow__scroll'} ref={scroller}>
          <div
            className="flow__content"
            style={{ width: layout.widthPx + (overflows ? FADE_PX : 0), height: TOP_PX + heightPx + footPx }}
          >
            <Header layout={layout} head={head} backward={backward} words={words} onOpen={onOpen} />
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
              />
              {!backward && <Predictions {...props} layout={layout} />}
              {backward && <Norms read={read} version={version} words={words} layout={layout} />}
            </div>
            {open !== null && (
              <div
                className="flow__heads-place"
                style={{ top: TOP_PX + heightPx + (backward ? NORMS_PX : 0) + 8, ...headsPlace(layout) }}
              >
                <Heads
                  config={config}
                  select={select}
                  hover={hover}
                  words={words}
                  layer={open}
                  head={head}
                  T={T}
                  pattern={read(arrayName(`blocks.${open}.attn.hook_pattern`, backward))}
                  scale={scales.weights}
                />
              </div>
            )}
          </div>
        </div>
      </div>
      <Legends scales={scales} shown={shown} words={words} onToggle={onToggle} />
      <p className="flow__note">{backward ? said.noteBackward : said.noteForward}</p>
    </div>
  );
}

/** The tokens of the rows on screen; they stay where they are while the columns scroll. */
function Labels({ tokens, selection, select, hover, words, layout, sizePx }: PanelProps & { layout: Layout; sizePx: number }) {
  const { first, count, rowPx } = layout.rows;
  const shown = useMemo(() => tokens.slice(first, first + count), [tokens, first, count]);
  const { position } = selection;
  const partOf = (row: number) => ({ position: first + row, token: tokens[first + row]?.id ?? null });
  return (
    <TokenAxis
      tokens={shown}
      side="left"
      cellPx={rowPx}
      sizePx={sizePx}
      focus={position !== null && position >= first && position < first + count ? position - first : null}
      label={words.panels.flow.rows}
      onHover={(row) => hover(row === null ? null : partOf(row))}
      onSelect={(row) => select(partOf(row))}
    />
  );
}

/** Moves the stretch of rows on screen until a token is in it. */
function useReveal(T: number, layout: Layout, setFirst: (first: number) => void): (t: number) => void {
  const { first, count } = layout.rows;
  return useCallback(
    (t) => {
      if (t < first) setFirst(Math.max(0, t - 2));
      else if (t >= first + count) setFirst(Math.min(T - count, t - count + 3));
    },
    [T, first, count, setFirst],
  );
}

/** Brings a block that is opened into view. */
function useScrolledTo(layout: Layout, open: number | null) {
  const scroller = useRef<HTMLDivElement>(null);
  const block = layout.blocks.find(({ layer }) => layer === open);
  const x = block?.x ?? 0;
  useLayoutEffect(() => {
    if (scroller.current && open !== null) scroller.current.scrollLeft = Math.max(0, x - 12);
    // Only opening a block moves the view, not what moves the block.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [open]);
  return scroller;
}

/** Thumbnails begin under the scores and end with the block. */
function headsPlace({ columns, blocks }: Layout): { left: number; width: number } {
  const left = columns.find(({ kind }) => kind === 'scores')?.x ?? 0;
  const block = blocks.find(({ open }) => open);
  return { left, width: block ? block.x + block.width - left - 8 : 0 };
}

function headsHeight(layout: Layout, heads: number): number {
  const perRow = Math.max(1, Math.floor(headsPlace(layout).width / HEAD_PX.step));
  return 8 + Math.ceil(heads / perRow) * HEAD_PX.height;
}

/** The whole model as one picture; what else it reads depends on what is open, and is told to `watch`. */
export const flow = {
  id: 'flow',
  names: (config) => namesOf(columnsOf(config, null, 0, false), false),
  Body,
} satisfies Panel;
