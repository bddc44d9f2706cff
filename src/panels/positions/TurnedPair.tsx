import type { NamedArray } from '#lexicon/array.ts';
import { formatNumber } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { Slider } from '#view/Slider.tsx';
import type { PanelProps } from '../contract.ts';
import { pairOf } from './rotary.ts';
import { plainNames, turnedNames } from './rotaryNames.ts';

type TurnedPairProps = Pick<PanelProps, 'read' | 'tokens' | 'selection' | 'words' | 'widthPx'> & {
  theta: Float64Array;
  pair: number;
  onPair: (pair: number) => void;
};

type Point = { x: number; y: number };
type Arrow = { name: string; colour: string; before: Point; after: Point };

const SIZE_PX = 190;

/** One pair of numbers of q and of k as arrows, before and after they are turned. */
export function TurnedPair({ read, tokens, selection, words, theta, pair, onPair, widthPx }: TurnedPairProps) {
  const say = words.panels.positions;
  const position = selection.position ?? tokens.length - 1;
  const { layer, head } = selection;
  const find = (plain: string, turned: string, name: string, colour: string): Arrow[] => {
    const [before, after] = [read(plain), read(turned)];
    return before && after
      ? [{ name, colour, before: point(before, position, head, pair), after: point(after, position, head, pair) }]
      : [];
  };
  const [plainQ, plainK] = plainNames(layer);
  const [turnedQ, turnedK] = turnedNames(layer);
  const arrows = [...find(plainQ, turnedQ, say.query, '--q'), ...find(plainK, turnedK, say.key, '--k')];
  const angle = theta[pair] ?? 0;
  return (
    <Part
      title={say.turned(position, pair, layer + 1, head + 1)}
      widthPx={widthPx}
      note={say.turnedNote(formatNumber(position * angle), formatNumber(angle))}
    >
      <div className="positions__slider">
        <span aria-hidden="true">{say.pairSlider}</span>
        <Slider
          label={say.pairSlider}
          stops={Array.from(theta, (_, index) => index)}
          value={pair}
          format={String}
          onMove={onPair}
          onCommit={onPair}
        />
      </div>
      {arrows.length === 0 ? (
        <p className="quiet">{words.view.noData}</p>
      ) : (
        <div className="positions__pair">
          <Arrows arrows={arrows} />
          <table>
            <thead>
              <tr>
                <th scope="col">{say.pair(pair)}</th>
                <th scope="col">{say.beforeTurn}</th>
                <th scope="col">{say.afterTurn}</th>
              </tr>
            </thead>
            <tbody>
              {arrows.map(({ name, colour, before, after }) => (
                <tr key={name}>
                  <th scope="row" style={{ color: `var(${colour})` }}>
                    {name}
                  </th>
                  <td>{written(before)}</td>
                  <td>{written(after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Part>
  );
}

const written = ({ x, y }: Point): string => `(${formatNumber(x)}, ${formatNumber(y)})`;

function point(array: NamedArray, position: number, head: number, pair: number): Point {
  return pairOf(array.data, array.shape, { position, head, pair });
}

/** Arrows from the origin of a plane with the same unit on both axes, large enough for all of them. */
function Arrows({ arrows }: { arrows: readonly Arrow[] }) {
  const ends = arrows.flatMap(({ before, after }) => [before, after]);
  const reach = Math.max(1e-9, ...ends.map(({ x, y }) => Math.hypot(x, y)).filter(Number.isFinite));
  const unit = (SIZE_PX / 2 - 12) / reach;
  const line = ({ x, y }: Point, colour: string, wide: boolean) => (
    <g style={{ stroke: `var(${colour})`, fill: `var(${colour})` }} opacity={wide ? 1 : 0.6}>
      <line x2={x * unit} y2={-y * unit} strokeWidth={wide ? 2.5 : 1} />
      <circle cx={x * unit} cy={-y * unit} r={wide ? 3.5 : 2} stroke="none" />
    </g>
  );
  return (
    <svg width={SIZE_PX} height={SIZE_PX} aria-hidden="true" className="positions__plane">
      <g transform={`translate(${SIZE_PX / 2},${SIZE_PX / 2})`}>
        <line x1={-SIZE_PX / 2} x2={SIZE_PX / 2} className="positions__axis" />
        <line y1={-SIZE_PX / 2} y2={SIZE_PX / 2} className="positions__axis" />
        {arrows.map(({ name, colour, before, after }) => (
          <g key={name}>
            <circle
              r={Math.hypot(after.x, after.y) * unit}
              fill="none"
              style={{ stroke: `var(${colour})` }}
              opacity={0.3}
              strokeDasharray="2 3"
            />
            {line(before, colour, false)}
            {line(after, colour, true)}
          </g>
        ))}
      </g>
    </svg>
  );
}
