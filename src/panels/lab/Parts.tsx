import { memo, useState } from 'react';
import type { CSSProperties } from 'react';
import type { Ablation } from '#lexicon/writing.ts';
import { ablate, stopAblate } from '#state/actions/intervene.ts';
import { intervene } from '#state/actions/setting.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectInterventions } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import type { PanelProps } from '../contract.ts';
import { isOff, turned } from './parts.ts';
import type { PartRef } from './parts.ts';

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** Every head and feed-forward network as a cell: what its absence costs, and a switch. */
export const Parts = memo(function Parts({
  config,
  step,
  words,
  widthPx,
}: Pick<PanelProps, 'config' | 'step' | 'words' | 'widthPx'>) {
  const say = words.panels.lab;
  const list = useStore(selectInterventions);
  const [measured, setMeasured] = useState<Ablation | null>(null);
  const [busy, setBusy] = useState<'measuring' | 'stopped' | null>(null);
  const { n_layers, n_heads } = config;
  const fits = measured?.rows.length === n_layers * (n_heads + 1) ? measured : null;
  const measure = (): void => {
    setBusy('measuring');
    void attempt(
      ablate()
        .then((table) => {
          setBusy(table ? null : 'stopped');
          if (table) setMeasured(table);
        })
        .catch((error: unknown) => {
          setBusy(null);
          throw error;
        }),
    );
  };
  const parts: (number | null)[] = [...Array.from({ length: n_heads }, (_, head) => head), null];
  const most = fits ? Math.max(1e-6, ...fits.rows.map((row) => Math.abs(row.loss - fits.loss))) : 1;
  const cell = (part: PartRef) => {
    const row = fits?.rows.find(({ layer, head }) => layer === part.layer && head === part.head);
    const name = say.part(part.layer + 1, part.head === null ? say.ffn : say.head(part.head + 1));
    const off = isOff(list, part);
    const delta = row && fits ? row.loss - fits.loss : null;
    const told = row && delta !== null ? say.partCell(name, formatNumber(delta), percent(row.changed)) : name;
    const style = { '--cost': `${delta === null ? 0 : Math.round(70 * Math.sqrt(Math.abs(delta) / most))}%` } as CSSProperties;
    return (
      <td key={String(part.head)}>
        <button
          type="button"
          className={`lab__part${off ? ' lab__part--off' : ''}${delta !== null && delta < 0 ? ' lab__part--better' : ''}`}
          style={style}
          aria-pressed={off}
          aria-label={`${told}. ${off ? say.turnOn(name) : say.turnOff(name)}`}
          title={off ? say.turnOn(name) : say.turnOff(name)}
          onClick={() => void attempt(intervene(turned(list, part)))}
        >
          <span>{off ? say.off : delta === null ? say.on : formatNumber(delta)}</span>
          {row && <span className="quiet">{percent(row.changed)}</span>}
        </button>
      </td>
    );
  };
  return (
    <Part
      title={say.parts}
      widthPx={widthPx}
      note={
        <>
          {fits ? say.partsNote(formatNumber(fits.loss), formatCount(fits.tokens), fits.heldOut) : say.partsHint}
          {words.view.gap}
          {say.partsClick}
        </>
      }
    >
      <p className="lab__actions">
        {busy === 'measuring' ? (
          <button type="button" className="button" onClick={() => void attempt(stopAblate())}>
            {say.stop}
          </button>
        ) : (
          <button type="button" className="button" onClick={measure}>
            {say.measure(formatCount(step))}
          </button>
        )}
        <span className="quiet" aria-live="polite">
          {busy === 'measuring' ? say.measuring : busy === 'stopped' ? say.stopped : ''}
        </span>
      </p>
      <div className="part__scroll">
        <table className="lab__parts">
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">{say.parts}</span>
              </th>
              {parts.map((head) => (
                <th key={String(head)} scope="col">
                  {head === null ? say.ffn : say.head(head + 1)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: n_layers }, (_, layer) => (
              <tr key={layer}>
                <th scope="row">{say.layer(layer + 1)}</th>
                {parts.map((head) => cell({ layer, head }))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  );
});
