import { useState } from 'react';
import type { TaskLanguage } from '#lexicon/config.ts';
import { approve, correct } from '#state/actions/talk.ts';
import type { Exchange } from '#state/talk.ts';
import { Legible } from '../Legible.tsx';
import type { ChatWords } from './words.ts';

type LineProps = { exchange: Exchange; say: ChatWords; language: TaskLanguage };

/** One exchange: what was said, what was replied, and whether that was right. */
export function Line({ exchange, say, language }: LineProps) {
  const { key, says, reply, approved, corrected } = exchange;
  const [draft, setDraft] = useState<string | null>(null);
  const keep = (): void => {
    if (draft !== null) correct(key, draft, language);
    setDraft(null);
  };
  return (
    <li className="chat__exchange">
      <p className="chat__said">
        <span className="chat__who">{say.you}</span> <span dir="auto">{says}</span>
      </p>
      <p className="chat__reply">
        <span className="chat__who">{say.model}</span>{' '}
        <span dir="auto">
          {corrected === null ? (
            reply.trim() === '' ? (
              <span className="chat__nothing">{say.nothing}</span>
            ) : (
              <Legible text={reply.trim()} title={say.bytes} />
            )
          ) : (
            <>
              <del>{reply.trim() || say.nothing}</del> <ins>{corrected.trim()}</ins>
              <span className="unseen"> ({say.corrected})</span>
            </>
          )}
        </span>
      </p>
      {draft === null ? (
        <div className="chat__verdict">
          <button
            type="button"
            className={approved ? 'chat__mark chat__mark--on' : 'chat__mark'}
            aria-pressed={approved}
            title={say.rightTitle}
            onClick={() => approve(key, !approved)}
          >
            {say.right}
          </button>
          <button
            type="button"
            className={corrected === null ? 'chat__mark' : 'chat__mark chat__mark--on'}
            title={say.betterTitle}
            onClick={() => setDraft((corrected ?? reply).trim())}
          >
            {say.better}
          </button>
        </div>
      ) : (
        <div className="chat__saying">
          <input
            className="chat__input"
            aria-label={say.betterLabel(says)}
            // The person has just asked for it.
            ref={(element) => element?.focus()}
            value={draft}
            maxLength={400}
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) keep();
              else if (event.key === 'Escape') setDraft(null);
              else return;
              event.preventDefault();
              event.stopPropagation();
            }}
          />
          <button type="button" className="button" onClick={keep}>
            {say.keep}
          </button>
        </div>
      )}
    </li>
  );
}
