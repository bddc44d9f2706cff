import { useMemo } from 'react';
import { largest, rowOf } from '#math/statistics.ts';
import { Bars } from '#view/Bars.tsx';
import { Part } from '#view/Part.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import type { PanelProps } from '../contract.ts';
import { tokenName } from '../tokenName.ts';
import { neuronOf } from './neurons.ts';
import type { Layer } from './neurons.ts';

type StrongestProps = Pick<PanelProps, 'tokens' | 'select' | 'hover' | 'words'> & {
  layer: Layer;
  position: number;
  neuron: number;
  widthPx: number;
};

const SHOWN = 8;

/** The neurons that give out most at one token. */
export function StrongestNeurons({ tokens, select, hover, words, layer, position, neuron, widthPx }: StrongestProps) {
  const said = words.panels.ffn;
  const { F, post } = layer;
  const row = useMemo(() => rowOf(post, position, F), [post, position, F]);
  const top = useMemo(() => largest(row, SHOWN), [row]);
  const title = said.topTitle(position, tokenName(tokens, position));
  return (
    <Part title={title} widthPx={widthPx} note={said.topNote}>
      <Bars
        label={title}
        colour="--ffn"
        labelPx={96}
        focus={top.includes(neuron) ? top.indexOf(neuron) : null}
        rows={top.map((index) => ({ key: index, label: said.neuron(index), name: said.neuron(index), value: row[index] ?? 0 }))}
        onHover={(at) => hover(at === null || top[at] === undefined ? null : { neuron: top[at] })}
        onSelect={(at) => top[at] !== undefined && select({ neuron: top[at] })}
      />
    </Part>
  );
}

/** The probed tokens at which one neuron gives out most. */
export function StrongestTokens({ tokens, select, hover, words, layer, position, neuron, widthPx }: StrongestProps) {
  const said = words.panels.ffn;
  const { T, F, post } = layer;
  const column = useMemo(() => neuronOf(post, neuron, T, F), [post, neuron, T, F]);
  const top = useMemo(() => largest(column, SHOWN), [column]);
  const title = said.exciteTitle(neuron);
  return (
    <Part title={title} widthPx={widthPx} note={said.exciteNote}>
      <Bars
        label={title}
        colour="--ffn"
        labelPx={Math.min(150, widthPx * 0.45)}
        focus={top.includes(position) ? top.indexOf(position) : null}
        rows={top.map((at) => {
          const piece = tokens[at];
          const before = tokens[at - 1];
          return {
            key: at,
            name: `${at} ${tokenName(tokens, at)}`,
            value: column[at] ?? 0,
            label: (
              <>
                <span className="position">{at}</span> {before && <span className="before">{tokenName(tokens, at - 1)}</span>}
                {piece && <TokenLabel piece={piece} />}
              </>
            ),
          };
        })}
        onHover={(at) => hover(at === null || top[at] === undefined ? null : { position: top[at] })}
        onSelect={(at) => top[at] !== undefined && select({ position: top[at] })}
      />
    </Part>
  );
}
