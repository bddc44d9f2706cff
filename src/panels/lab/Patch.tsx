import { useEffect, useMemo, useState } from 'react';
import { PATCH_SITES } from '#lexicon/writing.ts';
import type { PatchMap, PatchSite } from '#lexicon/writing.ts';
import { textOfPieces } from '#lexicon/pieces.ts';
import { counterparts } from '#math/alignment.ts';
import { encode, patchMap, stopPatching } from '#state/actions/intervene.ts';
import { attempt } from '#state/actions/toasts.ts';
import { Choice } from '#view/Choice.tsx';
import { Part } from '#view/Part.tsx';
import { TokenLabel } from '#view/TokenLabel.tsx';
import type { PanelProps } from '../contract.ts';
import { usualPosition, writtenIds } from '../asked.ts';
import { pieceOf } from '../pieceOf.ts';
import { tokenName } from '../tokenName.ts';
import { differences, exampleOf } from './example.ts';
import { PatchResult } from './PatchResult.tsx';

const ALL = 'all';
/** A text is cut into tokens when the hand has rested for so long. */
const REST_MS = 250;

/** The second text: as it was typed, else an example made of the first; and its tokens once they are known. */
function useSecondText({ text, tokens, targets, config }: Pick<PanelProps, 'text' | 'tokens' | 'targets' | 'config'>) {
  const ids = useMemo(() => writtenIds({ tokens, targets, config }), [tokens, targets, config]);
  // While another text takes its place, the frame is still of the old one.
  const fits = text !== null && ids.length > 0 && ids.every((id) => id < text.vocabulary.length);
  const example = useMemo(
    () => (fits ? exampleOf(text, ids, (place) => tokens[place]?.id !== ids[place]) : ''),
    [fits, text, ids, tokens],
  );
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? example;
  const [cut, setCut] = useState<{ text: string; ids: readonly number[] } | null>(null);
  useEffect(() => {
    if (shown === '') return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      void attempt(
        encode(shown).then((found) => {
          if (wanted) setCut({ text: shown, ids: found });
        }),
      );
    }, REST_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [shown, text]);
  return { ids, shown, isOwn: typed !== null, type: setTyped, others: cut?.text === shown ? cut.ids : null };
}

