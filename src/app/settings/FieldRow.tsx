import { useId, useMemo, useRef } from 'react';
import type { RunConfig } from '#lexicon/config.ts';
import type { Field } from '#lexicon/fields.ts';
import { configure, configureWhileDragging, previewPatch } from '#state/actions/setting.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectConfig, useWords } from '#state/selectors.ts';
import { optionsOf, patchOf, stopsOf } from '#state/stops.ts';
import { useStore } from '#state/store.ts';
import { Choice } from '#view/Choice.tsx';
import { Slider } from '#view/Slider.tsx';
import { Toggle } from '#view/Toggle.tsx';
import { formatSetting } from './format.ts';

type Numeric = Field & { type: 'integer' | 'number' };

/** A number: what acts now follows the hand, what rebuilds waits until the hand lets go. */
function NumberControl({
  field,
  config,
  label,
  describedBy,
}: {
  field: Numeric;
  config: RunConfig;
  label: string;
  describedBy: string;
}) {
  const stops = useMemo(() => stopsOf(field, config), [field, config]);
  const drag = useRef(0);
  const value = config[field.name];
  if (typeof value !== 'number') return null;
  const gesture = (): string => `${field.name} ${drag.current}`;
  return (
    <Slider
      label={label}
      describedBy={describedBy}
      stops={stops}
      value={value}
      format={formatSetting}
      onMove={(moved) => {
        const patch = patchOf(config, field.name, moved);
        if (field.effect === 'rebuilds') previewPatch(patch);
        else void attempt(configureWhileDragging(patch, gesture()));
      }}
      onCommit={(chosen) => {
        const patch = patchOf(config, field.name, chosen);
        previewPatch(null);
        if (field.effect === 'now') void attempt(configureWhileDragging(patch, gesture()));
        else if (chosen !== value) void attempt(configure(patch));
        drag.current++;
      }}
    />
  );
}

function Control({ field, label, describedBy }: { field: Field; label: string; describedBy: string }) {
  const config = useStore(selectConfig);
  const words = useWords().fields;
  const value = config[field.name];
  const set = (chosen: RunConfig[Field['name']]): void => void attempt(configure(patchOf(config, field.name, chosen)));
  switch (field.type) {
    case 'integer':
    case 'number':
      return <NumberControl field={field} config={config} label={label} describedBy={describedBy} />;
    case 'choice': {
      const names = words.names[field.name].options ?? {};
      const options = optionsOf(field, config).map((option) => ({ value: option, name: names[option] ?? option }));
      return (
        <span className="settings__wide">
          <Choice
            label={label}
            describedBy={describedBy}
            options={options}
            value={String(value)}
            onChange={(chosen) => set(chosen as RunConfig[Field['name']])}
          />
        </span>
      );
    }
    case 'boolean':
      return (
        <span className="settings__wide">
          <Toggle label={label} describedBy={describedBy} on={value === true} onChange={set} />
        </span>
      );
  }
}

/** One setting: its name, its control, and on hover or to a screen reader the sentence that explains it. */
export function FieldRow({ field, says }: { field: Field; says: boolean }) {
  const words = useWords().fields;
  const id = useId();
  const { name, help, unit } = words.names[field.name];
  const sentence = says ? `${help} (${words.effects[field.effect]})` : help;
  const title = unit === undefined ? sentence : `${sentence} [${unit}]`;
  return (
    <div className="settings__row" title={title}>
      <span className="settings__name">
        {name}
        {says && <span className="settings__effect">{words.effects[field.effect]}</span>}
      </span>
      <Control field={field} label={name} describedBy={id} />
      <span id={id} className="unseen">
        {title}
      </span>
    </div>
  );
}
