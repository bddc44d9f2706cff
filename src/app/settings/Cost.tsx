import { useMemo } from 'react';
import { cost } from '#lexicon/cost.ts';
import { weightLayout } from '#lexicon/weights.ts';
import { selectConfig, selectIsStill, selectPreview, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatMiB, formatShort } from './format.ts';

function Row({ name, value, isOver = false }: { name: string; value: string; isOver?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={isOver ? 'cost__over' : ''}>{value}</dd>
    </div>
  );
}

/** What a model holds that is too large to be trained, and what it is open for. */
function StillCost() {
  const words = useWords().shell.settings;
  const config = useStore(selectConfig);
  const { parameters, length } = useMemo(() => weightLayout(config), [config]);
  return (
    <div className="cost">
      <dl>
        <Row name={words.parameters} value={formatShort(parameters)} />
        <Row name={words.weights} value={formatMiB(Float32Array.BYTES_PER_ELEMENT * length)} />
      </dl>
      <p className="cost__still">{words.still}</p>
    </div>
  );
}

/** Its parameters, memory, work; under a hand that moves a slider, what it would cost. */
function TrainingCost({ budgetMiB }: { budgetMiB: number }) {
  const words = useWords().shell.settings;
  const config = useStore(selectConfig);
  const preview = useStore(selectPreview);
  const { parameters, bytes, flopsPerStep } = useMemo(() => cost({ ...config, ...preview }), [config, preview]);
  return (
    <div className={preview ? 'cost cost--preview' : 'cost'}>
      <dl>
        <Row name={words.parameters} value={formatShort(parameters)} />
        <Row name={words.memory} value={formatMiB(bytes)} isOver={bytes > budgetMiB * 2 ** 20} />
        <Row name={words.flops} value={formatShort(flopsPerStep)} />
      </dl>
      {preview && <p className="cost__note">{words.wouldBe}</p>}
    </div>
  );
}

/** What the model costs, always in sight. */
export function Cost({ budgetMiB }: { budgetMiB: number }) {
  const isStill = useStore(selectIsStill);
  const preview = useStore(selectPreview);
  return isStill && !preview ? <StillCost /> : <TrainingCost budgetMiB={budgetMiB} />;
}