/** Runs the probed text with activations of a second one put in: which layer and position carry what is expected next. */
export function Patch(props: PanelProps) {
  const { text, tokens, config, selection, words, widthPx } = props;
  const say = words.panels.lab;
  const second = useSecondText(props);
  const { ids, shown, others } = second;
  const [site, setSite] = useState<PatchSite>('resid_pre');
  const [head, setHead] = useState<number | null>(null);
  const [busy, setBusy] = useState<'patching' | 'stopped' | null>(null);
  const [found, setFound] = useState<{ map: PatchMap; text: PanelProps['text'] } | null>(null);
  const masked = config.objective === 'masked';
  const isHidden = (place: number): boolean => tokens[place]?.id !== ids[place];
  const position = Math.min(selection.position ?? usualPosition(props), tokens.length - 1);
  const opposite = useMemo(() => (others ? counterparts(ids, others) : null), [ids, others]);
  const unlike = useMemo(() => (others && opposite ? differences(ids, others, opposite) : null), [ids, others, opposite]);
  const isLong = others !== null && others.length > config.n_ctx;
  const first = unlike?.find((place) => !isHidden(place));
  const refusal = (): string => {
    if (!others) return '';
    if (isLong) return say.patchLong(others.length, config.n_ctx);
    if (first === undefined) return unlike?.length === 0 ? say.patchSame : say.patchHidden;
    if (masked) return (opposite?.[position] ?? -1) < 0 ? say.patchMissing(say.patchAt(position)) : '';
    return first > position ? say.patchLate(position, first) : '';
  };
  const refused = refusal();
  const chosen = site === 'z' && head !== null && head < config.n_heads ? head : null;
  const run = (): void => {
    if (!others) return;
    setBusy('patching');
    void attempt(
      patchMap({ ids: others, site, head: chosen, position, tokens: [] })
        .then((map) => {
          setBusy(map ? null : 'stopped');
          if (map) setFound({ map, text });
        })
        .catch((error: unknown) => {
          setBusy(null);
          throw error;
        }),
    );
  };
  const known = found && found.text === text && found.map.logits.length > 0 ? found.map : null;
  // As the model reads it: with the same places hidden.
  const shownOthers = (read: readonly number[]): number[] => {
    const shown = [...read];
    opposite?.forEach((there, place) => {
      if (there >= 0 && isHidden(place)) shown[there] = tokens[place]?.id ?? 0;
    });
    return shown;
  };
  const marks = new Set(unlike);
  const otherMarks = new Set(others?.keys());
  opposite?.forEach((other, at) => !marks.has(at) && otherMarks.delete(other));
  return (
    <Part title={say.patch} widthPx={widthPx} note={say.patchNote}>
      <div className="lab__texts">
        <Line label={say.firstText} ids={tokens.map(({ id }) => id)} marks={marks} text={text} />
        <label className="lab__second">
          <span className="quiet">{say.secondText}</span>
          <textarea rows={2} value={shown} spellCheck={false} onChange={(event) => second.type(event.target.value)} />
        </label>
        {others && <Line label={say.secondTokens} ids={shownOthers(others)} marks={otherMarks} text={text} />}
      </div>
      <div className="lab__actions">
        <Choice
          label={say.siteChoice}
          options={PATCH_SITES.map((value) => ({ value, name: say.sites[value] }))}
          value={site}
          onChange={setSite}
        />
        {site === 'z' && (
          <Choice
            label={say.headChoice}
            options={[
              { value: ALL, name: say.allHeads },
              ...Array.from({ length: config.n_heads }, (_, at) => ({ value: String(at), name: say.head(at + 1) })),
            ]}
            value={chosen === null ? ALL : String(chosen)}
            onChange={(value) => setHead(value === ALL ? null : Number(value))}
          />
        )}
        {busy === 'patching' ? (
          <button type="button" className="button" onClick={() => void attempt(stopPatching())}>
            {say.stop}
          </button>
        ) : (
          <button type="button" className="button" disabled={!others || refused !== ''} onClick={run}>
            {say.patchRun}
          </button>
        )}
        {second.isOwn && (
          <button type="button" className="button" onClick={() => second.type(null)}>
            {say.patchExample}
          </button>
        )}
        <span className="quiet" aria-live="polite">
          {busy === 'patching' ? say.patching : busy === 'stopped' ? say.patchStopped : ''}
        </span>
      </div>
      <p className="quiet lab__why">
        {refused || (masked ? say.patchReadsMasked(position) : say.patchReads(position, tokenName(tokens, position)))}
      </p>
      {known && <PatchResult {...props} map={known} />}
    </Part>
  );
}

type LineProps = Pick<PanelProps, 'text'> & { label: string; ids: readonly number[]; marks: ReadonlySet<number> };

/** A text as its tokens, those marked that are not the same in the other. */
function Line({ label, ids, marks, text }: LineProps) {
  const vocabulary = text?.vocabulary ?? [];
  // While another vocabulary is on its way the ids may be of the one before.
  const whole = ids.every((id) => id < vocabulary.length) ? textOfPieces(vocabulary, ids) : ids.join(' ');
  return (
    <div className="lab__line">
      <span className="quiet">{label}</span>
      <p dir="auto">
        <span className="unseen">{whole}</span>
        <span aria-hidden="true">
          {ids.map((id, at) => (
            <span key={at} className={marks.has(at) ? 'lab__piece lab__piece--unlike' : 'lab__piece'}>
              <TokenLabel piece={pieceOf(text, id)} />
            </span>
          ))}
        </span>
      </p>
    </div>
  );
}
