import { useMemo } from 'react';
import { cost } from '#lexicon/cost.ts';
import { selectConfig, selectPreview, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatMiB, formatShort } from './format.ts';

/** What the model costs: its parameters, memory, work; under a hand that moves a slider, what it would cost. */
export function Cost({ budgetMiB }: { budgetMiB: number }) {
  const words = useWords().shell.settings;
  const config = useStore(selectConfig);
  const preview = useStore(selectPreview);
  const { parameters, bytes, flopsPerStep } = useMemo(() => cost({ ...config, ...preview }), [config, preview]);
  const tooMuch = bytes > budgetMiB * 2 ** 20;
  const rows = [
    [words.parameters, formatShort(parameters)],
    [words.memory, formatMiB(bytes)],
    [words.flops, formatShort(flopsPerStep)],
  ] as const;
  return (
    <div className={preview ? 'cost cost--preview' : 'cost'}>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={tooMuch && name === words.memory ? 'cost__over' : ''}>{value}</dd>
          </div>
        ))}
      </dl>
      {preview && <p className="cost__note">{words.wouldBe}</p>}
    </div>
  );
}
