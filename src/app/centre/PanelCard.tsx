import { memo, useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { PanelId } from '#lexicon/selection.ts';
import { openPanel } from '#state/actions/look.ts';
import { selectConfig, useWords } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import { Icon } from '#view/Icon.tsx';
import { useWidth } from '#view/useWidth.ts';
import { heightToCome } from './heights.ts';
import { useLoadedPanels } from './loadedPanels.ts';
import { Caption, GuideLink } from '../guide/Guide.tsx';
import { PanelMenu } from '../export/PanelMenu.tsx';
import { PanelBody } from './PanelBody.tsx';

/** So far beyond the edge of the screen a panel already counts as seen, so that it is drawn when it comes. */
const AHEAD = '240px 0px';
/** The strip of the screen that eyes rest on: what lies in it is where one is on the way of the data. */
const BAND = '-30% 0px -65% 0px';

/** A narrower body leaves its caption no room beside the title. */
const NARROW_PX = 480;

type Tell = (id: PanelId, inside: boolean) => void;
type CardProps = {
  id: PanelId;
  wide: boolean;
  onVisible: Tell;
  onBand: Tell;
  onWatch: (id: PanelId, names: readonly string[]) => void;
};

/** Whether an element lies within the screen grown or shrunk by `margin`; also told to whoever counts. */
function useInside(element: RefObject<HTMLElement | null>, id: PanelId, margin: string, tell: Tell): boolean {
  const [inside, setInside] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const now = entries.at(-1)?.isIntersecting ?? false;
        setInside(now);
        tell(id, now);
      },
      { rootMargin: margin },
    );
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      tell(id, false);
    };
  }, [element, id, margin, tell]);
  return inside;
}

/** A panel with its title, its caption, and the button that gives it the full width. */
export const PanelCard = memo(function PanelCard({ id, wide, onVisible, onBand, onWatch }: CardProps) {
  const words = useWords();
  const card = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const visible = useInside(card, id, AHEAD, onVisible);
  useInside(card, id, BAND, onBand);
  const widthPx = useWidth(body);
  const panel = useLoadedPanels().get(id);
  const config = useStore(selectConfig);
  const { title, caption } = { ...words.titles[id], ...panel?.heading?.(words, config) };
  const [drawn, setDrawn] = useState(false);
  const onDrawn = useCallback(() => setDrawn(true), []);
  const own = useRef<readonly string[]>([]);
  const tellNames = useCallback(
    (of: PanelId, names: readonly string[]) => {
      own.current = names;
      onWatch(of, names);
    },
    [onWatch],
  );
  const cardNow = (): HTMLElement | null => card.current;
  const namesNow = (): string[] => {
    const always = panel?.drawsNone ? [] : (panel?.names(useStore.getState().config) ?? []);
    return [...always, ...own.current];
  };
  return (
    <section
      ref={card}
      id={`panel-${id}`}
      tabIndex={-1}
      className={widthPx < NARROW_PX ? 'panel panel--narrow' : 'panel'}
      aria-labelledby={`panel-${id}-title`}
      data-panel={id}
    >
      <header className="panel__head">
        <h2 className="panel__title" id={`panel-${id}-title`}>
          {title}
        </h2>
        <p className="panel__caption">
          <Caption text={caption} />
        </p>
        <GuideLink panel={id} title={title} />
        <div className="panel__tools">
          <PanelMenu id={id} title={title} card={cardNow} names={namesNow} />
          {!wide && (
            <button
              type="button"
              className="button button--icon button--bare"
              aria-label={words.shell.panels.widen(title)}
              title={words.shell.panels.widen(title)}
              onClick={() => openPanel(id)}
            >
              <Icon name="expand" sizePx={15} />
            </button>
          )}
        </div>
      </header>
      <div
        ref={body}
        className={panel ? 'panel__body' : 'panel__body panel__body--coming'}
        style={drawn ? undefined : { minHeight: heightToCome(id, widthPx) }}
      >
        {panel && widthPx > 0 && (
          <PanelBody panel={panel} visible={visible} wide={wide} widthPx={widthPx} onWatch={tellNames} onDrawn={onDrawn} />
        )}
      </div>
    </section>
  );
});
