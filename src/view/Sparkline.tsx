import { useMemo } from 'react';

const WIDTH = 96;
const HEIGHT = 24;
const PAD = 2;

/** A curve without axes, in the height of a line of text; its name is read aloud. */
export function Sparkline({ values, label }: { values: ArrayLike<number>; label: string }) {
  const path = useMemo(() => {
    const all = Array.from(values);
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const x = (i: number): number => PAD + (i / Math.max(1, all.length - 1)) * (WIDTH - 2 * PAD);
    const y = (value: number): number => HEIGHT - PAD - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * PAD);
    return all.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  }, [values]);
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path d={path} fill="none" stroke="var(--pred)" strokeWidth="1.3" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}
