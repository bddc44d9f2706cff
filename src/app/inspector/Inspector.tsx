import { Suspense, lazy, useEffect } from 'react';
import type { TokenPiece } from '#lexicon/messages.ts';
import { freeSelection } from '#state/actions/look.ts';
import { currentFrame } from '#state/frame.ts';
import { selectFrameVersion, selectLocked, selectProbedFrom, selectSelection, selectText, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { probedTokens } from '#state/tokens.ts';
import { formatCount } from '#view/format.ts';
import { loadTypesetter } from '#view/Formula.tsx';
import { Icon } from '#view/Icon.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import { Attends } from './Attends.tsx';
import { Expects } from './Expects.tsx';
import { Strips } from './Strips.tsx';
import './Inspector.css';

/** After the page has come up. */
const AHEAD_MS = 1500;

const loadNumber = async () => ({ default: (await import('./SelectedNumber.tsx')).SelectedNumber });
const SelectedNumber = lazy(loadNumber);
const TokenTrace = lazy(async () => ({ default: (await import('./TokenTrace.tsx')).TokenTrace }));

/** What the token is: its piece, its id, how often it stands in the text, and where it stands here. */
function Identity({ piece, position }: { piece: TokenPiece; position: number | null }) {
  const words = useWords().shell.inspector;
  const text = useStore(selectText);
  const from = useStore(selectProbedFrom);
  const facts = [
    words.piece(piece.id),
    piece.special ? words.special : words.count(formatCount(text?.counts[piece.id] ?? 0)),
    ...(position === null ? [] : [words.position(position)]),
    ...(position === null || from === null || !text || text.ids.length === 0
      ? []
      : [words.inStory(formatCount(from + position))]),
  ];
  return (
    <section>
      <h2 className="heading">
        {words.title}
        <button
          type="button"
          className="button button--icon button--bare inspector__free"
          aria-label={words.free}
          title={words.free}
          onClick={freeSelection}
        >
          <Icon name="close" sizePx={13} />
        </button>
      </h2>
      <p className="inspector__piece">
        <TokenLabel piece={piece} />
      </p>
      <p className="quiet">{facts.join(' · ')}</p>
    </section>
  );
}

/** What is selected: a number with its worksheet, else a token. */
export function Inspector() {
  const words = useWords();
  const { cell } = useStore(selectLocked);
  useEffect(() => {
    // Fetched while nobody waits, so that the first worksheet is there at once; a failure is met again when it is needed.
    const timer = setTimeout(() => void Promise.all([loadNumber(), loadTypesetter()]).catch(() => undefined), AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!cell) return <SelectedToken />;
  return (
    <Suspense fallback={<p className="quiet">{words.view.noData}</p>}>
      <SelectedNumber cell={cell} />
    </Suspense>
  );
}

/** The selected token: what it is, its vectors, what it expects next, what it attends to. */
function SelectedToken() {
  const words = useWords();
  const text = useStore(selectText);
  const { position, token, layer, head } = useStore(selectSelection);
  const version = useStore(selectFrameVersion);
  const tokens = probedTokens(currentFrame.current()?.ids, text?.vocabulary);
  const here = position !== null && position < tokens.length ? position : null;
  const piece = here !== null ? tokens[here] : token !== null ? text?.vocabulary[token] : undefined;
  const last = tokens.at(-1);
  if (!piece) {
    return (
      <div className="inspector">
        <section>
          <h2 className="heading">{words.shell.inspector.title}</h2>
          <p className="quiet">{words.shell.inspector.empty}</p>
        </section>
        {last && (
          <>
            <p className="inspector__last">
              <span className="quiet">{words.shell.inspector.unasked}</span> <TokenLabel piece={last} />
            </p>
            <Expects position={tokens.length - 1} tokens={tokens} version={version} />
          </>
        )}
      </div>
    );
  }
  return (
    <div className="inspector">
      <Identity piece={piece} position={here} />
      {here !== null && (
        <>
          <Expects position={here} tokens={tokens} version={version} />
          <Strips position={here} version={version} />
          <Attends position={here} layer={layer} head={head} tokens={tokens} version={version} />
          <Suspense fallback={null}>
            <TokenTrace position={here} token={piece.id} />
          </Suspense>
        </>
      )}
    </div>
  );
}
