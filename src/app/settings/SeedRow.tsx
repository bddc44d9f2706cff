import { useId, useState } from 'react';
import { fieldOf } from '#lexicon/fields.ts';
import { configure, reset } from '#state/actions/setting.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectConfig, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Icon } from '#view/Icon.tsx';

/** Seeds that the dice throws: short enough to be told to a neighbour. */
const DICE_SIDES = 10_000;

/** The start of every random choice: typed, or thrown; and a new model from it. */
export function SeedRow() {
  const words = useWords();
  const { seed } = useStore(selectConfig);
  const [typed, setTyped] = useState<string | null>(null);
  const help = useId();
  const field = fieldOf('seed');
  const max = field?.type === 'integer' ? field.max : 0;
  const apply = (): void => {
    const wanted = Number(typed);
    setTyped(null);
    const isSeed = typed !== null && typed.trim() !== '' && Number.isInteger(wanted) && wanted >= 0 && wanted <= max;
    if (isSeed && wanted !== seed) void attempt(configure({ seed: wanted }));
  };
  const { name, help: sentence } = words.fields.names.seed;
  return (
    <div className="settings__seed" title={sentence}>
      <span className="settings__name">{name}</span>
      <input
        className="settings__number"
        inputMode="numeric"
        aria-label={name}
        aria-describedby={help}
        value={typed ?? String(seed)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={apply}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply();
          else if (event.key === 'Escape') setTyped(null);
        }}
      />
      <span id={help} className="unseen">
        {sentence}
      </span>
      <button
        type="button"
        className="button button--icon"
        aria-label={words.shell.settings.dice}
        title={words.shell.settings.dice}
        onClick={() => void attempt(configure({ seed: Math.floor(Math.random() * DICE_SIDES) }))}
      >
        <Icon name="dice" />
      </button>
      <button type="button" className="button" title={words.shell.settings.resetHelp} onClick={() => void attempt(reset())}>
        {words.shell.settings.reset}
      </button>
    </div>
  );
}
