import { useCallback, useEffect, useRef, useState } from 'react';

/** So long a layer must stay selected elsewhere before its block opens here: a passing pointer opens nothing. */
const STAYS_MS = 700;

type OpenBlock = {
  open: number | null;
  setOpen: (layer: number | null) => void;
  /** Tells that a layer is selected from here, and is not to be followed. */
  keep: (layer: number) => void;
};

/** The block that is open: the one opened here, until another layer is selected in another picture. Whoever seeks the blocks finds one open. */
export function useOpenBlock(selected: number, layers: number, sought: number): OpenBlock {
  const [open, setOpen] = useState<number | null>(selected);
  const followed = useRef(selected);
  const keep = useCallback((layer: number) => {
    followed.current = layer;
  }, []);
  const [found, setFound] = useState(sought);
  if (found !== sought) {
    setFound(sought);
    if (sought > 0 && open === null) setOpen(selected);
  }
  useEffect(() => {
    if (followed.current === selected) return undefined;
    const timer = setTimeout(() => {
      followed.current = selected;
      setOpen((before) => (before === null ? null : selected));
    }, STAYS_MS);
    return () => clearTimeout(timer);
  }, [selected]);
  return { open: open === null ? null : Math.min(open, layers - 1), setOpen, keep };
}
