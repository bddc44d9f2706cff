import { useEffect, useState } from 'react';
import type { GradientNorms } from '#lexicon/messages.ts';
import { Bars } from '#view/Bars.tsx';
import { Part } from '#view/Part.tsx';
import { formatCount } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import { normsByDepth } from './groups.ts';

/** While training, gradients are asked for at most this often: each costs about a step. */
const EVERY_MS = 1500;
const GROUP_PX = 230;
const GAP_PX = 24;

/** The colour of a module's role. */
function colourOf(module: string): string {
  if (module.startsWith('attn')) return '--attn';
  if (module.startsWith('mlp')) return '--ffn';
  if (module === 'wte' || module === 'wpe') return '--embed';
  return module === 'lm_head' ? '--pred' : '--resid';
}

/** The gradient's length by weight tensor at the step shown; asked for anew when that step moves, not too often. */
function useNorms({ weights, step, version }: Pick<PanelProps, 'weights' | 'step' | 'version'>): GradientNorms | null {
  const [norms, setNorms] = useState<GradientNorms | null>(null);
  const [asked, setAsked] = useState(0);
  const stale = norms?.step !== step;
  useEffect(() => {
    if (!stale) return undefined;
    let current = true;
    const timer = setTimeout(
      () => {
        // A model that is exchanged meanwhile refuses; the next frame asks anew.
        weights.gradientNorms().then(
          (found) => {
            if (!current) return;
            setNorms(found);
            setAsked(performance.now());
          },
          () => undefined,
        );
      },
      Math.max(0, asked + EVERY_MS - performance.now()),
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [weights, stale, asked, version]);
  return norms;
}

/** How long the gradient is, module by module, from the embedding to the output. */
export function Norms(props: PanelProps) {
  const { config, words, widthPx } = props;
  const said = words.panels.update;
  const norms = useNorms(props);
  if (!norms) {
    return (
      <Part title={said.norms} widthPx={widthPx}>
        <p className="quiet">{said.reading}</p>
      </Part>
    );
  }
  const groups = normsByDepth(config, norms.rows);
  const max = Math.max(Number.MIN_VALUE, ...groups.flatMap(({ modules }) => modules.map(({ gradient }) => gradient)));
  const columns = Math.max(1, Math.floor((widthPx + GAP_PX) / (GROUP_PX + GAP_PX)));
  const nameOf = (at: (typeof groups)[number]['at']): string =>
    typeof at === 'number' ? said.groups.layer(at + 1) : said.groups[at];
  return (
    <Part title={said.norms} widthPx={widthPx} note={said.normsNote(formatCount(norms.batchStep))}>
      <div className="update__groups" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, columnGap: GAP_PX }}>
        {groups.map(({ at, modules }) => (
          <section key={at} aria-label={said.group(nameOf(at))}>
            <h4 className="update__group">{nameOf(at)}</h4>
            <Bars
              colour="--resid"
              max={max}
              label={said.group(nameOf(at))}
              labelPx={92}
              valuePx={54}
              rowPx={19}
              rows={modules.map(({ module, gradient }) => ({
                key: module,
                label: said.modules[module] ?? module,
                name: said.modules[module] ?? module,
                title: module,
                value: gradient,
                colour: colourOf(module),
              }))}
            />
          </section>
        ))}
      </div>
    </Part>
  );
}
