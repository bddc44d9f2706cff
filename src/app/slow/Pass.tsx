import { useMemo } from 'react';
import { gradientOf } from '#lexicon/axes.ts';
import { graph } from '#lexicon/graph.ts';
import { formulaOf } from '#panels/worksheet/formula.ts';
import { arrayName } from '#panels/worksheet/naming.ts';
import { withSheetWords } from '#panels/worksheet/words.ts';
import { rowReached } from '#state/apart.ts';
import type { Apart } from '#state/apart.ts';
import { selectConfig, selectLanguage, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { formatNumber } from '#view/format.ts';
import { Formula } from '#view/Formula.tsx';
import { Tensors } from './Tensors.tsx';
import { SLOW_WORDS } from './words.ts';

type PassProps = { apart: Apart; widthPx: number; onScrub: (share: number) => void };

/** Forward or backward: the array that the pass has reached and how it is computed; going back also the gradients so far. */
export function Pass({ apart, widthPx, onScrub }: PassProps) {
  const language = useStore(selectLanguage);
  const words = SLOW_WORDS[language];
  const pageWords = useWords();
  const sheetWords = useMemo(() => withSheetWords(pageWords, language), [pageWords, language]);
  const config = useStore(selectConfig);
  const rows = useMemo(() => graph(config), [config]);
  const { phase, told } = apart;
  const backward = phase === 'backward';
  const row = rowReached(apart, rows.length);
  const node = rows[row];
  if (!node) return null;
  const name = backward ? gradientOf(node.name) : node.name;
  const formula = formulaOf(config, name);
  const passed = backward ? rows.length - row : row + 1;
  // A weight that is used in several places has its gradient when the pass has come to all of them.
  const toCome = new Set(rows.slice(0, row).flatMap(({ weights }) => weights));
  return (
    <>
      <div className="slow__reached">
        <input
          type="range"
          className="slow__scrub"
          min={1}
          max={rows.length}
          value={passed}
          aria-label={words.share}
          aria-valuetext={`${words.row(passed, rows.length)}: ${arrayName(sheetWords, name)}`}
          onChange={(event) => onScrub((Number(event.target.value) - 0.5) / rows.length)}
        />
        <p>
          <strong>{arrayName(sheetWords, name)}</strong> <code>{name}</code>{' '}
          <span className="quiet">{words.row(passed, rows.length)}</span>
        </p>
        {formula !== null && <Formula tex={formula} />}
      </div>
      {backward && (
        <>
          <p className="quiet slow__note">
            {words.norm(formatNumber(told.gradNorm), told.clipped < 1 ? formatNumber(told.clipped) : '')} {words.ofExample}
          </p>
          <Tensors
            title={words.gradientBy}
            tensors={told.tensors}
            toCome={toCome}
            valueOf={({ gradient }) => gradient}
            widthPx={widthPx}
          />
        </>
      )}
    </>
  );
}
