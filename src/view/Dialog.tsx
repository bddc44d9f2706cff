import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import './Dialog.css';

export type DialogProps = {
  title: string;
  /** Name of the button that closes it. */
  close: string;
  onClose: () => void;
  /** Beside the title. */
  aside?: ReactNode;
  wide?: boolean;
  children: ReactNode;
};

/** The second press of a double click on what opened a sheet comes sooner than this, and is not meant for it. */
const DOUBLE_MS = 500;

/** A sheet over the page that holds the focus until it is closed: by its button, Escape or a click beside it. */
export function Dialog({ title, close, onClose, aside, wide = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const opened = useRef(0);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    opened.current = performance.now();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // The click beside it is for the mouse alone; the keyboard has Escape.
    <dialog
      ref={dialog}
      className={wide ? 'dialog dialog--wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget && event.timeStamp - opened.current > DOUBLE_MS) onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className="dialog__sheet">
        <div className="dialog__head">
          <h2 className="dialog__title" id={id}>
            {title}
          </h2>
          {aside}
          <button type="button" className="button button--icon button--bare" aria-label={close} title={close} onClick={onClose}>
            <Icon name="close" sizePx={15} />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
