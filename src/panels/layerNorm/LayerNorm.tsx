import { useMemo, useState } from 'react';
import { Part } from '#view/Part.tsx';
import type { Panel, PanelProps } from '../contract.ts';
import { Distribution } from './Distribution.tsx';
import './LayerNorm.css';
import { Overview } from './Overview.tsx';
import { TokenCharts } from './TokenCharts.tsx';
import { Weights } from './Weights.tsx';
import { namesOfSite, normSites } from './sites.ts';
import type { Site } from './sites.ts';
import { stagesOf } from './stages.ts';

const GAP_PX = 28;

/** The norm that is open: the one chosen here while it belongs to the selected layer, else the layer's first. */
function currentSite(sites: readonly Site[], chosen: Site['place'] | null, layer: number): number {
  const final = chosen === 'final' ? sites.findIndex((site) => site.place === 'final') : -1;
  if (final >= 0) return final;
  const index = sites.findIndex((site) => site.layer === layer && site.place === chosen);
  return index >= 0
    ? index
    : Math.max(
        0,
        sites.findIndex((site) => site.layer === layer),
      );
}

/** A column is wide enough for γ and β where each of their cells gets so much. */
const CELL_LEAST_PX = 3;

function Body(props: PanelProps) {
  const { read, difference, version, tokens, config, selection, select, words, widthPx } = props;
  const said = words.panels.layerNorm;
  const T = tokens.length;
  const sites = useMemo(() => normSites(config), [config]);
  const names = sites.map(({ layer, place }) =>
    layer === null ? said.place[place] : said.layerPlace(layer + 1, said.place[place]),
  );
  const [chosen, setChosen] = useState<Site['place'] | null>(null);
  const current = currentSite(sites, chosen, Math.min(selection.layer, config.n_layers - 1));
  const site = sites[current];
  const position = Math.max(0, Math.min(selection.position ?? T - 1, T - 1));
  const stages = useMemo(() => {
    void version;
    return site === undefined ? null : stagesOf(difference?.readA ?? read, site, T, config.d_model);
  }, [read, difference, version, site, T, config.d_model]);
  const other = useMemo(
    () => (site === undefined || difference === null ? null : stagesOf(difference.readB, site, T, config.d_model)),
    [difference, site, T, config.d_model],
  );
  if (site === undefined || stages === null || T === 0) return <p className="none">{words.view.noData}</p>;
  const open = (index: number): void => {
    const next = sites[index];
    if (next === undefined) return;
    setChosen(next.place);
    if (next.layer !== null) select({ layer: next.layer });
  };
  const columns = widthPx >= 1000 ? 3 : widthPx >= 620 ? 2 : 1;
  const columnPx = Math.floor((widthPx - GAP_PX * (columns - 1)) / columns);
  const siteName = names[current] ?? '';
  return (
    <div className="parts layer-norm">
      <Overview {...props} sites={sites} names={names} current={current} position={position} onSite={open} />
      <Part title={siteName} widthPx={widthPx} aside={<code>{site.scale.replace(/\.hook_scale$/, '')}</code>}>
        <div className="parts">
          <TokenCharts {...props} stages={stages} other={other} siteName={siteName} position={position} columnPx={columnPx} />
          {difference === null && <Distribution {...props} stages={stages} position={position} columnPx={columnPx} />}
          <Weights {...props} site={site} widthPx={columnPx >= config.d_model * CELL_LEAST_PX ? columnPx : widthPx} />
        </div>
      </Part>
    </div>
  );
}

/** Layer norm: for every norm of the model what it divides by, and for one of them mean and σ (or RMS) of every token, γ and β. */
export const layerNorm = {
  id: 'layerNorm',
  names: (config) => [...new Set(normSites(config).flatMap(namesOfSite))],
  heading: (words, { normalization }) =>
    normalization === 'rmsnorm' ? { title: words.panels.layerNorm.titleRms, caption: words.panels.layerNorm.captionRms } : {},
  differs: () => true,
  Body,
} satisfies Panel;
