import { useEffect, useMemo, useState } from 'react';
import type { ScanResult, TextInfo } from '#lexicon/messages.ts';
import { windowOf } from '#lexicon/scanWindows.ts';
import { strongest } from '#math/strongest.ts';
import { Bars } from '#view/Bars.tsx';
import { Histogram } from '#view/Histogram.tsx';
import { Part } from '#view/Part.tsx';
import { formatCount, formatNumber } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import { pieceName } from '../pieceOf.ts';
import { neuronOf } from './neurons.ts';
import type { Layer } from './neurons.ts';

type NeuronCardProps = Pick<
  PanelProps,
  'text' | 'config' | 'step' | 'select' | 'probeAt' | 'scan' | 'stopScan' | 'words' | 'tokens'
> & {
  layer: Layer;
  layerIndex: number;
  neuron: number;
  position: number;
  /** Width of the histogram, and of the list of places. */
  chartPx: number;
  listPx: number;
};

/** What was asked for: a reading belongs to one neuron and one text; a new model comes with its text. */
type Asked = { layer: number; neuron: number; text: TextInfo };
type Reading = { asked: Asked; found: ScanResult | 'reading' | 'failed' };

const PLACES = 10;
/** Tokens written before and behind a place. */
const AROUND = { before: 6, behind: 3 };
const CHART_PX = 110;

/** A neuron's own page: how strong it is on the probed tokens, and where in the whole text it is strongest. */
export function NeuronCard(props: NeuronCardProps) {
  const { layer, layerIndex, neuron, position, words, chartPx, tokens } = props;
  const said = words.panels.ffn;
  const values = useMemo(() => neuronOf(layer.post, neuron, layer.T, layer.F), [layer, neuron]);
  const title = said.cardTitle(layerIndex + 1, neuron);
  return (
    <>
      <Part title={title} widthPx={chartPx} note={said.cardNote}>
        <Histogram
          samples={[{ label: said.cardProbed(tokens.length), values, role: '--ffn' }]}
          marker={values[position] ?? Number.NaN}
          widthPx={chartPx}
          heightPx={CHART_PX}
          label={title}
        />
      </Part>
      <Places {...props} />
    </>
  );
}

/** A reading of the whole text that is asked for by a button and shown while neuron, model and text stay the same. */
function useReading({ text, layerIndex: layer, neuron, select, scan, stopScan }: NeuronCardProps) {
  const [reading, setReading] = useState<Reading | null>(null);
  const { asked } = reading ?? {};
  const isOurs = asked?.text === text && asked?.layer === layer && asked.neuron === neuron;
  const found = reading && isOurs ? reading.found : null;
  const busy = found === 'reading';
  // Leaving the neuron ends the reading: nobody waits for it.
  useEffect(() => (busy ? stopScan : undefined), [busy, stopScan]);
  const start = (): void => {
    if (!text) return;
    const now: Asked = { layer, neuron, text };
    const answer = (result: ScanResult | 'failed' | null): void =>
      setReading((before) => (before?.asked === now ? (result ? { asked: now, found: result } : null) : before));
    // The neuron may only be the strongest of the moment: while it trains, the next frame would show another.
    select({ layer, neuron });
    setReading({ asked: now, found: 'reading' });
    scan(layer, neuron).then(answer, () => answer('failed'));
  };
  return { found, start };
}

function Places(props: NeuronCardProps) {
  const { text, config, step, layerIndex, neuron, select, probeAt, stopScan, words, listPx } = props;
  const said = words.panels.ffn;
  const { found, start } = useReading(props);
  if (!text) return null;
  const result = found !== null && typeof found === 'object' ? found : null;
  const open = (index: number): void => {
    const { start: first } = windowOf(index, text.ids.length, config.n_ctx);
    select({ layer: layerIndex, neuron, position: index - first, token: text.ids[index] ?? null });
    probeAt(first);
  };
  return (
    <Part
      title={said.placesTitle}
      widthPx={listPx}
      note={config.objective === 'masked' ? `${said.placesNote}${words.view.gap}${said.placesMasked}` : said.placesNote}
      aside={
        found === 'reading' ? (
          <>
            <span className="quiet">{said.placesReading(formatCount(text.ids.length))}</span>
            <button type="button" className="button" onClick={stopScan}>
              {said.placesStop}
            </button>
          </>
        ) : (
          <button type="button" className="button" onClick={start}>
            {result === null ? said.placesRead(formatCount(text.ids.length)) : said.placesAgain}
          </button>
        )
      }
    >
      {found === 'failed' && <p className="none">{said.placesFailed}</p>}
      {result !== null && <Found {...props} text={text} result={result} step={step} open={open} />}
    </Part>
  );
}

type FoundProps = NeuronCardProps & { text: TextInfo; result: ScanResult; open: (index: number) => void };

function Found({ text, result, step, words, listPx, open }: FoundProps) {
  const said = words.panels.ffn;
  const { values } = result;
  const top = useMemo(() => strongest(values, PLACES), [values]);
  const active = useMemo(() => values.reduce((count, value) => count + Number(value > 0), 0), [values]);
  const piecesOf = (from: number, to: number): string =>
    Array.from(text.ids.subarray(Math.max(0, from), to), (id) => pieceName(text, id)).join('');
  return (
    <>
      <Bars
        label={said.placesTitle}
        colour="--ffn"
        labelPx={Math.round(listPx * 0.6)}
        rows={top.map((index) => {
          const token = piecesOf(index, index + 1);
          return {
            key: index,
            name: said.place(formatCount(index), token),
            title: said.place(formatCount(index), token),
            value: values[index] ?? Number.NaN,
            label: (
              <span className="place">
                <span className="place__before">{piecesOf(index - AROUND.before, index)}</span>
                <b>{token}</b>
                <span className="place__behind">{piecesOf(index + 1, index + 1 + AROUND.behind)}</span>
              </span>
            ),
          };
        })}
        onSelect={(row) => top[row] !== undefined && open(top[row])}
      />
      <p className="place__summary">
        {said.placesFound(formatCount(result.step), formatNumber((100 * active) / values.length))}
        {result.step !== step && `${words.view.gap}${said.placesOld(formatCount(step))}`}
      </p>
      <Histogram
        samples={[{ label: said.cardWhole(formatCount(values.length)), values, role: '--ffn' }]}
        bins={40}
        widthPx={listPx}
        heightPx={CHART_PX}
        label={said.cardWhole(formatCount(values.length))}
      />
    </>
  );
}
