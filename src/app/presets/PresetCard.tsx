import { useEffect, useMemo, useRef, useState } from 'react';
import { cost } from '#lexicon/cost.ts';
import { presetPatch } from '#lexicon/presets.ts';
import type { Preset, PresetId } from '#lexicon/presets.ts';
import { configure, loadText } from '#state/actions/setting.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectConfig, selectLanguage, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import { formatMiB, formatShort } from '../settings/format.ts';
import { sayDuration } from './duration.ts';
import { measureStepMs } from './speed.ts';
import './PresetCard.css';

async function fetchText(path: string): Promise<string> {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`fetchText: ${path} answered ${response.status}, 200 was expected`);
  return response.text();
}

/** The time of a step, `undefined` while it is being measured, null where that failed. */
function useStepMs(config: Parameters<typeof measureStepMs>[0], fits: boolean): number | null | undefined {
  const [ms, setMs] = useState<number | null | undefined>(undefined);
  useEffect(() => {
    let open = true;
    const tell = (found: number | null): void => {
      if (open) setMs(found);
    };
    if (fits) measureStepMs(config).then(tell, () => tell(null));
    else tell(null);
    return () => {
      open = false;
    };
  }, [config, fits]);
  return ms;
}

type PresetCardProps = { preset: Preset & { id: PresetId }; budgetMiB: number; onClose: () => void };

/** A preset before it is applied: what it is, what it costs, how long a step takes on this machine. */
export function PresetCard({ preset, budgetMiB, onClose }: PresetCardProps) {
  const words = useWords();
  const say = words.learns.presets;
  const language = useStore(selectLanguage);
  const present = useStore(selectConfig);
  const card = useRef<HTMLElement>(null);
  const patch = useMemo(() => presetPatch(preset, language), [preset, language]);
  // What is seen once: a change of the running model's settings measures nothing anew.
  const [base] = useState(present);
  const config = useMemo(() => {
    const whole = { ...base, ...patch };
    return { ...whole, d_vocab: whole.tokenizer.vocab_size };
  }, [base, patch]);
  const { parameters, bytes, flopsPerStep } = useMemo(() => cost(config), [config]);
  const fits = bytes <= budgetMiB * 2 ** 20;
  const ms = useStepMs(config, fits);
  useEffect(() => {
    const element = card.current;
    const before = document.activeElement;
    const closeByKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onClose();
    };
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest' });
    element?.addEventListener('keydown', closeByKey);
    return () => {
      element?.removeEventListener('keydown', closeByKey);
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
    };
  }, [onClose]);
  const apply = async (): Promise<void> => {
    if (preset.text) await loadText(await fetchText(preset.text[language]), patch);
    else await configure(patch);
  };
  const perStep = ms === undefined ? say.measuring : ms === null ? say.unmeasured : say.about(sayDuration(ms, say));
  const notes = [
    ...(fits ? [] : [say.tooLarge(formatMiB(bytes), formatMiB(budgetMiB * 2 ** 20))]),
    ...(typeof ms === 'number' ? [say.whole(formatCount(preset.steps), sayDuration(ms * preset.steps, say))] : []),
    ...(preset.lossNats === undefined ? [] : [say.reaches(formatNumber(preset.lossNats))]),
    ...(fits ? [say.keeps] : []),
  ];
  const rows = [
    [say.parameters, formatShort(parameters)],
    [say.memory, formatMiB(bytes)],
    [say.flops, formatShort(flopsPerStep)],
    [say.perStep, perStep],
  ] as const;
  return (
    <section ref={card} tabIndex={-1} className="preset" aria-label={`${say.title}: ${say.names[preset.id].name}`}>
      <h3 className="preset__name">{say.names[preset.id].name}</h3>
      <p>{say.names[preset.id].says}</p>
      <dl className="preset__cost">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd aria-live={name === say.perStep ? 'polite' : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="preset__note">{notes.join(say.between)}</p>
      <div className="preset__actions">
        <button
          type="button"
          className="button button--main"
          disabled={!fits}
          onClick={() => {
            onClose();
            void attempt(apply());
          }}
        >
          {say.apply}
        </button>
        <button type="button" className="button button--bare" onClick={onClose}>
          {say.cancel}
        </button>
      </div>
    </section>
  );
}
