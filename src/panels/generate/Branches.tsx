import { memo } from 'react';
import { goToBranch, stopText } from '#state/actions/write.ts';
import { changeWriting, logProbability, pathOf, treeOf, withoutBranch } from '#state/writing.ts';
import type { Branch, Writing } from '#state/writing.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import { Icon } from '#view/Icon.tsx';
import { Part } from '#view/Part.tsx';
import type { PanelProps } from '../contract.ts';
import { groupsOf, labelOf } from './pieces.ts';

type BranchesProps = Pick<PanelProps, 'words' | 'widthPx'> & { writing: Writing };

/** So many characters of a branch's own text show where it leads. */
const SHOWN = 60;

/** All branches as a tree: named by the token that made them, with the probability of each. */
export const Branches = memo(function Branches({ words, widthPx, writing }: BranchesProps) {
  const say = words.panels.generate;
  const name = ({ parent, at, tokens }: Branch): string =>
    parent === null ? say.branchRoot : say.branchName(at, labelOf(writing.vocabulary, tokens[0]?.id ?? 0));
  const narrow = widthPx < 420;
  return (
    <Part title={say.branches} widthPx={widthPx} note={say.branchNote}>
      <table className="generate__branches">
        <colgroup>
          <col style={{ width: narrow ? '38%' : '26%' }} />
          <col style={{ width: 58 }} />
          <col style={{ width: 62 }} />
          {!narrow && <col style={{ width: 66 }} />}
          <col />
          <col style={{ width: 26 }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{say.branchColumns.branch}</th>
            <th scope="col">{say.branchColumns.tokens}</th>
            <th scope="col">{say.branchColumns.sum}</th>
            {!narrow && <th scope="col">{say.branchColumns.mean}</th>}
            <th scope="col" colSpan={2}>
              {say.branchColumns.end}
            </th>
          </tr>
        </thead>
        <tbody>
          {treeOf(writing).map(({ branch, depth }) => {
            const path = pathOf(writing, branch.key);
            const sum = logProbability(path);
            const own = groupsOf(
              writing.vocabulary,
              branch.tokens.map(({ id }) => id),
            );
            const title = name(branch);
            return (
              <tr key={branch.key} className={branch.key === writing.current ? 'generate__row--on' : undefined}>
                <td style={{ paddingLeft: 12 * depth }}>
                  <button
                    type="button"
                    aria-current={branch.key === writing.current}
                    aria-label={say.branchGo(title)}
                    onClick={() => goToBranch(branch.key)}
                  >
                    {depth > 0 && (
                      <span className="quiet" aria-hidden="true">
                        ↳{' '}
                      </span>
                    )}
                    {title}
                  </button>
                </td>
                <td>{formatCount(path.length)}</td>
                <td>{formatNumber(sum)}</td>
                {!narrow && <td>{path.length === 0 ? '–' : formatNumber(sum / path.length)}</td>}
                <td className="generate__end" dir="auto">
                  {own
                    .map(({ text }) => text)
                    .join('')
                    .slice(0, SHOWN)}
                </td>
                <td>
                  {branch.parent !== null && (
                    <button
                      type="button"
                      className="generate__delete"
                      aria-label={say.branchDelete(title)}
                      title={say.branchDelete(title)}
                      onClick={() => {
                        stopText();
                        changeWriting(withoutBranch(writing, branch.key));
                      }}
                    >
                      <Icon name="close" sizePx={12} />
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Part>
  );
});
