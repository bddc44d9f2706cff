import type { TensorMove } from '#lexicon/messages.ts';
import { Bars } from '#view/Bars.tsx';
import { formatNumber } from '#view/format.ts';

type TensorsProps = {
  title: string;
  tensors: readonly TensorMove[];
  /** Weights whose number is not known yet. */
  toCome?: ReadonlySet<string>;
  valueOf: (tensor: TensorMove) => number;
  displayOf?: (tensor: TensorMove) => string;
  valuePx?: number;
  widthPx: number;
};

const COLUMN_PX = 330;

/** A number of every weight tensor as bars, in as many columns as fit. */
export function Tensors({ title, tensors, toCome, valueOf, displayOf, valuePx = 62, widthPx }: TensorsProps) {
  const columns = Math.max(1, Math.min(4, Math.floor(widthPx / COLUMN_PX)));
  const perColumn = Math.ceil(tensors.length / columns);
  const max = Math.max(...tensors.map(valueOf), Number.MIN_VALUE);
  return (
    <section aria-label={title}>
      <h3 className="part__title">{title}</h3>
      <div className="slow__columns" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {Array.from({ length: columns }, (_, column) => (
          <Bars
            key={column}
            colour="--resid"
            max={max}
            label={title}
            labelPx={150}
            valuePx={valuePx}
            rowPx={18}
            rows={tensors.slice(column * perColumn, (column + 1) * perColumn).map((tensor) => {
              const known = toCome?.has(tensor.name) !== true;
              const written = displayOf ? displayOf(tensor) : formatNumber(valueOf(tensor));
              return {
                key: tensor.name,
                label: <code>{tensor.name.replace('.weight', '.w').replace('.bias', '.b')}</code>,
                name: tensor.name,
                title: tensor.name,
                value: known ? valueOf(tensor) : 0,
                display: known ? written : '…',
              };
            })}
          />
        ))}
      </div>
    </section>
  );
}
