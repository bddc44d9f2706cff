import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import './Menu.css';

export type MenuItem = { key: string; label: ReactNode; checked?: boolean; onChoose: () => void };
export type MenuProps = {
  /** Name of the button and of its menu. */
  label: string;
  button: ReactNode;
  items: readonly MenuItem[];
  /** Sentences under the items. */
  note?: ReactNode;
  align?: 'left' | 'right';
  className?: string;
};

/** Whether an edge of a sheet is seen: neither outside of what scrolls nor under a bar. */
function shows(sheet: HTMLElement, edge: 'top' | 'bottom'): boolean {
  const { left, width, top, bottom } = sheet.getBoundingClientRect();
  return sheet.contains(document.elementFromPoint(left + width / 2, edge === 'top' ? top + 2 : bottom - 2));
}

/** A button that opens a menu, below it or, where that has no room, above. Arrow keys move, Enter chooses, Escape or a click elsewhere closes. */
export function Menu({ label, button, items, note, align = 'left', className = 'badge' }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const id = useId();
  const entries = (): HTMLElement[] => Array.from(root.current?.querySelectorAll<HTMLElement>('[data-entry]') ?? []);

  useLayoutEffect(() => {
    const element = sheet.current;
    if (!element || shows(element, 'bottom')) return;
    element.classList.add('menu__sheet--above');
    if (shows(element, 'top')) return;
    element.classList.remove('menu__sheet--above');
    element.scrollIntoView({ block: 'nearest' });
  }, [open]);
  useEffect(() => {
    if (!open) return;
    (root.current?.querySelector<HTMLElement>('[aria-checked=true]') ?? entries()[0])?.focus();
    const closeOutside = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [open]);

  const close = (): void => {
    setOpen(false);
    trigger.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open) return;
    const all = entries();
    const at = all.findIndex((entry) => entry === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all[(to + all.length) % all.length]?.focus();
    else if (event.key === 'Escape') close();
    else if (event.key === 'Tab') setOpen(false);
    if (to === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="menu" ref={root} onKeyDown={onKeyDown} role="presentation">
      <button
        ref={trigger}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div ref={sheet} className={`menu__sheet menu__sheet--${align}`}>
          <div role="menu" id={id} aria-label={label}>
            {items.map((item) => (
              <button
                key={item.key}
                type="button"
                data-entry=""
                tabIndex={-1}
                className="menu__item"
                {...(item.checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': item.checked })}
                onClick={() => {
                  close();
                  item.onChoose();
                }}
              >
                {item.checked !== undefined && <span className="menu__mark">{item.checked ? '•' : ''}</span>}
                {item.label}
              </button>
            ))}
          </div>
          {note !== undefined && <div className="menu__note">{note}</div>}
        </div>
      )}
    </div>
  );
}
