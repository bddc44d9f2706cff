import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import './Formula.css';

type Typeset = (tex: string, into: HTMLElement) => void;

let loaded: Typeset | null = null;
let loading: Promise<Typeset> | null = null;

/** Fetches the typesetter and its fonts from the app itself, once; a page that shows no formula never pays for it. */
export async function loadTypesetter(): Promise<Typeset> {
  loading ??= import('./typeset.ts').then(({ typeset }) => typeset);
  try {
    loaded = await loading;
    return loaded;
  } catch (error) {
    loading = null;
    throw error;
  }
}

/** The typesetter when it is there; null for the moment it takes, and where it cannot be loaded. */
function useTypesetter(): Typeset | null {
  const [typeset, setTypeset] = useState(() => loaded);
  useEffect(() => {
    if (typeset !== null) return;
    let wanted = true;
    loadTypesetter().then(
      (there) => wanted && setTypeset(() => there),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [typeset]);
  return typeset;
}

/** A formula in TeX, set within the line so that it may break in a narrow column. */
export function Formula({ tex }: { tex: string }) {
  const typeset = useTypesetter();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current) typeset?.(tex, box.current);
  }, [typeset, tex]);
  return <div ref={box} className="formula" />;
}
