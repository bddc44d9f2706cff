import { useEffect, useState } from 'react';
import { attempt } from '#state/actions/toasts.ts';
import { useWords } from '#state/selectors.ts';
import { currentFrame } from '#state/frame.ts';
import { formatCount } from '#view/format.ts';
import { Icon } from '#view/Icon.tsx';
import { Menu } from '#view/Menu.tsx';
import type { PanelId } from '#lexicon/selection.ts';
import type { PanelFormat } from './save.ts';

const PICTURES = ['png', 'svg'] as const satisfies readonly PanelFormat[];
const NUMBERS = ['csv', 'npz'] as const satisfies readonly PanelFormat[];

type MenuProps = { id: PanelId; title: string; card: () => HTMLElement | null; names: () => readonly string[] };

/** So long it is said that a picture was copied. */
const SAID_MS = 2500;

/** What a panel can be saved as: its picture, and the numbers it is drawn from, where it is drawn from arrays. */
export function PanelMenu({ id, title, card, names }: MenuProps) {
  const words = useWords();
  const said = words.shell.panels.save;
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const saved = () => {
    const element = card();
    if (!element) return null;
    const step = words.shell.generate.atStep(formatCount(currentFrame.current()?.step ?? 0));
    return { id, card: element, names: names(), foot: `Glassformer · ${title} · ${step}` };
  };
  const save = async (format: PanelFormat): Promise<void> => {
    const panel = saved();
    const { savePanel } = await import('./save.ts');
    if (panel) await savePanel(panel, format);
  };
  const copy = async (): Promise<void> => {
    const panel = saved();
    const { copyPanel } = await import('./save.ts');
    if (!panel) return;
    await copyPanel(panel);
    setCopied(true);
  };
  const formats: readonly PanelFormat[] = [...PICTURES, ...(names().length > 0 ? NUMBERS : [])];
  return (
    <>
      <output className="panel__copied">{copied ? said.copied : ''}</output>
      <Menu
        label={said.label(title)}
        className="button button--icon button--bare"
        align="right"
        button={<Icon name="download" sizePx={15} />}
        items={[
          { key: 'copy', label: said.copy, onChoose: () => void attempt(copy()) },
          ...formats.map((format) => ({
            key: format,
            label: said.formats[format],
            onChoose: () => void attempt(save(format)),
          })),
        ]}
      />
    </>
  );
}
