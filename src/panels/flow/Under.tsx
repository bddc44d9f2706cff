import { useAutoScale } from '#view/scale.ts';
import type { ColourScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { Heads } from './Heads.tsx';
import { Matrices } from './Matrices.tsx';
import './Under.css';
import { arrayName } from './columns.ts';
import type { Layout } from './layout.ts';

type UnderProps = PanelProps & {
  layout: Layout;
  layer: number;
  head: number;
  backward: boolean;
  /** Whether the weights are shown. */
  weighs: boolean;
  scale: ColourScale | undefined;
};

const NOTHING = new Float32Array();
const GAP_PX = 8;
const PAD_PX = 11;
/** The matrices are not drawn narrower. */
const LEAST_PX = 300;

/** What stands in the open block under its rows: its heads as thumbnails, and its weights. */
export function Under(props: UnderProps) {
  const { read, tokens, config, select, hover, words, layout, layer, head, backward, weighs, scale } = props;
  const T = tokens.length;
  const roomPx = matricesRoom(layout);
  const block = layout.blocks.find(({ open }) => open);
  const pattern = read(arrayName(`blocks.${layer}.attn.hook_pattern`, backward));
  // The small pictures hold the whole text, of which the rows above may show a stretch: the later a row, the less has each key.
  const ofAll = useAutoScale(backward ? 'diverging' : 'sequential', pattern?.data ?? NOTHING, backward ? 0 : T);
  return (
    <>
      <div className="flow__under" style={headsPlace(layout)}>
        <Heads
          config={config}
          select={select}
          hover={hover}
          words={words}
          layer={layer}
          head={head}
          T={T}
          pattern={pattern}
          scale={layout.rows.count < T ? ofAll : scale}
        />
      </div>
      {weighs && (
        <div className="flow__under" style={{ marginLeft: (block?.x ?? 0) + PAD_PX, width: roomPx }}>
          <Matrices {...props} half={layout.folding.half} roomPx={roomPx} />
        </div>
      )}
    </>
  );
}

function matricesRoom({ blocks }: Layout): number {
  return Math.max(LEAST_PX, (blocks.find(({ open }) => open)?.width ?? 0) - 2 * PAD_PX);
}

/** Thumbnails begin under the scores and end with the block. */
function headsPlace({ columns, blocks }: Layout): { marginLeft: number; width: number } {
  const left = columns.find(({ kind }) => kind === 'scores')?.x ?? 0;
  const block = blocks.find(({ open }) => open);
  return { marginLeft: left, width: block ? block.x + block.width - left - GAP_PX : 0 };
}
