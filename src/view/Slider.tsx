import * as Radix from '@radix-ui/react-slider';
import { useRef, useState } from 'react';
import './Slider.css';

export type SliderProps = {
  label: string;
  /** Values on offer, ascending; the thumb stands on one of them. */
  stops: readonly number[];
  value: number;
  format: (value: number) => string;
  /** The value under a moving thumb. */
  onMove?: (value: number) => void;
  /** The value when the thumb is let go, or after a key. */
  onCommit: (value: number) => void;
  /** Id of the sentence that explains it. */
  describedBy?: string;
};

function nearest(stops: readonly number[], value: number): number {
  let best = 0;
  for (let i = 1; i < stops.length; i++) {
    if (Math.abs((stops[i] ?? 0) - value) < Math.abs((stops[best] ?? 0) - value)) best = i;
  }
  return best;
}

/** A slider over given values: it can only stand where a value is possible. The number stands beside it. */
export function Slider({ label, stops, value, format, onMove, onCommit, describedBy }: SliderProps) {
  // While a pointer holds the thumb, the thumb shows what the hand chose; otherwise always the value as it is.
  const [held, setHeld] = useState<number | null>(null);
  const pressed = useRef(false);
  const at = held ?? nearest(stops, value);
  const shown = held === null ? value : (stops[held] ?? value);
  const commit = (index: number): void => {
    const chosen = stops[index];
    if (chosen !== undefined) onCommit(chosen);
  };
  return (
    <>
      <Radix.Root
        className="slider"
        min={0}
        max={Math.max(1, stops.length - 1)}
        value={[at]}
        disabled={stops.length < 2}
        onPointerDown={() => {
          pressed.current = true;
        }}
        onLostPointerCapture={() => {
          pressed.current = false;
          setHeld(null);
          if (held !== null) commit(held);
        }}
        onValueChange={([index = 0]) => {
          if (!pressed.current) return;
          setHeld(index);
          const moved = stops[index];
          if (moved !== undefined) onMove?.(moved);
        }}
        onValueCommit={([index = 0]) => {
          if (!pressed.current) commit(index);
        }}
      >
        <Radix.Track className="slider__track">
          <Radix.Range className="slider__range" />
        </Radix.Track>
        <Radix.Thumb className="slider__thumb" aria-label={label} aria-valuetext={format(shown)} aria-describedby={describedBy} />
      </Radix.Root>
      <output className="slider__value">{format(shown)}</output>
    </>
  );
}
