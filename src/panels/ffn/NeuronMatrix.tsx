import { useEffect, useRef } from 'react';
import { Matrix } from '#view/Matrix.tsx';
import { TokenAxis } from '#view/TokenAxis.tsx';
import { formatNumber } from '#view/format.ts';
import type { ColourScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { drawnArray } from '../lit/drawn.ts';
import { useMatrixLink } from '../lit/useMatrixLink.ts';
import { tokenName } from '../tokenName.ts';
import { postName, preName } from './neurons.ts';
import type { Layer } from './neurons.ts';

type NeuronMatrixProps = Pick<PanelProps, 'tokens' | 'config' | 'selection' | 'select' | 'hover' | 'followLook' | 'words'> & {
  layer: Layer;
  /** Counted from 0. */
  layerIndex: number;
  shows: 'pre' | 'post';
  scale: ColourScale;
  position: number;
  neuron: number | null;
  /** Width of a column; the whole is scrolled sideways where it does not fit. */
  cellPx: number;
  axisPx: number;
  widthPx: number;
};

const ROW_PX = { max: 18, all: 560 };

/** Every neuron of a layer at every token. Scrolls to the neuron that is looked at. */
export function NeuronMatrix(props: NeuronMatrixProps) {
  const { tokens, selection, select, hover, words, layer, layerIndex, shows, scale, position, neuron, cellPx, axisPx, widthPx } =
    props;
  const said = words.panels.ffn;
  const { T, F, pre, post } = layer;
  const rowPx = Math.min(ROW_PX.max, ROW_PX.all / T);
  const roomPx = widthPx - axisPx;
  const scroller = useRef<HTMLDivElement>(null);
  const locked = selection.neuron;
  useEffect(() => {
    const box = scroller.current;
    if (box === null || locked === null) return;
    const left = locked * cellPx;
    if (left < box.scrollLeft || left + cellPx > box.scrollLeft + box.clientWidth) box.scrollLeft = left - box.clientWidth / 2;
  }, [locked, cellPx]);
  const link = useMatrixLink(props, {
    drawn: drawnArray(shows === 'pre' ? preName(layerIndex) : postName(layerIndex), ['row', 'col']),
    partOf: (cell) => ({ position: cell.row, neuron: cell.col, layer: layerIndex }),
  });
  const describe = (row: number, col: number): string => {
    const [before, after] = [pre[row * F + col] ?? Number.NaN, post[row * F + col] ?? Number.NaN];
    return said.cell(row, tokenName(tokens, row), col, formatNumber(before), formatNumber(after));
  };
  return (
    <div className="neurons">
      <TokenAxis
        tokens={tokens}
        side="left"
        cellPx={rowPx}
        sizePx={axisPx}
        focus={position}
        label={said.rows}
        onHover={(at) => hover(at === null ? null : { position: at })}
        onSelect={(at) => select({ position: at })}
      />
      <div className="neurons__scroll" ref={scroller} style={{ width: roomPx }}>
        <Matrix
          data={shows === 'pre' ? pre : post}
          rows={T}
          cols={F}
          scale={scale}
          widthPx={F * cellPx}
          heightPx={T * rowPx}
          label={said.matrix(layerIndex + 1, shows === 'pre' ? said.pre : said.post)}
          describe={describe}
          focusCell={neuron === null ? null : { row: position, col: neuron }}
          highlightRow={position}
          highlightCol={neuron}
          {...link}
        />
      </div>
    </div>
  );
}
