import { memo, useLayoutEffect, useRef } from 'react';
import type { Words } from '#lexicon/words/en.ts';
import './Legend.css';
import { lutOf, scaleEnd } from './scale.ts';
import type { ColourScale } from './scale.ts';
import { usePalette } from './usePalette.ts';

/** The end of a scale as it is written beside its colour bar. */
function endText(value: number): string {
  if (value === Math.PI) return 'π';
  return value >= 1e4 || value < 1e-3 ? value.toExponential(0) : String(value);
}

/** The colour bar of a scale, its ends in numbers, and whether it follows the data; a button when it can be toggled. */
export const Legend = memo(function Legend({
  scale,
  words,
  onToggle,
}: {
  scale: ColourScale;
  words: Words;
  onToggle?: () => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const lut = lutOf(scale, usePalette());
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(new Uint8ClampedArray(lut.slice().buffer), lut.length, 1), 0, 0);
  }, [lut]);
  const end = endText(scaleEnd(scale));
  const says = scale.auto ? words.view.scaleAuto : words.view.scaleFixed;
  return (
    <div className="legend">
      <span>{scale.kind === 'diverging' ? `−${end}` : '0'}</span>
      <canvas ref={canvas} width={lut.length} height={1} aria-hidden="true" />
      <span>{scale.kind === 'diverging' ? `+${end}` : end}</span>
      {onToggle ? (
        <button type="button" aria-pressed={scale.auto} onClick={onToggle}>
          {says}
        </button>
      ) : (
        <span className="legend__mode">{says}</span>
      )}
    </div>
  );
});
