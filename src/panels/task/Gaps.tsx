import { useMemo } from 'react';
import { formatNumber, formatShare } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import type { PanelProps } from '../contract.ts';
import { pieceAlone, pieceOf } from '../pieceOf.ts';
import { gapsOf } from './gaps.ts';

type GapsProps = Pick<PanelProps, 'read' | 'text' | 'selection' | 'select' | 'words' | 'widthPx'> & { targets: Int32Array };

/** What the model puts into each gap, beside what was hidden there. */
export function Gaps({ read, text, selection, select, words, widthPx, targets }: GapsProps) {
  const say = words.panels.task;
  const [logits, loss] = [read('unembed.hook_out')?.data, read('probe.loss')?.data];
  const gaps = useMemo(() => (logits && loss ? gapsOf(targets, logits, loss) : []), [targets, logits, loss]);
  if (gaps.length === 0) return null;
  const mean = gaps.reduce((sum, { lossNats }) => sum + lossNats, 0) / gaps.length;
  return (
    <Part title={say.guesses} note={say.meanLoss(formatNumber(mean))} widthPx={widthPx}>
      <table className="task__table">
        <thead>
          <tr>
            {(['place', 'hidden', 'guess', 'p', 'loss'] as const).map((column) => (
              <th key={column} scope="col" className={column === 'hidden' || column === 'guess' ? '' : 'task__number'}>
                {say.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {gaps.map(({ position, hidden, guess, p, lossNats }) => (
            <tr key={position} className={selection.position === position ? 'task__row--on' : ''}>
              <td className="task__number">
                <button type="button" onClick={() => select({ position, token: hidden })}>
                  {position}
                </button>
              </td>
              <td>
                <TokenLabel piece={pieceAlone(pieceOf(text, hidden))} />
              </td>
              <td className={guess === hidden ? 'task__right' : 'task__wrong'}>
                <TokenLabel piece={pieceAlone(pieceOf(text, guess))} />
                <span className="unseen">{guess === hidden ? say.right : say.wrong}</span>
              </td>
              <td className="task__number">{formatShare(p)}</td>
              <td className="task__number">{formatNumber(lossNats)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
