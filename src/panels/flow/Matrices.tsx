import { useMemo } from 'react';
import { gradientOf } from '#lexicon/axes.ts';
import { Legend } from '#view/Legend.tsx';
import { Matrix } from '#view/Matrix.tsx';
import { formatNumber } from '#view/format.ts';
import { useAutoScale } from '#view/scale.ts';
import type { ColourScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { drawnArray } from '../lit/drawn.ts';
import { useMatrixLink } from '../lit/useMatrixLink.ts';
import type { Half } from './columns.ts';
import { matricesOf, matrixSizes } from './matrices.ts';
import type { WeightMatrix } from './matrices.ts';

type MatricesProps = Pick<
  PanelProps,
  'read' | 'version' | 'tokens' | 'config' | 'selection' | 'select' | 'hover' | 'followLook' | 'words'
> & {
  layer: number;
  head: number;
  /** The half of the block that is in full; null for both. */
  half: Half | null;
  backward: boolean;
  roomPx: number;
};

const NONE = new Float32Array(0);

function shownOf(matrices: readonly WeightMatrix[], half: Half | null): WeightMatrix[] {
  return matrices.filter((matrix) => half === null || matrix.half === half);
}

/** The weights of the open block, those of the head in focus, or their gradients: each cell opens its worksheet. */
export function Matrices(props: MatricesProps) {
  const { read, version, config, words, layer, head, half, backward, roomPx } = props;
  const said = words.panels.flow.matrices;
  const matrices = useMemo(() => shownOf(matricesOf(config, layer, head), half), [config, layer, head, half]);
  const { heightPx, widthsPx } = matrixSizes(matrices, roomPx);
  const { arrays, sample } = useMemo(() => {
    void version;
    const held = matrices.map(({ name }) => read(backward ? gradientOf(name) : name)?.data ?? NONE);
    return { arrays: held, sample: sampleOf(held) };
  }, [read, version, matrices, backward]);
  // One scale for all: what is darker is larger, in whichever matrix.
  const scale = useAutoScale('diverging', sample);
  const title = half === 'ffn' ? said.titleFfn(layer + 1) : said.title(layer + 1, head + 1);
  return (
    <section className="flow__matrices" aria-label={said.show}>
      <div className="flow__matrices-head">
        <span>{backward ? said.gradient(title) : title}</span>
        <Legend scale={scale} words={words} />
      </div>
      <div className="flow__matrices-row">
        {matrices.map((matrix, at) => (
          <One
            {...props}
            key={matrix.id}
            matrix={matrix}
            data={arrays[at] ?? NONE}
            scale={scale}
            widthPx={widthsPx[at] ?? 0}
            heightPx={heightPx}
          />
        ))}
      </div>
      <p className="flow__note">{said.note(String(config.d_model))}</p>
    </section>
  );
}

type OneProps = MatricesProps & {
  matrix: WeightMatrix;
  data: Float32Array;
  scale: ColourScale;
  widthPx: number;
  heightPx: number;
};

function One(props: OneProps) {
  const { matrix, data, scale, widthPx, heightPx, words, layer, head, backward, selection } = props;
  const said = words.panels.flow.matrices;
  const { id, name, rows, cols, offset, rowStride, colStride, half } = matrix;
  const array = backward ? gradientOf(name) : name;
  const drawn = drawnArray(array, matrix.axes);
  const link = useMatrixLink(props, {
    drawn,
    partOf: ({ row, col }) => ({ dimension: row, layer, ...(half === 'ffn' ? { neuron: col } : { head }) }),
  });
  const symbol = `W_${said.names[id]}`;
  const called = backward ? said.gradient(symbol) : symbol;
  return (
    <figure className={`flow__matrix flow__matrix--${id}`}>
      <figcaption title={`${said.long[id]} · ${array}`}>
        W<sub>{said.names[id]}</sub>
      </figcaption>
      <Matrix
        data={data}
        rows={rows}
        cols={cols}
        offset={offset}
        rowStride={rowStride}
        colStride={colStride}
        scale={scale}
        widthPx={widthPx}
        heightPx={heightPx}
        texture="weight"
        label={`${called}, ${said.long[id]}`}
        describe={(row, col) =>
          said.cell(called, row, col, formatNumber(data[offset + row * rowStride + col * colStride] ?? Number.NaN))
        }
        focusCell={selection.cell ? drawn.placeOf(selection.cell) : null}
        {...link}
      />
    </figure>
  );
}

/** So many numbers of each matrix say how large they are. */
const SAMPLES = 512;

function sampleOf(arrays: readonly Float32Array[]): Float32Array {
  const found: number[] = [];
  for (const data of arrays) {
    const stride = Math.max(1, Math.floor(data.length / SAMPLES));
    for (let i = 0; i < data.length; i += stride) found.push(data[i] ?? 0);
  }
  return Float32Array.from(found);
}
