import { memo, useLayoutEffect, useRef } from 'react';
import type { Words } from '#lexicon/words/en.ts';
import './Legend.css';
import { lutOf, scaleEnd } from './scale.ts';
import type { ColourScale } from './scale.ts';
import { useScaling, useShownScale } from './scaling.ts';
import { usePalette } from './usePalette.ts';

/** The end of a scale as it is written beside its colour bar. */
function endText(value: number): string {
  if (value === Math.PI) return 'π';
  return value >= 1e4 || value < 1e-3 ? value.toExponential(0).replace('-', '−') : String(value);
}

/**
 * The colour bar of a scale, its ends in numbers, whether it follows the data and whose it is; buttons where a person can
 * change that.
 */
export const Legend = memo(function Legend({
  scale: given,
  words,
  onToggle,
}: {
  scale: ColourScale;
  words: Words;
  onToggle?: () => void;
}) {
  const scale = useShownScale(given);
  const { shared, onAuto, onShared } = useScaling();
  const chosen = scale.auto || scale.held === true;
  const toggle = onToggle ?? (chosen ? onAuto : null);
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
      {toggle ? (
        <button type="button" aria-pressed={scale.auto} title={words.view.scaleToggle} onClick={toggle}>
          {says}
        </button>
      ) : (
        <span className="legend__mode">{says}</span>
      )}
      {onShared && chosen && (
        <button type="button" aria-pressed={shared !== null} title={words.view.scaleShare} onClick={onShared}>
          {shared === null ? words.view.scaleOwn : words.view.scaleShared}
        </button>
      )}
    </div>
  );
});
