import { useEffect, useMemo, useRef, useState } from 'react';
import type { ElementRef } from '#lexicon/expression.ts';
import { NO_SELECTION } from '#lexicon/selection.ts';
import { Statistics } from '#panels/worksheet/Statistics.tsx';
import { caveatsOf } from '#panels/worksheet/caveats.ts';
import { numberAt } from '#panels/worksheet/reads.ts';
import { Worksheet } from '#panels/worksheet/Worksheet.tsx';
import { withSheetWords } from '#panels/worksheet/words.ts';
import { hover, select } from '#state/actions/look.ts';
import { changeWeight } from '#state/actions/setting.ts';
import { attempt } from '#state/actions/toasts.ts';
import { currentFrame } from '#state/frame.ts';
import {
  selectApart,
  selectConfig,
  selectFrameVersion,
  selectInterventions,
  selectLanguage,
  selectLocked,
  selectPlayhead,
  selectText,
  selectVersus,
  useWords,
} from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { probedTokens } from '#state/tokens.ts';
import { useWidth } from '#view/useWidth.ts';
import { useMoments } from './moments.ts';
import { useTrace } from './trace.ts';

/** The layout in one column, as App.css has it. */
const ONE_COLUMN = '(max-width: 799px)';

/** The selected number: its worksheet, its place among its like, its way through the training. */
export function SelectedNumber({ cell }: { cell: ElementRef }) {
  const language = useStore(selectLanguage);
  const pageWords = useWords();
  const words = useMemo(() => withSheetWords(pageWords, language), [pageWords, language]);
  const config = useStore(selectConfig);
  const text = useStore(selectText);
  // What is hovered is lit elsewhere; the worksheet stands as long as its number is held.
  const locked = useStore(selectLocked);
  const selection = useMemo(() => ({ ...NO_SELECTION, ...locked }), [locked]);
  const version = useStore(selectFrameVersion);
  const playhead = useStore(selectPlayhead);
  const apart = useStore(selectApart);
  const interventions = useStore(selectInterventions);
  const versus = useStore(selectVersus);
  const box = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(box);
  const frame = currentFrame.current();
  const tokens = probedTokens(frame?.ids, text?.vocabulary);
  const read = useMemo(() => (version < 0 ? () => undefined : (name: string) => currentFrame.read(name)), [version]);
  const step = frame?.step ?? 0;
  const caveats = caveatsOf(words, cell.name, {
    dropout: apart?.told.dropout ?? 0,
    interventions,
    difference: versus === null ? null : { a: step, b: versus },
  });
  const moments = useMoments(cell);
  const trace = useTrace(cell);
  // In one column the worksheet stands above the pictures: it is brought into sight, and closing it leads back.
  const [cameFrom] = useState(() => scrollY);
  const brought = useRef(false);
  const close = (): void => {
    select({});
    if (matchMedia(ONE_COLUMN).matches) requestAnimationFrame(() => scrollTo(0, cameFrom));
  };
  const array = read(cell.name);
  const value = numberAt(array, cell.index);
  const there = value !== undefined;
  useEffect(() => {
    if (!there || brought.current || !matchMedia(ONE_COLUMN).matches) return;
    brought.current = true;
    box.current?.scrollIntoView({ block: 'start' });
  }, [there]);
  const write = (wanted: number): void => {
    if (!array) return;
    const at = array.shape.reduce((flat, length, axis) => flat * length + (cell.index[axis] ?? 0), 0);
    void attempt(changeWeight(cell.name, at, wanted));
  };
  return (
    <div className="inspector" ref={box}>
      <Worksheet
        cell={cell}
        read={read}
        version={version}
        tokens={tokens}
        config={config}
        text={text}
        selection={selection}
        select={select}
        hover={hover}
        words={words}
        widthPx={widthPx}
        moments={moments}
        targets={frame?.targets ?? null}
        caveats={caveats}
        live={playhead === null && !apart}
        onWrite={write}
        onClose={close}
      />
      {array && value !== undefined && widthPx > 0 && (
        <Statistics cell={cell} array={array} value={value} trace={trace} step={step} words={words} widthPx={widthPx} />
      )}
    </div>
  );
}
