import { useMemo } from 'react';
import type { TextInfo, TextScore } from '#lexicon/messages.ts';
import { formatCount, formatNumber } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';
import { accountOf, gapNats } from './measures.ts';

type AccountsProps = Pick<PanelProps, 'words'> & { text: TextInfo; score: TextScore };

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Loss, perplexity and accuracy of the two parts of the text, with what they say in words. */
export function Accounts({ text, score, words }: AccountsProps) {
  const say = words.panels.loss;
  const { ids, trainTokens } = text;
  const parts = useMemo(() => {
    const training = { name: say.training, account: accountOf(score, ids, 0, trainTokens) };
    const heldOut = { name: say.heldOut, account: accountOf(score, ids, trainTokens, ids.length) };
    return [training, heldOut].filter(({ account }) => account.tokens > 0);
  }, [score, ids, trainTokens, say]);
  const [training, heldOut] = parts;
  const gap = training && heldOut ? gapNats(training.account, heldOut.account) : Number.NaN;
  const told = heldOut ?? training;
  return (
    <>
      <table className="loss__accounts">
        <thead>
          <tr>
            <th scope="col">{say.accounts.part}</th>
            <th scope="col">{say.accounts.tokens}</th>
            <th scope="col">{say.accounts.mean}</th>
            <th scope="col">{say.accounts.perplexity}</th>
            <th scope="col">{say.accounts.accuracy}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ name, account: { tokens, meanNats, right } }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{formatCount(tokens)}</td>
              <td>{formatNumber(meanNats)}</td>
              <td>{formatNumber(Math.exp(meanNats))}</td>
              <td>{percent(right / tokens)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {told && (
        <p className="loss__explained">
          {say.explain(
            told.name,
            formatNumber(told.account.meanNats),
            formatNumber(Math.exp(told.account.meanNats)),
            formatCount(told.account.right),
            formatCount(told.account.tokens),
          )}{' '}
          {Number.isNaN(gap) ? '' : gap > 0 ? say.gap(formatNumber(gap)) : say.noGap}
        </p>
      )}
    </>
  );
}
