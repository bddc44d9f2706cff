import { useMemo, useState } from 'react';
import type { FormEvent } from 'react';
import { ungraded } from '#lexicon/axes.ts';
import type { RunConfig } from '#lexicon/config.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import { isNamed, weightLayout } from '#lexicon/weights.ts';
import type { WeightSlot } from '#lexicon/weights.ts';
import { Choice } from '#view/Choice.tsx';
import { Formula } from '#view/Formula.tsx';
import { Part } from '#view/Part.tsx';
import { formatCount } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import { UpdateTable } from '../worksheet/WeightSheet.tsx';
import '../worksheet/Worksheet.css';
import { withSheetWords } from '../worksheet/words.ts';
import { Past } from './Past.tsx';
import { ruleTex, updateTex } from './updateTex.ts';
import { flatAt, useWeightLog } from './weightLog.ts';

const GAP_PX = 28;
const BESIDE_PX = 760;
/** Watched until somebody chooses: a query weight of the first head. */
const FIRST = { name: 'h.0.attn.c_attn.weight', index: [0, 0] };

/** The weight that is selected anywhere, or the one chosen here last. */
function useWatched(config: RunConfig, cell: ElementRef | null): [WeightSlot | undefined, number[], (ref: ElementRef) => void] {
  const [chosen, setChosen] = useState<ElementRef>(FIRST);
  const { byName } = weightLayout(config);
  const of = cell ? ungraded(cell.name).of : '';
  const selected = cell && byName.has(of) ? { name: of, index: [...cell.index] } : null;
  const { name, index } = selected ?? chosen;
  const slot = byName.get(name) ?? byName.get(FIRST.name);
  const place = (slot?.shape ?? []).map((length, axis) => Math.min(index[axis] ?? 0, length - 1));
  return [slot, place, setChosen];
}

/** One learnt number: its way through the training, what the optimizer remembers of it, the arithmetic of its last update. */
export function Biography(props: PanelProps) {
  const { config, words, language, tokens, text, selection, select, weights, widthPx } = props;
  const said = words.panels.update;
  const sheetWords = useMemo(() => withSheetWords(words, language), [words, language]);
  const naming = useMemo(() => ({ words: sheetWords, config, tokens, text }), [sheetWords, config, tokens, text]);
  const [slot, index, setChosen] = useWatched(config, selection.cell);
  const name = slot?.name ?? FIRST.name;
  const at = slot ? flatAt(slot.shape, index) : 0;
  const { state, log } = useWeightLog(props, name, at);
  const choose = (ref: ElementRef): void => {
    setChosen(ref);
    if (selection.cell) select({ cell: ref });
  };
  if (!slot) return null;
  const cell = { name, index };
  const beside = widthPx >= BESIDE_PX;
  const columnPx = beside ? Math.floor((widthPx - GAP_PX) / 2) : widthPx;
  const frozen = isNamed(name, config.frozen);
  return (
    <Part title={said.biography} widthPx={widthPx}>
      <div className="update__pick">
        <Choice
          label={said.pick}
          options={weightLayout(config).slots.map((each) => ({ value: each.name, name: each.name }))}
          value={name}
          onChange={(chosen) =>
            choose({ name: chosen, index: [0, 0].slice(0, weightLayout(config).byName.get(chosen)?.shape.length) })
          }
        />
        {slot.shape.map((length, axis) => (
          <input
            key={`${name} ${axis}`}
            type="number"
            className="update__index"
            aria-label={said.index(slot.axes[axis] ?? '')}
            min={0}
            max={length - 1}
            value={index[axis] ?? 0}
            onChange={(event) => {
              const wanted = Math.max(0, Math.min(length - 1, Math.round(Number(event.target.value)) || 0));
              choose({ name, index: index.map((i, each) => (each === axis ? wanted : i)) });
            }}
          />
        ))}
        <button type="button" className="button" title={said.openHelp} onClick={() => select({ cell })}>
          {said.open}
        </button>
      </div>
      <div className="update__life">
        <div style={{ width: columnPx }}>
          <Past {...props} cell={cell} log={log} newest={state} widthPx={columnPx} />
        </div>
        <div style={{ width: columnPx }}>
          {frozen ? (
            <p className="quiet">{said.frozen}</p>
          ) : state && state.step > 0 ? (
            <section className="update__sum worksheet">
              <h4 className="update__group">{said.arithmetic(formatCount(state.step))}</h4>
              <Formula tex={ruleTex(config, slot.decays)} />
              <Formula tex={updateTex(config, state, slot.decays)} />
              <UpdateTable cell={cell} moments={state} naming={naming} />
            </section>
          ) : (
            <p className="quiet">{said.noUpdate}</p>
          )}
          <SetByHand key={`${name} ${at}`} words={words} onSet={(to) => weights.set(name, at, to)} />
        </div>
      </div>
    </Part>
  );
}

/** A field for another value, and the button that makes it the weight's. */
function SetByHand({ words, onSet }: { words: PanelProps['words']; onSet: (to: number) => void }) {
  const said = words.panels.update;
  const [draft, setDraft] = useState('');
  const wanted = Number(draft.trim().replaceAll('−', '-'));
  const wrong = draft.trim() !== '' && !Number.isFinite(wanted);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (draft.trim() === '' || wrong) return;
    onSet(wanted);
    setDraft('');
  };
  return (
    <form className="update__set" onSubmit={submit}>
      <label>
        {said.becomes}{' '}
        <input
          inputMode="decimal"
          autoComplete="off"
          aria-invalid={wrong}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={draft.trim() === '' || wrong}>
        {said.apply}
      </button>
      <span className="part__note" aria-live="polite">
        {wrong ? said.notANumber : said.setNote}
      </span>
    </form>
  );
}
