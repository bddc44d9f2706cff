import { useEffect, useRef, useState } from 'react';
import { clearTalk, learnFromTalk, sayTo, takeBack } from '#state/actions/talk.ts';
import { attempt } from '#state/actions/toasts.ts';
import { learnable, useTalk } from '#state/talk.ts';
import { Part } from '#view/Part.tsx';
import { formatCount } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import { Line } from './Line.tsx';
import { Window } from './Window.tsx';
import type { ChatWords } from './words.ts';

/** Steps of one lesson out of a talk: enough to change the replies, few enough to wait for. */
const LESSON_STEPS = 100;

/** The talk so far, a place to say something, what of it the model sees, and the lesson that can be made of it. */
export function TalkPart({ say, config, text, language: spoken, widthPx }: PanelProps & { say: ChatWords }) {
  const { exchanges, asked } = useTalk();
  const [draft, setDraft] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const taught = config.task === 'dialogue' || config.task === 'talks';
  // A model that was taught to talk is spoken to as it was taught.
  const language = taught ? config.task_language : spoken;
  const lessons = learnable(exchanges).reduce((sum, turns) => sum + turns.length, 0);
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [exchanges.length, asked]);
  const send = (): void => {
    if (draft.trim() === '' || asked !== null) return;
    const words = draft;
    setDraft('');
    void attempt(sayTo(words, language)).then((done) => done || setDraft(words));
  };
  return (
    <Part title={say.talk} widthPx={widthPx}>
      {exchanges.length === 0 && asked === null ? (
        <p className="chat__empty">{taught ? say.empty : say.untaught}</p>
      ) : (
        <ol ref={list} className="chat__list" aria-label={say.talk} aria-live="polite">
          {exchanges.map((exchange) => (
            <Line key={exchange.key} exchange={exchange} say={say} language={language} />
          ))}
          {asked !== null && (
            <li className="chat__exchange">
              <p className="chat__said">
                <span className="chat__who">{say.you}</span> <span dir="auto">{asked}</span>
              </p>
              <p className="chat__reply chat__reply--coming">
                <span className="chat__who">{say.model}</span> <span>{say.waiting}</span>
              </p>
            </li>
          )}
        </ol>
      )}
      <div className="chat__saying">
        <input
          className="chat__input"
          aria-label={say.say}
          placeholder={say.say}
          value={draft}
          maxLength={400}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) send();
          }}
        />
        <button type="button" className="button button--main" disabled={draft.trim() === '' || asked !== null} onClick={send}>
          {say.send}
        </button>
      </div>
      {exchanges.length > 0 && (
        <>
          <div className="chat__acts">
            <button type="button" className="button button--bare" onClick={() => setDraft(takeBack())}>
              {say.takeBack}
            </button>
            <button type="button" className="button button--bare" onClick={clearTalk}>
              {say.clear}
            </button>
            <button
              type="button"
              className="button chat__learn"
              disabled={lessons === 0}
              onClick={() => void attempt(learnFromTalk(language, config.frozen, LESSON_STEPS))}
            >
              {say.learn(formatCount(lessons))}
            </button>
          </div>
          <p className="part__note">{say.learnNote}</p>
        </>
      )}
      {text && <Window say={say} language={language} draft={draft} config={config} text={text} exchanges={exchanges} />}
    </Part>
  );
}
