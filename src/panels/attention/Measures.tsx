import { useMemo } from 'react';
import { SCORE_KINDS, headScore } from '#math/headScores.ts';
import { Bars } from '#view/Bars.tsx';
import { Part } from '#view/Part.tsx';
import { formatNumber, formatShare } from '#view/format.ts';
import type { PanelProps } from '../contract.ts';

type MeasuresProps = Pick<PanelProps, 'tokens' | 'config' | 'words'> & { pattern: Float32Array; widthPx: number };

/** Entropy and four scores of one head beside those of an even head, with how they are computed and what they do not prove. */
export function Measures({ tokens, config, words, pattern, widthPx }: MeasuresProps) {
  const said = words.panels.attention;
  const scores = useMemo(() => {
    const ids = tokens.map((token) => token.id);
    return SCORE_KINDS.map((kind) => ({ kind, ...headScore(kind, pattern, ids, config.objective === 'causal') }));
  }, [pattern, tokens, config.objective]);
  const entropy = scores.find(({ kind }) => kind === 'entropy');
  return (
    <Part title={said.measures} widthPx={widthPx}>
      <Bars
        label={said.measures}
        colour="--attn"
        max={1}
        labelPx={Math.min(118, widthPx * 0.38)}
        rows={scores
          .filter(({ kind }) => kind !== 'entropy')
          .map(({ kind, score, uniform, queries }) => ({
            key: kind,
            label: said.kinds[kind],
            name: said.kinds[kind],
            value: queries === 0 ? 0 : score,
            before: queries === 0 ? 0 : uniform,
            display: queries === 0 ? '–' : formatShare(score),
            title: `${queries === 0 ? said.noCase : said.cases(queries)}${words.view.clause}${said.how[kind]}`,
          }))}
      />
      <p className="part__note">{said.measuresNote}</p>
      {entropy !== undefined && entropy.queries > 0 && (
        <p className="part__note">
          {said.entropyValue(formatNumber(entropy.score), formatNumber(entropy.uniform), formatNumber(Math.exp(entropy.score)))}
        </p>
      )}
      <details>
        <summary>{said.howTitle}</summary>
        {SCORE_KINDS.map((kind) => (
          <p key={kind}>{said.how[kind]}</p>
        ))}
        <p>{said.hedge}</p>
      </details>
    </Part>
  );
}
