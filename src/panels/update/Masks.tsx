import { useCallback, useMemo, useState } from 'react';
import { Choice, Segments } from '#view/Choice.tsx';
import { Matrix } from '#view/Matrix.tsx';
import { Part } from '#view/Part.tsx';
import { formatCount, formatNumber } from '#view/format.ts';
import type { ColourScale } from '#view/scale.ts';
import type { PanelProps } from '../contract.ts';
import { maskOf, sitesOf } from './masks.ts';
import type { Site } from './masks.ts';

const ROW_PX = 9;
const HEIGHT_PX = 260;
/** Dropped is dark and kept is pale, so what is drawn is how much was taken away. */
const SCALE: ColourScale = { kind: 'sequential', max: 1, auto: false };

type Mode = 'training' | 'evaluation';

/** Numbers from one, to choose from. */
const numbers = (count: number): { value: string; name: string }[] =>
  Array.from({ length: count }, (_, i) => ({ value: String(i), name: String(i + 1) }));

/** The masks that dropout drew for the last training step, place by place; gone when the model is evaluated. */
export function Masks({ config, history, text, words, widthPx }: PanelProps) {
  const said = words.panels.update;
  const [mode, setMode] = useState<Mode>('training');
  const [chosen, setChosen] = useState('0');
  const [sequence, setSequence] = useState(0);
  const [head, setHead] = useState(0);
  const sites = useMemo(() => sitesOf(config), [config]);
  const site = sites[Number(chosen)] ?? sites[0];
  const step = history.version >= 0 ? (history.columns().step.at(-1) ?? 0) : 0;
  const ahead = config.objective === 'causal' ? 1 : 0;
  const T = Math.min(config.n_ctx, Math.max(1, (text?.trainTokens ?? config.n_ctx) - ahead));
  const nameOf = ({ name, layer }: Site): string => {
    const part = said.sites[name.slice(name.lastIndexOf('.') + 1)];
    // The first place is what enters the first block, whatever the row is called there.
    if (part === undefined) return said.entry;
    return layer === null ? part : said.inLayer(part, layer + 1);
  };
  if (!site) return null;
  const nothing = config.dropout === 0 ? said.noDropout : step === 0 ? said.noUpdate : null;
  if (nothing !== null) {
    return (
      <Part title={said.masks} widthPx={widthPx}>
        <p className="quiet">{nothing}</p>
      </Part>
    );
  }
  return (
    <Part title={said.masks} widthPx={widthPx}>
      <div className="update__pick">
        <Segments
          label={said.mode}
          options={[
            { value: 'training', name: said.training },
            { value: 'evaluation', name: said.evaluation },
          ]}
          value={mode}
          onChange={setMode}
        />
        <Choice
          label={said.site}
          options={sites.map((each, i) => ({ value: String(i), name: nameOf(each) }))}
          value={chosen}
          onChange={setChosen}
        />
        <Choice
          label={said.sequence}
          options={numbers(config.batch_size)}
          value={String(Math.min(sequence, config.batch_size - 1))}
          onChange={(value) => setSequence(Number(value))}
        />
        {site.axes.startsWith('H') && (
          <Choice
            label={said.head}
            options={numbers(config.n_heads)}
            value={String(Math.min(head, config.n_heads - 1))}
            onChange={(value) => setHead(Number(value))}
          />
        )}
      </div>
      <Mask
        config={config}
        words={words}
        widthPx={widthPx}
        mode={mode}
        site={site}
        step={step}
        sequence={Math.min(sequence, config.batch_size - 1)}
        head={Math.min(head, config.n_heads - 1)}
        T={T}
      />
    </Part>
  );
}

type MaskProps = Pick<PanelProps, 'config' | 'words' | 'widthPx'> & {
  mode: Mode;
  site: Site;
  step: number;
  sequence: number;
  head: number;
  T: number;
};

function Mask({ config, words, widthPx, mode, site, step, sequence, head, T }: MaskProps) {
  const said = words.panels.update;
  const { data, cols } = useMemo(() => {
    const { shape, data: whole } = maskOf(config, { site, step, sequence, T });
    const [rows, width] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
    const first = shape.length > 2 ? head * rows * width : 0;
    return { data: whole.subarray(first, first + rows * width), cols: width };
  }, [config, site, step, sequence, head, T]);
  const taken = useMemo(() => data.map((kept) => (mode === 'training' && kept === 0 ? 1 : 0)), [data, mode]);
  const dropped = taken.reduce((sum, each) => sum + each, 0);
  const describe = useCallback(
    (row: number, col: number) =>
      said.maskCell(row, col, taken[row * cols + col] === 0, formatNumber(mode === 'training' ? 1 / (1 - config.dropout) : 1)),
    [said, taken, cols, mode, config.dropout],
  );
  return (
    <>
      <Matrix
        data={taken}
        rows={T}
        cols={cols}
        scale={SCALE}
        widthPx={Math.min(widthPx, Math.max(cols * 4, 320))}
        heightPx={Math.min(HEIGHT_PX, T * ROW_PX)}
        label={said.masks}
        describe={describe}
      />
      <p className="part__note">
        {mode === 'evaluation'
          ? said.evaluationNote
          : said.masksNote(formatCount(step), String(config.dropout), ((100 * dropped) / Math.max(1, data.length)).toFixed(1))}
      </p>
    </>
  );
}
