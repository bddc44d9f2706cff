import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { axesOf, gradientOf, ungraded } from '#lexicon/axes.ts';
import type { RunConfig } from '#lexicon/config.ts';
import { explain } from '#lexicon/explain.ts';
import type { ElementRef } from '#lexicon/expression.ts';
import { shapeOf } from '#lexicon/graph.ts';
import { onwardOf } from '#lexicon/onward.ts';
import { Segments } from '#view/Choice.tsx';
import { formatNumber } from '#view/format.ts';
import { Icon } from '#view/Icon.tsx';
import type { PanelProps } from '../contract.ts';
import { Derivation } from './Derivation.tsx';
import { Places } from './Places.tsx';
import { WeightSheet } from './WeightSheet.tsx';
import { exactNumber } from './exactNumber.ts';
import { arrayName, codeOf, placeNames, selectionOf } from './naming.ts';
import type { Naming } from './naming.ts';
import { isWeight, numberAt, worksheetNames } from './reads.ts';
import { PreviewContext } from './preview.ts';
import { useTrail } from './trail.ts';
import type { Moments } from './update.ts';
import type { SheetWords } from './words.ts';
import './Worksheet.css';

export type WorksheetProps = Pick<
  PanelProps,
  'read' | 'version' | 'tokens' | 'targets' | 'config' | 'text' | 'selection' | 'select' | 'hover' | 'widthPx'
> & {
  cell: ElementRef;
  words: SheetWords;
  /** What the optimizer remembers of this element, where it is a weight; see `WeightSheet`. */
  moments: Moments | null | undefined;
  /** Sentences that say why what is recomputed may differ from the engine. */
  caveats: readonly string[];
  /** Whether the newest step is shown. */
  live: boolean;
  /** Makes `value` the selected weight's. */
  onWrite: (value: number) => void;
  onClose: () => void;
};

/** Whether the present model and text have this element. */
function exists(config: RunConfig, tokens: number, { name, index }: ElementRef): boolean {
  const axes = axesOf(config, name);
  if (axes === null) return false;
  const shape = shapeOf(axes, config, tokens);
  return shape.length === index.length && shape.every((length, axis) => (index[axis] ?? -1) >= 0 && (index[axis] ?? -1) < length);
}

/** Alt with an arrow walks the trail, as in a browser's own history. */
function onTrailKey(event: KeyboardEvent, back: (() => void) | null, forward: (() => void) | null): void {
  const move = event.key === 'ArrowLeft' ? back : event.key === 'ArrowRight' ? forward : null;
  if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
  event.preventDefault();
  event.stopPropagation();
  move?.();
}

/** How the selected number came about, and whatever else is known of it; every number in it leads to its own worksheet. */
export function Worksheet(props: WorksheetProps) {
  const { cell, words, config, tokens, text, select, hover, onClose } = props;
  const said = words.worksheet;
  const naming = useMemo((): Naming => ({ words, config, tokens, text }), [words, config, tokens, text]);
  const name = useRef<HTMLParagraphElement>(null);
  const walked = useRef(false);
  const go = (ref: ElementRef): void => {
    walked.current = true;
    hover(null);
    select({ ...selectionOf(config, ref), cell: ref });
  };
  const preview = useCallback(
    (ref: ElementRef | null) => hover(ref && { ...selectionOf(config, ref), cell: ref }),
    [hover, config],
  );
  // The button that was pressed is gone with its worksheet: the reader goes on from the top of the next one.
  useEffect(() => {
    if (walked.current) name.current?.focus();
    walked.current = false;
  }, [cell]);
  const { back, forward } = useTrail(cell, go);
  const { of, gradient } = ungraded(cell.name);
  const there = exists(config, tokens.length, cell);
  return (
    <div className="worksheet" role="presentation" onKeyDown={(event) => onTrailKey(event, back, forward)}>
      <header className="worksheet__head">
        <h2 className="heading">
          {said.heading}
          <span className="worksheet__tools">
            <button
              type="button"
              className="button button--icon button--bare"
              title={`${said.back} (Alt+←)`}
              aria-label={said.back}
              disabled={back === null}
              onClick={() => back?.()}
            >
              <Icon name="back" sizePx={13} />
            </button>
            <button
              type="button"
              className="button button--icon button--bare worksheet__forward"
              title={`${said.forward} (Alt+→)`}
              aria-label={said.forward}
              disabled={forward === null}
              onClick={() => forward?.()}
            >
              <Icon name="back" sizePx={13} />
            </button>
            <button
              type="button"
              className="button button--icon button--bare"
              title={said.close}
              aria-label={said.close}
              onClick={onClose}
            >
              <Icon name="close" sizePx={13} />
            </button>
          </span>
        </h2>
        <p className="worksheet__name" aria-live="polite" tabIndex={-1} ref={name}>
          {arrayName(words, cell.name)}
        </p>
        {there && <p className="quiet">{placeNames(naming, cell).join(' · ')}</p>}
        <code className="worksheet__code">{codeOf(cell)}</code>
        {there && !cell.name.startsWith('probe.') && (
          <Segments
            label={said.side}
            options={[
              { value: 'value', name: said.value },
              { value: 'gradient', name: said.gradient },
            ]}
            value={gradient ? 'gradient' : 'value'}
            onChange={(side) => go({ name: side === 'value' ? of : gradientOf(of), index: cell.index })}
          />
        )}
      </header>
      {there ? (
        <PreviewContext value={preview}>
          <Sheet {...props} naming={naming} go={go} />
        </PreviewContext>
      ) : (
        <p className="quiet">{tokens.length === 0 ? said.reading : said.gone}</p>
      )}
    </div>
  );
}

