import { Suspense, lazy, useState } from 'react';
import { setBackend } from '#state/actions/setting.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectBackend, selectTraining, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Icon } from '#view/Icon.tsx';
import { Menu } from '#view/Menu.tsx';

const Diagnostics = lazy(async () => ({ default: (await import('../diagnostics/Diagnostics.tsx')).Diagnostics }));

/** What computes, why, and what else could; the way to the diagnostics. */
export function BackendMenu() {
  const words = useWords();
  const backend = useStore(selectBackend);
  const { trainer } = useStore(selectTraining);
  const [diagnosing, setDiagnosing] = useState(false);
  if (!backend) return null;
  const { names, reasons, label, keeps, software, switchTo, trainers } = words.shell.backend;
  const step = trainers[trainer];
  const adapter = backend.software ? software : backend.adapter;
  return (
    <>
      <Menu
        label={`${label}: ${names[backend.name]}`}
        align="right"
        button={
          <>
            {names[backend.name]}
            {adapter !== '' && <span className="backend__adapter"> · {adapter}</span>}
            <Icon name="chevron" sizePx={12} />
          </>
        }
        items={[
          ...backend.available.map((name) => ({
            key: name,
            checked: name === backend.name,
            label: name === backend.name ? names[name] : switchTo(names[name]),
            onChoose: () => void attempt(setBackend(name)),
          })),
          { key: 'diagnostics', label: words.shell.diagnostics, onChoose: () => setDiagnosing(true) },
        ]}
        note={
          <>
            <p>{reasons[backend.reason]}</p>
            {backend.software && <p>{backend.adapter}</p>}
            {step !== undefined && <p>{step}</p>}
            {backend.available.length > 1 && <p>{keeps}</p>}
          </>
        }
      />
      {diagnosing && (
        <Suspense fallback={null}>
          <Diagnostics onClose={() => setDiagnosing(false)} />
        </Suspense>
      )}
    </>
  );
}
