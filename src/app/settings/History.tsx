import { redo, undo } from '#state/actions/setting.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectCanRedo, selectCanUndo, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Icon } from '#view/Icon.tsx';

/** Takes changes of settings, text and model back, and does them again. */
export function History() {
  const words = useWords().shell.settings;
  const canUndo = useStore(selectCanUndo);
  const canRedo = useStore(selectCanRedo);
  return (
    <div className="settings__history">
      <button
        type="button"
        className="button button--bare"
        disabled={!canUndo}
        title="Ctrl Z"
        onClick={() => void attempt(undo())}
      >
        <Icon name="undo" sizePx={14} />
        {words.undo}
      </button>
      <button
        type="button"
        className="button button--bare"
        disabled={!canRedo}
        title="Ctrl ⇧ Z"
        onClick={() => void attempt(redo())}
      >
        <Icon name="redo" sizePx={14} />
        {words.redo}
      </button>
    </div>
  );
}
