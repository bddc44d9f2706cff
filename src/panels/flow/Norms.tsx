import { useMemo } from 'react';
import type { PanelProps } from '../contract.ts';
import { arrayName } from './columns.ts';
import type { Layout } from './layout.ts';
import { VANISHES, normsOf, signOf } from './norms.ts';
import { nameOf } from './sentence.ts';

type NormsProps = Pick<PanelProps, 'read' | 'version' | 'words'> & { layout: Layout };

export const NORMS_PX = 62;
const BAR_PX = 34;
/** The number needs so much room; without it the bar stands alone, and the number in its title. */
const NUMBER_PX = 32;

/** Under each column the length of its gradient, as a bar on a logarithmic scale, with a mark where it vanishes or explodes. */
export function Norms({ read, version, words, layout }: NormsProps) {
  const said = words.panels.flow;
  const norms = useMemo(() => {
    void version;
    return normsOf(layout.columns.map(({ name }) => read(arrayName(name, true))?.data));
  }, [read, version, layout.columns]);
  const largest = Math.max(...norms.map((norm) => (Number.isFinite(norm) ? norm : 0)));
  const last = norms.at(-1) ?? Number.NaN;
  return (
    <div className="flow__norms">
      {layout.columns.map((column, at) => {
        const norm = norms[at] ?? Number.NaN;
        const hasRoom = (layout.columns[at + 1]?.x ?? layout.widthPx) - column.x >= NUMBER_PX;
        const sign = signOf(norm, largest, last);
        const shown =
          sign === 'explodes' && !Number.isFinite(norm) ? 1 : Math.max(0, 1 - Math.log10(norm / largest) / Math.log10(VANISHES));
        const name = said.norm(nameOf({ words, backward: true }, column, null), powerOfTen(norm));
        const title = sign === null ? name : `${name}. ${said[sign]}`;
        return (
          <div
            key={column.name}
            className={`flow__norm flow__norm--${sign ?? 'calm'}`}
            style={{ left: column.x, width: column.width }}
            title={title}
          >
            <span className="unseen">{title}</span>
            <span className="flow__norm-bar" aria-hidden="true" style={{ height: BAR_PX }}>
              <span
                style={{ height: Number.isNaN(shown) ? 0 : Math.max(1, shown * BAR_PX), background: `var(${column.role})` }}
              />
            </span>
            {(hasRoom || sign !== null) && (
              <span aria-hidden="true">
                {sign === 'vanishes' ? '▽' : sign === 'explodes' ? '▲' : ''}
                {hasRoom && powerOfTen(norm)}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** A size in the fewest figures: `3e−4`; plain between 0.01 and 100. */
function powerOfTen(x: number): string {
  if (Number.isNaN(x)) return '–';
  if (!Number.isFinite(x)) return '∞';
  if (x === 0) return '0';
  if (x >= 0.0995 && x < 99.5) return x.toPrecision(2);
  return x.toExponential(0).replace('-', '−').replace('+', '');
}
