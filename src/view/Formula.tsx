import { useEffect, useMemo, useState } from 'react';
import './Formula.css';

type Typeset = (tex: string) => string;

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
  const markup = useMemo(() => typeset?.(tex), [typeset, tex]);
  if (markup === undefined) return <div className="formula" />;
  // KaTeX's own markup of numbers and names that we compose; nothing that people typed is in it.
  return <div className="formula" dangerouslySetInnerHTML={{ __html: markup }} />;
}
