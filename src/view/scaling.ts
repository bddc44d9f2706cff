import { createContext, useContext, useEffect, useId, useMemo, useSyncExternalStore } from 'react';
import type { ColourScale } from './colourScale.ts';

/** What can have a scale in common. */
type Kind = ColourScale['kind'] | 'shares';
const KINDS = ['diverging', 'sequential', 'shares'] as const satisfies readonly Kind[];
const kindOf = (scale: ColourScale): Kind => (scale.kind === 'sequential' && scale.shares ? 'shares' : scale.kind);
const nothing = (): void => undefined;
const silent = (): (() => void) => nothing;

/** The ends of the scales of several pictures, of which each takes the largest of its kind. */
export class SharedEnds {
  private readonly told = new Map<string, { kind: Kind; end: number }>();
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The largest end that any picture has told for a kind; 0 where none has. */
  end(kind: Kind): number {
    return Math.max(0, ...Array.from(this.told.values(), (each) => (each.kind === kind ? each.end : 0)));
  }

  /** One picture's own end; undefined takes it away. */
  tell(picture: string, kind: Kind, end: number | undefined): void {
    if (end === undefined) this.told.delete(picture);
    else this.told.set(picture, { kind, end });
    for (const listener of this.listeners) listener();
  }
}

/** How the pictures of a panel choose their colour scales. */
export type Scaling = {
  /** What is drawn are differences: every scale has a sign. */
  signed: boolean;
  /** Scales follow the data; otherwise they stand where they were. */
  auto: boolean;
  /** The scale is shared with others; null: each picture has its own. */
  shared: SharedEnds | null;
  /** Changes from one to the other; null where a person cannot. */
  onAuto: (() => void) | null;
  onShared: (() => void) | null;
};

/** What a picture does that nobody told otherwise: its own automatic scale. */
const USUAL: Scaling = { signed: false, auto: true, shared: null, onAuto: null, onShared: null };

/** Set by whoever frames a panel, read by scales and legends. */
export const ScalingContext = createContext<Scaling>(USUAL);

export const useScaling = (): Scaling => useContext(ScalingContext);

/** The same scale with another end. */
export function withEnd(scale: ColourScale, end: number): ColourScale {
  return scale.kind === 'diverging' ? { ...scale, limit: end } : { ...scale, max: end };
}

/** A picture's own scale, or the one that it shares with others. */
export function useShared(own: ColourScale): ColourScale {
  const { shared } = useScaling();
  const picture = useId();
  const kind = kindOf(own);
  const end = own.kind === 'diverging' ? own.limit : own.max;
  useEffect(() => {
    shared?.tell(picture, kind, end);
    return () => shared?.tell(picture, kind, undefined);
  }, [shared, picture, kind, end]);
  const common = useSyncExternalStore(shared?.subscribe ?? silent, () => shared?.end(kind) ?? 0);
  return useMemo(() => (common > 0 ? withEnd(own, common) : own), [own, common]);
}

/** A scale as it is drawn: with a sign where differences are shown. */
export function useShownScale(scale: ColourScale): ColourScale {
  const { signed } = useScaling();
  return useMemo(
    () => (signed && scale.kind === 'sequential' ? { ...scale, kind: 'diverging', limit: scale.max } : scale),
    [signed, scale],
  );
}

const endOf = (scale: ColourScale): number => (scale.kind === 'diverging' ? scale.limit : scale.max);

/** The same for a picture with several scales by name; the same object as long as no end changes. */
export function useAllShared<Name extends string>(own: Partial<Record<Name, ColourScale>>): Partial<Record<Name, ColourScale>> {
  const { shared } = useScaling();
  const picture = useId();
  useEffect(() => {
    const named = Object.entries<ColourScale | undefined>(own);
    for (const [name, scale] of named) if (scale) shared?.tell(`${picture} ${name}`, kindOf(scale), endOf(scale));
    return () => {
      for (const [name, scale] of named) if (scale) shared?.tell(`${picture} ${name}`, kindOf(scale), undefined);
    };
  }, [shared, picture, own]);
  const subscribe = shared?.subscribe ?? silent;
  const common = useSyncExternalStore(subscribe, () => KINDS.map((kind) => shared?.end(kind) ?? 0).join(' '));
  return useMemo(() => {
    const ends = common.split(' ').map(Number);
    if (ends.every((end) => end === 0)) return own;
    const shown = Object.entries<ColourScale | undefined>(own).map(([name, scale]) => {
      const end = scale ? (ends[KINDS.indexOf(kindOf(scale))] ?? 0) : 0;
      return [name, scale && end > 0 ? withEnd(scale, end) : scale];
    });
    return Object.fromEntries(shown) as Partial<Record<Name, ColourScale>>;
  }, [own, common]);
}
