import { memo, useMemo, useState } from 'react';
import type { Writing } from '#state/writing.ts';
import { download } from '#view/download.ts';
import { Part } from '#view/Part.tsx';
import { Toggle } from '#view/Toggle.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import type { PanelProps } from '../contract.ts';
import { groupsOf, pieceAt } from './pieces.ts';
import { makeReadable, STAGES } from './readable.ts';
import type { Stage, Stretch } from './readable.ts';

type ReadableProps = Pick<PanelProps, 'words' | 'widthPx'> & { writing: Writing | null; ids: readonly number[] };

/** The tokens that are shown as they are; beyond that, the newest. */
const PIECES = 60;

/** How tokens become a text to read, a stage at a time, each with what it changes. */
export const Readable = memo(function Readable({ words, widthPx, writing, ids }: ReadableProps) {
  const say = words.panels.generate;
  const [on, setOn] = useState<ReadonlySet<Stage>>(new Set(STAGES));
  const [copied, setCopied] = useState<'raw' | 'readable' | null>(null);
  const all = useMemo(() => (writing ? [...writing.prompt, ...ids] : []), [writing, ids]);
  const raw = useMemo(
    () =>
      writing
        ? groupsOf(writing.vocabulary, all)
            .map(({ text, bytes }) => (bytes ? '' : text))
            .join('')
        : '',
    [writing, all],
  );
  const stages = useMemo(() => makeReadable(raw, on), [raw, on]);
  const readable = stages.at(-1)?.after ?? raw;
  if (!writing || ids.length === 0) {
    return (
      <Part title={say.readable} widthPx={widthPx}>
        <p className="quiet">{say.readableHint}</p>
      </Part>
    );
  }
  const turn = (stage: Stage, isOn: boolean): void => {
    setOn((before) => new Set(STAGES.filter((each) => (each === stage ? isOn : before.has(each)))));
  };
  const copy = (which: 'raw' | 'readable'): void => {
    void navigator.clipboard.writeText(which === 'raw' ? raw : readable).then(
      () => setCopied(which),
      () => setCopied(null),
    );
  };
  return (
    <Part title={say.readable} widthPx={widthPx} note={say.resultNote}>
      <ol className="generate__stages">
        <li>
          <span className="generate__stage">{say.pieces}</span>
          <p className="generate__pieces" dir="auto">
            {all.length > PIECES && <span className="quiet">… </span>}
            {all.slice(-PIECES).map((id, at) => (
              <span key={at} className="generate__piece">
                <TokenLabel piece={pieceAt(writing.vocabulary, id)} />
              </span>
            ))}
          </p>
        </li>
        <li>
          <span className="generate__stage">{say.joined}</span>
          <p className="generate__stage-text" dir="auto">
            {raw}
          </p>
          <p className="part__note">{say.joinedNote}</p>
        </li>
        {stages.map(({ stage, on: isOn, stretches, changes }) => (
          <li key={stage}>
            <span className="generate__stage">
              {say.stages[stage]}
              <span className="quiet">{isOn ? say.changes(changes) : say.off}</span>
              <Toggle label={say.stages[stage]} on={isOn} onChange={(next) => turn(stage, next)} />
            </span>
            {isOn && changes > 0 && <Changes stretches={stretches} />}
            <p className="part__note">{say.stageNotes[stage]}</p>
          </li>
        ))}
        <li>
          <span className="generate__stage">{say.result}</span>
          <p className="generate__result" dir="auto" data-testid="readable">
            {readable}
          </p>
        </li>
      </ol>
      <p className="generate__buttons">
        <button type="button" className="button" onClick={() => copy('raw')}>
          {copied === 'raw' ? say.didCopy : say.copyRaw}
        </button>
        <button type="button" className="button" onClick={() => copy('readable')}>
          {copied === 'readable' ? say.didCopy : say.copyReadable}
        </button>
        <button type="button" className="button" onClick={() => download(readable, say.fileName, 'text/plain;charset=utf-8')}>
          {say.save}
        </button>
      </p>
    </Part>
  );
});

/** A text with what a stage leaves out struck through and what it puts in underlined. */
function Changes({ stretches }: { stretches: readonly Stretch[] }) {
  return (
    <p className="generate__stage-text" dir="auto">
      {stretches.map(({ text, kind }, at) => {
        if (kind === 'kept') return <span key={at}>{text}</span>;
        // A space alone would not be seen.
        const seen = text.replaceAll(' ', '␣').replaceAll('\n', '⏎');
        return kind === 'out' ? <del key={at}>{seen}</del> : <ins key={at}>{seen}</ins>;
      })}
    </p>
  );
}
