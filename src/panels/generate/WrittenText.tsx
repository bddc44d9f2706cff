import { memo, useId, useMemo } from 'react';
import type { CSSProperties, MouseEvent } from 'react';
import type { Copied } from '#lexicon/writing.ts';
import type { Writing, WrittenToken } from '#state/writing.ts';
import { formatShare } from '#view/format.ts';
import { Part } from '#view/Part.tsx';
import { onRovingKey } from '#view/rovingKeys.ts';
import type { PanelProps } from '../contract.ts';
import type { CopiedSpan } from './novelty.ts';
import { groupsOf, labelOf } from './pieces.ts';

type WrittenTextProps = Pick<PanelProps, 'config' | 'words' | 'widthPx'> & {
  writing: Writing | null;
  path: readonly WrittenToken[];
  here: boolean;
  /** The token that is looked at. */
  at: number | null;
  copied: Copied | null;
  spans: readonly CopiedSpan[];
  onLook: (at: number) => void;
};

/** Which written tokens lie in a copied stretch. */
function copiedTokens(copied: Copied | null, spans: readonly CopiedSpan[], count: number): Uint8Array {
  const marks = new Uint8Array(count);
  for (const { from, to } of spans) marks.fill(1, copied?.starts[from] ?? 0, copied?.starts[to] ?? 0);
  return marks;
}

const drawnWith = ({ id, ledger }: WrittenToken): number => ledger.rows.find((row) => row.id === id)?.model ?? 0;

/** The text: what was given, then token by token what was drawn; what the model no longer sees is faded. */
export const WrittenText = memo(function WrittenText(props: WrittenTextProps) {
  const { config, words, widthPx, writing, path, at, copied, spans, onLook } = props;
  const say = words.panels.generate;
  const id = useId();
  const given = writing?.prompt.length ?? 0;
  const vocabulary = writing?.vocabulary;
  const groups = useMemo(
    () => (vocabulary ? groupsOf(vocabulary, [...(writing?.prompt ?? []), ...path.map((token) => token.id)]) : []),
    [vocabulary, writing?.prompt, path],
  );
  const marks = useMemo(() => copiedTokens(copied, spans, path.length), [copied, spans, path.length]);
  if (!writing || !vocabulary) {
    return (
      <Part title={say.writing} widthPx={widthPx}>
        <p className="quiet">{say.none}</p>
      </Part>
    );
  }
  const out = Math.max(0, given + path.length - config.n_ctx);
  // A character of several tokens that began in the given text belongs to it.
  const drawn = groups.filter(({ from }) => from >= given);
  const picked = at === null ? null : drawn.findIndex(({ from, to }) => at + given >= from && at + given < to);
  const look = (index: number | null): void => {
    const group = index === null ? undefined : drawn[index];
    if (group) onLook(group.to - 1 - given);
  };
  const onClick = (event: MouseEvent): void => {
    const index = event.target instanceof HTMLElement ? event.target.dataset['index'] : undefined;
    if (index !== undefined) look(Number(index));
  };
  const fade = (to: number): string => (to <= out ? ' generate__token--out' : '');
  return (
    <Part
      title={say.writing}
      widthPx={widthPx}
      note={[...(path.length === 0 ? [] : [say.textNote]), say.context(config.n_ctx, out)].join(words.view.gap)}
    >
      <p className="generate__text" dir="auto">
        {groups
          .filter(({ from }) => from < given)
          .map(({ from, to, text }) => (
            <span key={from} className={`generate__given${fade(to)}`}>
              {text}
            </span>
          ))}
        {drawn.length > 0 && (
          <span
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot hold a running text
            role="listbox"
            tabIndex={0}
            aria-label={say.writing}
            aria-activedescendant={picked === null || picked < 0 ? undefined : `${id}-${picked}`}
            onClick={onClick}
            onKeyDown={(event) => onRovingKey(event, { count: drawn.length, focus: picked, onHover: look, onSelect: look })}
          >
            {drawn.map(({ from, to, text, bytes }, index) => {
              const tokens = path.slice(from - given, to - given);
              const probability = tokens.reduce((product, token) => product * drawnWith(token), 1);
              const byHand = tokens.some((token) => token.byHand);
              const classes = [
                'generate__token',
                bytes ? 'generate__token--bytes' : '',
                index === picked ? 'generate__token--on' : '',
                marks[from - given] === 1 ? 'generate__token--copied' : '',
                byHand ? 'generate__token--hand' : '',
              ];
              return (
                <span
                  key={from}
                  id={`${id}-${index}`}
                  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- nor can an option be a part of one
                  role="option"
                  tabIndex={-1}
                  data-index={index}
                  aria-selected={index === picked}
                  aria-label={say.token(
                    from - given,
                    tokens.map((token) => labelOf(vocabulary, token.id)).join(''),
                    formatShare(probability),
                  )}
                  title={byHand ? `${formatShare(probability)} · ${say.byHand}` : formatShare(probability)}
                  className={classes.filter((one) => one !== '').join(' ') + fade(to)}
                  style={{ '--doubt': `${Math.round(100 * (1 - probability))}%` } as CSSProperties}
                >
                  {text}
                </span>
              );
            })}
          </span>
        )}
      </p>
    </Part>
  );
});
