import { useMemo } from 'react';
import { softmax } from '#math/softmax.ts';
import { largest, rowOf } from '#math/statistics.ts';
import { Bars } from '#view/Bars.tsx';
import { LineChart } from '#view/LineChart.tsx';
import { Part } from '#view/Part.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import { formatNumber, wholeTick } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import { pieceName, pieceOf } from '../pieceOf.ts';
import { tokenName } from '../tokenName.ts';
import { guesses } from './ledger.ts';
import type { Guess } from './ledger.ts';
import { formatProbability } from './probability.ts';

type ChangeProps = PanelProps & {
  /** [T, V] at A and at B, finite. */
  logits: { a: Float32Array; b: Float32Array };
  /** The best guess of every position at A. */
  all: readonly Guess[];
  V: number;
  position: number;
};

const SHOWN = 14;
const GAP_PX = 28;
const BESIDE_PX = 760;

/** What moved between two steps: the tokens whose probability changed most at one position, and the text's token at all. */
export function Change(props: ChangeProps) {
  const { tokens, text, config, selection, select, hover, words, widthPx, logits, all, V, position } = props;
  const say = words.panels.output;
  const [a, b] = [logits.a, logits.b].map((of) => softmax(rowOf(of, position, V)));
  const moved = Float64Array.from({ length: V }, (_, id) => (a?.[id] ?? Number.NaN) - (b?.[id] ?? Number.NaN));
  const ids = largest(moved.map(Math.abs), SHOWN);
  const series = useMemo(() => {
    const before = guesses(logits.b, all.length, V, (at) => all[at]?.actual ?? null);
    const values = Float32Array.from(all, ({ pActual }, at) => pActual - (before[at]?.pActual ?? Number.NaN));
    return [{ label: say.changeLine, values, role: '--pred' }];
  }, [logits, all, V, say]);
  const title = config.objective === 'masked' ? say.ledgerMasked(position) : say.ledger(position, tokenName(tokens, position));
  const beside = widthPx >= BESIDE_PX;
  const columnPx = beside ? Math.floor((widthPx - GAP_PX) / 2) : widthPx;
  const focus = ids.indexOf(selection.token ?? -1);
  const actual = all[position]?.actual ?? null;
  return (
    <div className="parts">
      <Part title={title} widthPx={columnPx} note={say.changeNote}>
        <Bars
          label={title}
          colour="--pred"
          signed
          labelPx={Math.min(120, columnPx * 0.3)}
          valuePx={128}
          focus={focus < 0 ? null : focus}
          rows={ids.map((id) => ({
            key: id,
            name: pieceName(text, id),
            label: (
              <>
                <TokenLabel piece={pieceOf(text, id)} />
                {id === actual && (
                  <span className="output__actual" title={say.actual}>
                    {' '}
                    ◂
                  </span>
                )}
              </>
            ),
            value: moved[id] ?? Number.NaN,
            display: say.fromTo(formatProbability(b?.[id] ?? Number.NaN), formatProbability(a?.[id] ?? Number.NaN)),
          }))}
          onHover={(index) => hover(index === null ? null : { token: ids[index] ?? null })}
          onSelect={(index) => select({ token: ids[index] ?? null })}
        />
      </Part>
      <Part title={say.changeAlong} widthPx={columnPx} note={say.changeAlongNote}>
        <LineChart
          series={series}
          marker={{ x: position }}
          widthPx={columnPx}
          heightPx={200}
          label={say.changeAlong}
          xTickFormat={wholeTick}
          yFormat={(y) => (Number.isNaN(y) ? '–' : formatNumber(y))}
          xLabel={say.at}
          xFormat={(x) => `${x} ${tokenName(tokens, x)}`}
          onHover={(x) => hover(x === null ? null : { position: x })}
          onSelect={(x) => select({ position: x, token: tokens[x]?.id ?? null })}
        />
      </Part>
    </div>
  );
}
