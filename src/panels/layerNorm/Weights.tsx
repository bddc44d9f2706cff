import { Legend } from '#view/Legend.tsx';
import { finiteExtent } from '#view/LineChart.decimate.ts';
import { Matrix } from '#view/Matrix.tsx';
import { Part } from '#view/Part.tsx';
import { formatNumber } from '#view/format.ts';
import { useAutoScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { drawnArray } from '../lit/drawn.ts';
import { useMatrixLink } from '../lit/useMatrixLink.ts';
import type { Site } from './sites.ts';

type WeightsProps = Pick<PanelProps, 'read' | 'config' | 'tokens' | 'selection' | 'select' | 'hover' | 'followLook' | 'words'> & {
  site: Site;
  widthPx: number;
};

const STRIP_PX = 20;
const CELL_MAX_PX = 14;

/** The learnt gain and shift of one norm as strips over the dimensions. */
export function Weights(props: WeightsProps) {
  const { read, config, words, site } = props;
  const said = words.panels.layerNorm;
  const gain = read(site.gain)?.data;
  const bias = site.bias === null ? undefined : read(site.bias)?.data;
  const rms = config.normalization === 'rmsnorm';
  return (
    <div className="weights">
      {gain !== undefined && <Strip {...props} symbol="γ" title={said.gain} name={site.gain} data={gain} />}
      {bias !== undefined && site.bias !== null && <Strip {...props} symbol="β" title={said.bias} name={site.bias} data={bias} />}
      <p className="part__note">{rms ? said.weightNoteRms : said.weightNote}</p>
    </div>
  );
}

type StripProps = WeightsProps & { symbol: string; title: string; name: string; data: Float32Array };

function Strip(props: StripProps) {
  const { selection, words, symbol, title, name, data, widthPx } = props;
  const said = words.panels.layerNorm;
  const scale = useAutoScale('diverging', data);
  const range = finiteExtent(data);
  const at = selection.dimension;
  const link = useMatrixLink(props, { drawn: drawnArray(name, ['col']), partOf: ({ col }) => ({ dimension: col }) });
  return (
    <Part
      title={title}
      widthPx={widthPx}
      aside={<Legend scale={scale} words={words} />}
      note={
        <>
          {range !== null && said.range(formatNumber(range[0]), formatNumber(range[1]))} <code>{name}</code>
        </>
      }
    >
      <Matrix
        data={data}
        rows={1}
        cols={data.length}
        scale={scale}
        texture="weight"
        widthPx={Math.min(widthPx, data.length * CELL_MAX_PX)}
        heightPx={STRIP_PX}
        label={title}
        describe={(_, col) => said.weightCell(symbol, col, formatNumber(data[col] ?? Number.NaN))}
        focusCell={at === null ? null : { row: 0, col: at }}
        {...link}
      />
    </Part>
  );
}
