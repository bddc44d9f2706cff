import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { TERMS } from '#lexicon/terms.ts';
import type { TermId } from '#lexicon/terms.ts';
import type { Language } from '#lexicon/words/load.ts';
import { selectLanguage } from '#state/selectors.ts';
import { useStore } from '#state/store.ts';
import './Term.css';

type TermProps = { id: TermId; sentence: string; children: ReactNode };

/** From the pointer's coming to the tip's, so that a passing pointer opens none. */
const DELAY_MS = 160;
const GAP_PX = 6;

/** A term in both languages, the page's first. */
export function namesOf(id: TermId, language: Language): { own: string; other: string; otherLang: string } {
  const { en, zh } = TERMS[id];
  return language === 'zh' ? { own: zh, other: en, otherLang: 'en' } : { own: en, other: zh, otherLang: 'zh-CN' };
}

/** A term of the glossary in running text: pointing at it, focus or a tap shows it in both languages, with its sentence. */
export function Term({ id, sentence, children }: TermProps) {
  const language = useStore(selectLanguage);
  const [open, setOpen] = useState(false);
  const word = useRef<HTMLSpanElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tipId = useId();

  useLayoutEffect(() => {
    const [at, box] = [word.current?.getClientRects()[0], tip.current];
    if (!open || !at || !box) return;
    const { width, height } = box.getBoundingClientRect();
    const below = at.bottom + GAP_PX;
    box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
    box.style.top = `${below + height <= innerHeight - 8 ? below : Math.max(8, at.top - height - GAP_PX)}px`;
  }, [open]);

  const after = (wanted: boolean): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(wanted), DELAY_MS);
  };
  const now = (wanted: boolean): void => {
    clearTimeout(timer.current);
    setOpen(wanted);
  };
  const { own, other, otherLang } = namesOf(id, language);
  return (
    <>
      <span
        ref={word}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a button does not break over lines, a sentence does
        role="button"
        tabIndex={0}
        className="term"
        data-term={id}
        aria-describedby={open ? tipId : undefined}
        onPointerEnter={(event) => event.pointerType !== 'touch' && after(true)}
        onPointerLeave={(event) => event.pointerType !== 'touch' && after(false)}
        onFocus={() => now(true)}
        onBlur={() => now(false)}
        onClick={() => now(true)}
        onKeyDown={(event) => {
          const opens = event.key === 'Enter' || event.key === ' ';
          if (!opens && (event.key !== 'Escape' || !open)) return;
          event.stopPropagation();
          event.preventDefault();
          now(opens);
        }}
      >
        {children}
      </span>
      {open &&
        createPortal(
          <span ref={tip} id={tipId} className="term__tip" role="tooltip">
            <strong>
              {own}
              {own !== other && (
                <span className="term__other" lang={otherLang}>
                  {other}
                </span>
              )}
            </strong>
            {sentence}
          </span>,
          document.body,
        )}
    </>
  );
}
