import { useEffect, useState } from 'react';
import type { RunConfig, TaskLanguage } from '#lexicon/config.ts';
import type { TextInfo } from '#lexicon/messages.ts';
import { textOfPieces } from '#lexicon/pieces.ts';
import { talkWindow } from '#state/actions/talk.ts';
import type { Exchange } from '#state/talk.ts';
import { formatCount } from '#view/format.ts';
import { Legible } from '../Legible.tsx';
import type { ChatWords } from './words.ts';

type WindowProps = {
  say: ChatWords;
  language: TaskLanguage;
  draft: string;
  config: RunConfig;
  text: TextInfo;
  exchanges: readonly Exchange[];
};

/** How long a hand rests before what it types is cut into tokens. */
const REST_MS = 200;

/** The talk as the model would read it now, token by token, and what has fallen out of its window. */
export function Window({ say, language, draft, config, text, exchanges }: WindowProps) {
  const [seen, setSeen] = useState<{ ids: Int32Array; fallen: number } | null>(null);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      const show = (next: { ids: Int32Array; fallen: number } | null): void => {
        if (current) setSeen(next);
      };
      // While another model takes its place there is nothing to say of this one.
      talkWindow(draft, language).then(show, () => show(null));
    }, REST_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [draft, language, exchanges, text, config.n_ctx]);
  if (!seen || (exchanges.length === 0 && draft === '')) return null;
  const { ids, fallen } = seen;
  return (
    <section className="chat__window" aria-label={say.window}>
      <h4 className="chat__title">{say.window}</h4>
      <p className="chat__seen" dir="auto">
        {fallen > 0 && (
          <span className="chat__fallen">
            <Legible text={textOfPieces(text.vocabulary, ids.subarray(0, fallen))} title={say.bytes} />
          </span>
        )}
        <Legible text={textOfPieces(text.vocabulary, ids.subarray(fallen))} title={say.bytes} />
      </p>
      <p className="part__note">
        {say.windowNote(formatCount(ids.length - fallen), formatCount(config.n_ctx))}
        {fallen > 0 && ` ${say.fallen(formatCount(fallen))}`}
      </p>
    </section>
  );
}
