import type { Field, FieldGroup } from '#lexicon/fields.ts';
import { selectCatalogue, selectPhase, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Cost } from './Cost.tsx';
import { Presets } from '../presets/Presets.tsx';
import { FieldRow } from './FieldRow.tsx';
import { History } from './History.tsx';
import { SeedRow } from './SeedRow.tsx';
import { TokenizerRows } from './TokenizerRows.tsx';
import './Settings.css';

const GROUPS: readonly FieldGroup[] = ['model', 'training', 'sampling'];

/** Sliders stand open; choices of architecture and rule, and what is seldom touched, are folded. */
const isFolded = (field: Field): boolean => field.advanced === true || field.type === 'choice' || field.type === 'boolean';

/** One group of settings; what acts otherwise than its group says so itself. */
function Group({ group, fields }: { group: FieldGroup; fields: readonly Field[] }) {
  const { groups, effects, advanced } = useWords().fields;
  const effect = group === 'model' ? 'rebuilds' : 'now';
  const rows = (folded: boolean) =>
    fields
      .filter((field) => isFolded(field) === folded && field.name !== 'seed')
      .map((field) => <FieldRow key={field.name} field={field} says={field.effect !== effect} />);
  const hidden = rows(true);
  return (
    <section aria-label={groups[group]} data-group={group}>
      <h2 className="heading">
        {groups[group]}
        <span className="heading__note">{effects[effect]}</span>
      </h2>
      {group === 'model' && <TokenizerRows />}
      {rows(false)}
      {hidden.length > 0 && (
        <details className="settings__more">
          <summary>{advanced}</summary>
          {hidden}
        </details>
      )}
    </section>
  );
}

/** All settings, drawn from the engine's catalogue. */
export function Settings() {
  const catalogue = useStore(selectCatalogue);
  const phase = useStore(selectPhase);
  if (!catalogue) return null;
  return (
    <div className="settings" inert={phase !== 'ready'}>
      <Presets budgetMiB={catalogue.budgetMiB}>
        <History />
      </Presets>
      {GROUPS.map((group) => (
        <Group key={group} group={group} fields={catalogue.fields.filter((field) => field.group === group)} />
      ))}
      <SeedRow />
      <Cost budgetMiB={catalogue.budgetMiB} />
    </div>
  );
}
