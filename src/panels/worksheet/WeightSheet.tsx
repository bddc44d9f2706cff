import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { gradientOf } from '#lexicon/axes.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import type { Naming } from './naming.ts';
import { exactNumber } from './exactNumber.ts';
import { Operand } from './Operand.tsx';
import { lastUpdate } from './update.ts';
import type { Moments } from './update.ts';

export type WeightSheetProps = {
  cell: ElementRef;
  value: number;
  /** Of the probe's mean loss; undefined while it is not there. */
  gradient: number | undefined;
  /** Null before the first update, undefined while they are being read or where they are not kept. */
  moments: Moments | null | undefined;
  /** The newest step is shown, so the weight can be changed. */
  live: boolean;
  naming: Naming;
  go: (ref: ElementRef) => void;
  onWrite: (value: number) => void;
};

type Row = [name: string, value: number];

/** The last update of one weight, line by line. */
export function UpdateTable({ cell, moments, naming }: Pick<WeightSheetProps, 'cell' | 'naming'> & { moments: Moments }) {
  const { words, config } = naming;
  const said = words.worksheet.weight;
  const decays = weightLayout(config).byName.get(cell.name)?.decays === true;
  const { mHat, vHat, step, decay, before } = lastUpdate(config, moments, decays);
  const rows: Row[] =
    config.optimizer === 'sgd'
      ? [
          [said.momentum, moments.m],
          [said.momentumStep, step],
        ]
      : [
          [said.m, moments.m],
          [said.v, moments.v],
          [said.mHat, mHat],
          [said.vHat, vHat],
          [said.step, step],
        ];
  if (config.optimizer === 'adamw') rows.push([said.decay, decay]);
  return (
    <>
      <table className="worksheet__table worksheet__table--facts">
        <tbody>
          {[[said.before, before] as Row, ...rows].map(([name, number]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{name === said.before ? exactNumber(number) : formatNumber(number)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{said.after}</th>
            <td>
              <strong>{exactNumber(moments.value)}</strong>
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="worksheet__note">
        {said.atStep(formatCount(moments.step), formatNumber(moments.learningRate))}
        {said.note}
      </p>
    </>
  );
}

/** A number in a field, and the button that makes it the weight's value. */
function Edit({ value, live, naming, onWrite }: Pick<WeightSheetProps, 'value' | 'live' | 'naming' | 'onWrite'>) {
  const said = naming.words.worksheet.weight;
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? String(Number(value.toPrecision(6)));
  const wanted = Number(shown.trim().replaceAll('−', '-'));
  const wrong = shown.trim() === '' || !Number.isFinite(wanted);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (wrong || !live) return;
    onWrite(wanted);
    setDraft(null);
  };
  return (
    <form className="worksheet__edit" onSubmit={submit}>
      <h3 className="worksheet__title">{said.edit}</h3>
      <div>
        <input
          inputMode="decimal"
          autoComplete="off"
          aria-label={said.editLabel}
          aria-describedby={id}
          aria-invalid={wrong}
          value={shown}
          disabled={!live}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && draft !== null && (event.stopPropagation(), setDraft(null))}
        />
        <button type="submit" className="button" disabled={!live || draft === null || wrong}>
          {said.apply}
        </button>
      </div>
      <p id={id} className="worksheet__note" aria-live="polite">
        {!live ? said.editLive : wrong ? said.notANumber : said.editNote}
      </p>
    </form>
  );
}

/** What there is to know of a learnt number: its gradient, its last update, and a field to change it. */
export function WeightSheet({ cell, value, gradient, moments, live, naming, go, onWrite }: WeightSheetProps) {
  const { words } = naming;
  const said = words.worksheet.weight;
  return (
    <>
      <p className="worksheet__note">{words.worksheet.learnt}</p>
      {gradient !== undefined && (
        <table className="worksheet__table worksheet__table--facts">
          <tbody>
            <tr>
              <th scope="row">{said.probeGradient}</th>
              <td>
                <Operand
                  operand={{ ref: { name: gradientOf(cell.name), index: cell.index }, value: gradient }}
                  naming={naming}
                  go={go}
                />
              </td>
            </tr>
          </tbody>
        </table>
      )}
      <section>
        <h3 className="worksheet__title">{said.update}</h3>
        {moments ? (
          <UpdateTable cell={cell} moments={moments} naming={naming} />
        ) : (
          <p className="worksheet__note">{moments === null ? said.noUpdate : live ? words.worksheet.reading : said.notKept}</p>
        )}
      </section>
      <Edit key={`${cell.name}${cell.index.join()}`} value={value} live={live} naming={naming} onWrite={onWrite} />
    </>
  );
}