/** The body of a worksheet whose element exists. */
function Sheet(props: WorksheetProps & { naming: Naming; go: (ref: ElementRef) => void }) {
  const { cell, naming, go, read, version, targets, tokens, config, selection, words, widthPx, moments, caveats, live, onWrite } =
    props;
  const said = words.worksheet;
  const ids = useMemo(() => tokens.map(({ id }) => id), [tokens]);
  const { position, neuron, dimension } = selection;
  const weight = isWeight(config, cell.name);
  const { gradient } = ungraded(cell.name);
  const value = numberAt(read(cell.name), cell.index);
  const expression = useMemo(() => {
    const ready = version >= 0 && worksheetNames(config, cell).every((name) => read(name) !== undefined);
    return ready ? explain(config, cell, { read, ids, targets }) : undefined;
  }, [config, cell, read, ids, targets, version]);
  const onward = useMemo(
    () => onwardOf(config, cell, { ids, position, neuron, dimension }).map((ref) => ({ ref })),
    [config, cell, ids, position, neuron, dimension],
  );
  if (gradient && tokens.length < 2) return <p className="quiet">{said.needsTwo}</p>;
  if (value === undefined) return <p className="quiet worksheet__waiting">{said.reading}</p>;
  const onwardTitle = weight ? said.weight.uses : gradient ? said.sentBack : said.readBy;
  return (
    <>
      <table className="worksheet__table worksheet__table--facts">
        <tbody>
          <tr>
            <th scope="row">{said.engine}</th>
            <td>
              <strong className="worksheet__result">{formatNumber(value)}</strong>
            </td>
          </tr>
          {expression && (
            <>
              <tr>
                <th scope="row">{said.recomputed}</th>
                <td>{exactNumber(expression.value)}</td>
              </tr>
              <tr>
                <th scope="row">{said.difference}</th>
                <td>{differenceOf(value, expression.value)}</td>
              </tr>
            </>
          )}
        </tbody>
      </table>
      {caveats.map((caveat) => (
        <p key={caveat} className="worksheet__caveat">
          {caveat}
        </p>
      ))}
      {gradient && <p className="worksheet__note">{said.gradientMeans}</p>}
      {expression && (
        <Derivation cell={cell} expression={expression} naming={naming} version={version} widthPx={widthPx} go={go} />
      )}
      {expression === null && cell.name === 'probe.loss' && <p className="worksheet__note">{said.notScored}</p>}
      {weight && (
        <WeightSheet
          cell={cell}
          value={value}
          gradient={numberAt(read(gradientOf(cell.name)), cell.index)}
          moments={moments}
          live={live}
          naming={naming}
          go={go}
          onWrite={onWrite}
        />
      )}
      {onward.length > 0 ? (
        <Places title={onwardTitle} places={onward} naming={naming} go={go} />
      ) : (
        <p className="worksheet__note">{weight ? said.weight.unused : cell.name === 'probe.loss' ? said.end : null}</p>
      )}
    </>
  );
}

function differenceOf(a: number, b: number): string {
  return a === b ? '0' : formatNumber(a - b);
}
