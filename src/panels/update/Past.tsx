import { useEffect, useMemo, useState } from 'react';
import { gradientOf } from '#lexicon/axes.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import type { Traced, WeightState } from '#lexicon/messages.ts';
import { LineChart } from '#view/LineChart.tsx';
import { formatCount, wholeTick } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';

const HEIGHT_PX = 120;

type PastProps = Pick<PanelProps, 'weights' | 'keptSteps' | 'step' | 'config' | 'words' | 'goTo'> & {
  cell: ElementRef;
  log: readonly WeightState[];
  newest: WeightState | undefined;
  widthPx: number;
};

/** The weight at every kept step; read anew when another weight or more kept steps are there. */
function useValues({ weights, keptSteps, cell }: PastProps): Traced | null {
  const [found, setFound] = useState<{ key: string; traced: Traced } | null>(null);
  const key = `${cell.name} ${cell.index.join()}`;
  useEffect(() => {
    let current = true;
    weights.trace(cell.name, cell.index, [...keptSteps]).then(
      (traced) => current && traced && setFound({ key, traced }),
      () => undefined,
    );
    return () => {
      current = false;
    };
    // The key holds name and index.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [weights, keptSteps, key]);
  return found?.key === key ? found.traced : null;
}

/** One weight over the training: its value at every kept step, its gradient there when asked for, m and v since it is watched. */
export function Past(props: PastProps) {
  const { cell, log, newest, config, step, words, goTo, widthPx } = props;
  const said = words.panels.update;
  const traced = useValues(props);
  const value = useMemo(() => {
    const kept = traced ? Array.from(traced.steps, (at, i): [number, number] => [at, traced.values[i] ?? Number.NaN]) : [];
    const points = [...kept.filter(([at]) => at !== newest?.step), ...(newest ? [[newest.step, newest.value] as const] : [])];
    points.sort(([a], [b]) => a - b);
    return [{ label: said.value, role: '--ink', x: points.map(([at]) => at), values: points.map(([, w]) => w) }];
  }, [traced, newest, said]);
  const memory = useMemo(() => {
    const x = log.map((note) => note.step);
    const of = (read: (note: WeightState) => number): number[] => log.map(read);
    const m = { label: 'm', role: '--q', x, values: of((note) => note.m) };
    if (config.optimizer === 'sgd') return [m];
    return [m, { label: '√v', role: '--k', x, values: of((note) => Math.sqrt(note.v)), dashed: true }];
  }, [log, config.optimizer]);
  const chart = {
    marker: { x: step },
    widthPx,
    heightPx: HEIGHT_PX,
    xLabel: said.step,
    xFormat: formatCount,
    xTickFormat: wholeTick,
    onSelect: goTo,
  };
  return (
    <>
      <h4 className="update__group">{said.whole}</h4>
      <LineChart {...chart} series={value} label={said.whole} />
      <Steepness {...props} key={`${cell.name} ${cell.index.join()}`} />
      <h4 className="update__group">{said.memory}</h4>
      {log.length > 1 ? (
        <LineChart {...chart} series={memory} label={said.memory} />
      ) : (
        <p className="part__note">{said.memoryNote}</p>
      )}
    </>
  );
}

/** The weight's gradient on the probed text at the kept steps: a forward and a backward pass each, so only when asked for. */
function Steepness({ weights, keptSteps, cell, step, words, goTo, widthPx }: PastProps) {
  const said = words.panels.update;
  const [found, setFound] = useState<Traced | 'reading' | 'stopped' | null>(null);
  const read = (): void => {
    setFound('reading');
    weights.trace(gradientOf(cell.name), cell.index, [...keptSteps]).then(
      (traced) => setFound(traced ?? 'stopped'),
      () => setFound('stopped'),
    );
  };
  if (found === null || typeof found === 'string') {
    return (
      <p className="update__ask">
        <button type="button" className="button" disabled={found === 'reading' || keptSteps.length === 0} onClick={read}>
          {said.readSteep}
        </button>{' '}
        <span className="part__note">{found === 'stopped' ? said.stopped : ''}</span>
      </p>
    );
  }
  return (
    <>
      <h4 className="update__group">{said.steep}</h4>
      <LineChart
        series={[{ label: '∂L/∂w', role: '--ink', x: found.steps, values: found.values }]}
        marker={{ x: step }}
        widthPx={widthPx}
        heightPx={HEIGHT_PX}
        label={said.steep}
        xLabel={said.step}
        xFormat={formatCount}
        xTickFormat={wholeTick}
        onSelect={goTo}
      />
    </>
  );
}
