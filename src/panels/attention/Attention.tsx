import { useMemo, useState } from 'react';
import type { ScoreKind } from '#math/headScores.ts';
import { SCORE_KINDS } from '#math/headScores.ts';
import { Choice, Segments } from '#view/Choice.tsx';
import { Legend } from '#view/Legend.tsx';
import { Part } from '#view/Part.tsx';
import { useAutoScale } from '#view/scale.ts';
import { useCanPoint } from '#view/useCanPoint.ts';
import type { Panel, PanelProps } from '../contract.ts';
import { tokenName } from '../tokenName.ts';
import './Attention.css';
import { Measures } from './Measures.tsx';
import { Pattern, patternWidthPx } from './Pattern.tsx';
import { Ranked } from './Ranked.tsx';
import { Thumbnails } from './Thumbnails.tsx';
import { columnOf, headOf, patternName, scoresName, withoutHidden } from './heads.ts';
import { usePatternScale } from './usePatternScale.ts';

const NOTHING = new Float32Array(0);
/** From this width on the lists stand beside the matrix. */
const BESIDE_PX = 680;
/** Below this width the five scores do not fit side by side. */
const SEGMENTS_PX = 600;
const LISTS_PX = 270;
const GAP_PX = 28;
/** Room for the title of a head with its controls. */
const LEAST_PX = 480;
const LISTS_MOST_PX = 420;

function Body(props: PanelProps) {
  const { read, version, tokens, config, selection, words, widthPx } = props;
  const said = words.panels.attention;
  const T = tokens.length;
  const layer = Math.min(selection.layer, config.n_layers - 1);
  const head = Math.min(selection.head, config.n_heads - 1);
  const causal = config.objective === 'causal';
  const [shows, setShows] = useState<'pattern' | 'scores'>('pattern');
  const [auto, setAuto] = useState(true);
  const canPoint = useCanPoint();
  const [kind, setKind] = useState<ScoreKind>('entropy');
  const patternArray = read(patternName(layer));
  const pattern = useMemo(() => headOf(patternArray, head, T), [patternArray, head, T]);
  const scoresArray = read(scoresName(layer));
  const scores = useMemo(() => headOf(scoresArray, head, T), [scoresArray, head, T]);
  const patternScale = usePatternScale(patternArray, auto);
  const scoreScale = useAutoScale('diverging', scores ?? NOTHING);
  const cells = useMemo(() => {
    void version;
    if (shows === 'scores') return scores;
    return pattern !== null && causal ? withoutHidden(pattern, T) : pattern;
  }, [version, shows, scores, pattern, causal, T]);
  const beside = widthPx >= BESIDE_PX;
  const KindChoice = widthPx >= SEGMENTS_PX ? Segments : Choice;
  const mainPx = beside ? Math.min(widthPx - LISTS_PX - GAP_PX, Math.max(LEAST_PX, patternWidthPx(tokens))) : widthPx;
  const roomPx = beside ? widthPx - mainPx - GAP_PX : widthPx;
  const columns = Math.max(1, Math.floor((roomPx + GAP_PX) / (LISTS_PX + GAP_PX)));
  const listPx = Math.min(LISTS_MOST_PX, Math.floor((roomPx - GAP_PX * (columns - 1)) / columns));
  const scale = shows === 'pattern' ? patternScale : scoreScale;
  const position = Math.min(selection.position ?? T - 1, T - 1);
  const weightsNote = props.difference === null ? said.patternNote : said.patternNoteDifference;
  const note = shows === 'pattern' ? weightsNote : causal ? said.scoresNote : said.scoresNoteOpen;
  return (
    <div className="parts attention">
      <Part
        title={said.heads}
        widthPx={widthPx}
        note={said.headsNote(canPoint)}
        aside={
          // A head's score is one of a pattern, not of the difference of two.
          props.difference === null && (
            <>
              <span className="attention__ask">{said.underEach}</span>
              <KindChoice
                label={said.underEach}
                options={SCORE_KINDS.map((value) => ({ value, name: said.kinds[value] }))}
                value={kind}
                onChange={setKind}
              />
            </>
          )
        }
      >
        <Thumbnails {...props} scale={patternScale} kind={kind} />
      </Part>
      <Part
        title={said.headName(layer + 1, head + 1)}
        widthPx={mainPx}
        aside={
          <>
            <Segments
              label={said.view}
              options={[
                { value: 'pattern', name: said.pattern },
                { value: 'scores', name: said.scores },
              ]}
              value={shows}
              onChange={setShows}
            />
            {shows === 'pattern' && scale.held !== true ? (
              <Legend scale={scale} words={words} onToggle={() => setAuto(!auto)} />
            ) : (
              <Legend scale={scale} words={words} />
            )}
          </>
        }
        note={
          <>
            {note} <code>{shows === 'pattern' ? patternName(layer) : scoresName(layer)}</code>
          </>
        }
      >
        {pattern !== null && cells !== null && T > 0 ? (
          <Pattern {...props} pattern={pattern} cells={cells} shows={shows} scale={scale} position={position} widthPx={mainPx} />
        ) : (
          <p className="none">{words.view.noData}</p>
        )}
      </Part>
      {pattern !== null && T > 0 && props.difference === null && (
        <div className="attention__lists" style={{ width: roomPx }}>
          <Lists {...props} pattern={pattern} position={position} widthPx={listPx} />
          <Measures {...props} pattern={pattern} widthPx={listPx} />
        </div>
      )}
    </div>
  );
}

/** What one token looks at, and by whom it is looked at, ranked. */
function Lists(props: PanelProps & { pattern: Float32Array; position: number }) {
  const { tokens, config, words, pattern, position, selection, select, hover, widthPx } = props;
  const said = words.panels.attention;
  const T = tokens.length;
  const causal = config.objective === 'causal';
  const { row, column, keys, queries } = useMemo(() => {
    const all = Array.from({ length: T }, (_, at) => at);
    return {
      row: pattern.subarray(position * T, (position + 1) * T),
      column: columnOf(pattern, position, T),
      keys: causal ? all.filter((key) => key <= position) : all,
      queries: all.filter((query) => query !== position && (!causal || query > position)),
    };
  }, [pattern, position, T, causal]);
  const name = tokenName(tokens, position);
  return (
    <>
      <Ranked
        tokens={tokens}
        words={words}
        title={said.looksAt(position, name)}
        weights={row}
        candidates={keys}
        empty={words.view.noData}
        focus={selection.key}
        widthPx={widthPx}
        onHover={(key) => hover(key === null ? null : { position, key })}
        onSelect={(at) => select({ position: at, key: null })}
      />
      <Ranked
        tokens={tokens}
        words={words}
        title={said.lookedAtBy(position, name)}
        weights={column}
        candidates={queries}
        empty={said.nobody}
        note={said.columnNote}
        focus={null}
        widthPx={widthPx}
        onSelect={(at) => select({ position: at, key: position })}
      />
    </>
  );
}

/** Attention: every head of every layer, one of them in full, and for one token where it looks and who looks at it. */
export const attention = {
  id: 'attention',
  names: (config) => Array.from({ length: config.n_layers }, (_, layer) => [patternName(layer), scoresName(layer)]).flat(),
  differs: () => true,
  Body,
} satisfies Panel;
