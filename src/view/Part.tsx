import type { ReactNode } from 'react';
import './Part.css';

export type PartProps = {
  title: string;
  /** Controls and legends beside the title. */
  aside?: ReactNode;
  /** A sentence under the picture. */
  note?: ReactNode;
  widthPx?: number;
  children: ReactNode;
};

/** A titled piece of a panel. */
export function Part({ title, aside, note, widthPx, children }: PartProps) {
  return (
    <section className="part" style={widthPx === undefined ? undefined : { width: widthPx }}>
      <div className="part__head">
        <h3 className="part__title">{title}</h3>
        {aside}
      </div>
      {children}
      {note !== undefined && <p className="part__note">{note}</p>}
    </section>
  );
}
