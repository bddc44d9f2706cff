import { Suspense, lazy, useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { PRESETS } from '#lexicon/presets.ts';
import type { PresetId } from '#lexicon/presets.ts';
import { useWords } from '#state/selectors.ts';
import { Icon } from '#view/Icon.tsx';
import { Menu } from '#view/Menu.tsx';
import './Presets.css';

/** Comes when a preset is looked at. */
const Card = lazy(async () => ({ default: (await import('./PresetCard.tsx')).PresetCard }));

/** Models in which there is something to see: a menu, and a card that tells the costs before anything is built. */
export function Presets({ budgetMiB, children }: { budgetMiB: number; children: ReactNode }) {
  const say = useWords().learns.presets;
  const [open, setOpen] = useState<PresetId | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const preset = PRESETS.find(({ id }) => id === open);
  return (
    <>
      <div className="presets">
        {children}
        <Menu
          label={say.button}
          className="button button--bare presets__button"
          button={
            <>
              {say.button}
              <Icon name="chevron" sizePx={12} />
            </>
          }
          items={PRESETS.map(({ id }) => ({ key: id, label: say.names[id].name, onChoose: () => setOpen(id) }))}
          align="right"
        />
      </div>
      {preset && (
        <Suspense fallback={null}>
          <Card key={preset.id} preset={preset} budgetMiB={budgetMiB} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
