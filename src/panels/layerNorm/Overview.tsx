import { useMemo } from 'react';
import { Legend } from '#view/Legend.tsx';
import { Matrix } from '#view/Matrix.tsx';
import { Part } from '#view/Part.tsx';
import { TokenAxis, axisSizePx, labelPx } from '#view/TokenAxis.tsx';
import { formatNumber } from '#view/format.ts';
import { useAutoScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { drawnVectors } from '../lit/drawn.ts';
import { useMatrixLink } from '../lit/useMatrixLink.ts';
import { tokenName } from '../tokenName.ts';
import type { Site } from './sites.ts';

type OverviewProps = Pick<
  PanelProps,
  'read' | 'difference' | 'version' | 'tokens' | 'config' | 'selection' | 'select' | 'hover' | 'followLook' | 'words'
> & {
  sites: readonly Site[];
  names: readonly string[];
  current: number;
  position: number;
  onSite: (index: number) => void;
  widthPx: number;
};

const ROW_PX = 17;
const CELL_MAX_PX = 26;

/** What every norm divides every token by: rows are norms along the depth, columns tokens. */
export function Overview(props: OverviewProps) {
  const {
    read,
    difference,
    version,
    tokens,
    config,
    selection,
    select,
    hover,
    words,
    sites,
    names,
    current,
    position,
    onSite,
    widthPx,
  } = props;
  const said = words.panels.layerNorm;
  const T = tokens.length;
  const scales = useMemo(() => {
    void version;
    const all = new Float32Array(sites.length * T).fill(Number.NaN);
    sites.forEach((site, row) => {
      const data = read(site.scale)?.data;
      if (data?.length === T) all.set(data, row * T);
    });
    return all;
  }, [read, version, sites, T]);
  const colours = useAutoScale('sequential', scales);
  const arrays = sites.map(({ scale }) => scale);
  const link = useMatrixLink(props, {
    drawn: {
      ...drawnVectors(arrays, 'row'),
      refOf: ({ row, col }) => ({ name: arrays[row] ?? '', index: [col, 0] }),
    },
    partOf: (cell) => ({ position: cell.col }),
    onSelect: (cell) => onSite(cell.row),
  });
  const namesPx = Math.min(widthPx * 0.4, Math.max(...names.map(labelPx)));
  const cellPx = Math.min(CELL_MAX_PX, (widthPx - namesPx) / T);
  const topPx = axisSizePx(tokens, 26, 64);
  const title = config.normalization === 'rmsnorm' ? said.overviewRms : said.overview;
  return (
    <Part title={title} widthPx={widthPx} note={said.overviewNote} aside={<Legend scale={colours} words={words} />}>
      <div className="sites" style={{ gridTemplateColumns: `${namesPx}px auto` }}>
        <div className="sites__top">
          <TokenAxis
            tokens={tokens}
            side="top"
            cellPx={cellPx}
            sizePx={topPx}
            focus={position}
            label={said.columns}
            onHover={(at) => hover(at === null ? null : { position: at })}
            onSelect={(at) => select({ position: at })}
          />
        </div>
        <div className="sites__names">
          {names.map((name, index) => (
            <button
              key={name}
              type="button"
              style={{ height: ROW_PX }}
              className={index === current ? 'sites__name sites__name--on' : 'sites__name'}
              aria-pressed={index === current}
              title={name}
              onClick={() => onSite(index)}
            >
              {name}
            </button>
          ))}
        </div>
        <Matrix
          data={scales}
          rows={sites.length}
          cols={T}
          scale={colours}
          rowGapPx={2}
          widthPx={T * cellPx}
          heightPx={sites.length * ROW_PX}
          label={title}
          describe={(row, col) => {
            const value = formatNumber(scales[row * T + col] ?? Number.NaN);
            return (difference === null ? said.overviewCell : said.overviewChange)(
              names[row] ?? '',
              col,
              tokenName(tokens, col),
              value,
            );
          }}
          focusCell={selection.position === null ? null : { row: current, col: position }}
          highlightCol={position}
          {...link}
        />
      </div>
    </Part>
  );
}
