import { useState } from 'react';
import type { FormEvent } from 'react';
import { beginText, playText, stopText, writeToken } from '#state/actions/write.ts';
import { attempt } from '#state/actions/toasts.ts';
import { redoWriting, undoWriting, useWriting } from '#state/writing.ts';
import type { Writing } from '#state/writing.ts';
import { Icon } from '#view/Icon.tsx';
import { SeedField } from '#view/SeedField.tsx';
import type { PanelProps } from '../contract.ts';

type ControlsProps = Pick<PanelProps, 'config' | 'sampling' | 'words' | 'widthPx'> & {
  writing: Writing | null;
  playing: boolean;
  /** Whether the running model is the one that wrote the text. */
  here: boolean;
};

/** The beginning and the seed; one token, writing on, the way back. */
export function Controls({ config, sampling, words, widthPx, writing, playing, here }: ControlsProps) {
  const say = words.panels.generate;
  const canUndo = useWriting((state) => state.past.length > 0);
  const canRedo = useWriting((state) => state.future.length > 0);
  const [prompt, setPrompt] = useState('');
  const [seed, setSeed] = useState<number | null>(null);
  const used = seed ?? config.seed;
  const begin = (): Promise<void> => beginText(prompt, used);
  // A first token begins the text as well.
  const ready = (): Promise<void> => (here ? Promise.resolve() : begin());
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    stopText();
    void attempt(begin());
  };
  const { temperature, top_k, top_p } = sampling;
  const settings = say.settings(
    String(temperature),
    top_k === 0 ? say.all : String(top_k),
    top_p === 1 ? say.all : String(top_p),
  );
  return (
    <form className="generate__controls" style={{ width: widthPx }} onSubmit={onSubmit}>
      <input
        className="generate__prompt"
        dir="auto"
        aria-label={say.prompt}
        placeholder={`${say.prompt} (${say.promptEmpty})`}
        value={prompt}
        onChange={(event) => setPrompt(event.target.value)}
      />
      <SeedField label={say.seed} seed={used} onSeed={setSeed} />
      <button type="submit" className="button">
        {say.begin}
      </button>
      <span className="generate__buttons">
        <button type="button" className="button" disabled={playing} onClick={() => void attempt(ready().then(writeToken))}>
          {say.one}
        </button>
        <button
          type="button"
          className="button button--main generate__play"
          onClick={() => (playing ? stopText() : void attempt(ready().then(playText)))}
        >
          <Icon name={playing ? 'pause' : 'play'} sizePx={13} />
          {playing ? say.stop : say.play}
        </button>
        <button
          type="button"
          className="button button--icon button--bare"
          aria-label={say.undo}
          title={say.undo}
          disabled={!canUndo || playing}
          onClick={undoWriting}
        >
          <Icon name="undo" sizePx={15} />
        </button>
        <button
          type="button"
          className="button button--icon button--bare"
          aria-label={say.redo}
          title={say.redo}
          disabled={!canRedo || playing}
          onClick={redoWriting}
        >
          <Icon name="redo" sizePx={15} />
        </button>
      </span>
      <span className="quiet generate__settings">{settings}</span>
      {writing && !here && <p className="generate__gone">{say.gone}</p>}
    </form>
  );
}
