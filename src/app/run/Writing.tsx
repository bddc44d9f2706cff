import { useState } from 'react';
import type { FormEvent } from 'react';
import { generate } from '#state/actions/generate.ts';
import { openPanel } from '#state/actions/look.ts';
import { attempt } from '#state/actions/toasts.ts';
import { selectConfig, selectGenerating, selectGeneration, selectPhase, selectSamples, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatCount } from '#view/format.ts';
import { formatSetting } from '../settings/format.ts';
import { Written } from './Written.tsx';

/** Tokens drawn for one request. */
const NEW_TOKENS = 60;

/** A beginning, and a button that lets the model go on from it. */
function Prompt() {
  const words = useWords().shell.generate;
  const config = useStore(selectConfig);
  const phase = useStore(selectPhase);
  const generating = useStore(selectGenerating);
  const [prompt, setPrompt] = useState('');
  // Each request draws with the next seed, so that asking again gives another text.
  const [asked, setAsked] = useState(0);
  const { temperature, top_k, top_p } = config;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const seed = (config.seed + asked) % 2 ** 32;
    setAsked(asked + 1);
    void attempt(generate({ prompt, max_new_tokens: NEW_TOKENS, temperature, top_k, top_p, seed }));
  };
  return (
    <form className="writing__form" onSubmit={submit}>
      <input
        className="writing__prompt"
        dir="auto"
        aria-label={words.prompt}
        placeholder={words.prompt}
        value={prompt}
        onChange={(event) => setPrompt(event.target.value)}
      />
      <button type="submit" className="button" disabled={generating || phase !== 'ready'}>
        {words.button}
      </button>
    </form>
  );
}

/** What the model writes: on request, and by itself while it trains. */
export function Writing() {
  const words = useWords().shell.generate;
  const { temperature, top_k, top_p } = useStore(selectConfig);
  const generation = useStore(selectGeneration);
  const samples = useStore(selectSamples);
  const settings = words.settings(
    formatSetting(temperature),
    top_k === 0 ? words.all : formatSetting(top_k),
    top_p === 1 ? words.all : formatSetting(top_p),
  );
  return (
    <section className="writing" id="run-writing" tabIndex={-1} aria-label={words.title}>
      <h2 className="heading">
        {words.title}
        <span className="heading__note">{settings}</span>
      </h2>
      <Prompt />
      <button type="button" className="button button--bare writing__more" onClick={() => openPanel('generate')}>
        {words.inPanel}
      </button>
      <div className="writing__texts" aria-live="polite">
        {generation && (
          <Written key={`${generation.seed} ${generation.step} ${generation.result.ids.length}`} generation={generation} />
        )}
      </div>
      {samples.length === 0 ? (
        <p className="quiet writing__hint">{words.noSamples}</p>
      ) : (
        <ol className="writing__samples" aria-label={words.samples}>
          {samples.toReversed().map(({ step, text }) => (
            <li key={`${step} ${text}`}>
              <span className="writing__step">{words.atStep(formatCount(step))}</span>
              <span dir="auto">{text}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
