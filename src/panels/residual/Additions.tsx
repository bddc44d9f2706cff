import { useMemo } from 'react';
import { Bars } from '#view/Bars.tsx';
import { Part } from '#view/Part.tsx';
import { formatNumber } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import { tokenName } from '../tokenName.ts';
import type { Flow } from './depth.ts';
import { additionsOf } from './measures.ts';

type AdditionsProps = Pick<PanelProps, 'tokens' | 'config' | 'select' | 'words'> & {
  flow: Flow;
  /** The same at the step that is subtracted, where one is. */
  before: Flow | null;
  /** The parts by name, one a depth. */
  partNames: readonly string[];
  position: number;
  columnPx: number;
};

/** What each attention and FFN writes at one token: how long it is, and in which direction beside the stream. */
export function Additions({ tokens, config, select, words, flow, before, partNames, position, columnPx }: AdditionsProps) {
  const said = words.panels.residual;
  const additions = useMemo(() => additionsOf(flow, position, config.d_model), [flow, position, config.d_model]);
  const less = useMemo(() => before && additionsOf(before, position, config.d_model), [before, position, config.d_model]);
  const title = said.adds(position, tokenName(tokens, position));
  const rows = (value: (addition: (typeof additions)[number]) => number) =>
    additions.map((addition, index) => {
      const other = less?.[index];
      const shown = value(addition) - (other ? value(other) : 0);
      return {
        key: addition.at,
        label: partNames[addition.at] ?? '',
        name: partNames[addition.at] ?? '',
        value: shown,
        display: Number.isNaN(shown) ? '–' : formatNumber(shown),
        colour: flow[addition.at]?.depth.part?.kind === 'attn' ? '--attn' : '--ffn',
      };
    });
  const open = (index: number): void => {
    const layer = flow[additions[index]?.at ?? -1]?.depth.part?.layer;
    if (layer !== undefined) select({ layer });
  };
  return (
    <>
      <Part title={title} widthPx={columnPx} note={before === null ? said.addsNote : said.addsChange}>
        <Bars
          label={title}
          colour="--attn"
          labelPx={102}
          signed={before !== null}
          rows={rows((addition) => addition.length)}
          onSelect={open}
        />
      </Part>
      <Part title={said.cosine} widthPx={columnPx} note={before === null ? said.cosineNote : said.cosineChange}>
        <Bars
          label={said.cosine}
          colour="--attn"
          labelPx={102}
          max={before === null ? 1 : 2}
          signed
          rows={rows((addition) => addition.cosine)}
          onSelect={open}
        />
      </Part>
    </>
  );
}
