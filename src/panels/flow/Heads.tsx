import { memo, useLayoutEffect, useRef } from 'react';
import type { NamedArray } from '#lexicon/array.ts';
import { frameBudget } from '#view/frameBudget.ts';
import { paintMatrix } from '#view/paintMatrix.ts';
import { lutOf } from '#view/scale.ts';
import type { ColourScale } from '#view/scale.ts';
import { usePalette } from '#view/usePalette.ts';
import type { PanelProps } from '../contract.ts';

type HeadsProps = Pick<PanelProps, 'config' | 'select' | 'hover' | 'words'> & {
  layer: number;
  head: number;
  T: number;
  /** [H, T, S], or its gradient. */
  pattern: NamedArray | undefined;
  scale: ColourScale | undefined;
};

const HEAD_PX = { side: 46 };

/** All heads of the open block as small pictures: hovering previews one, a click locks it. */
export function Heads({ config, select, hover, words, layer, head, T, pattern, scale }: HeadsProps) {
  const said = words.panels.flow;
  return (
    <div className="flow__heads" onPointerLeave={() => hover(null)}>
      {Array.from({ length: config.n_heads }, (_, at) => (
        <button
          key={at}
          type="button"
          className="flow__head"
          aria-pressed={at === head}
          aria-label={said.headButton(layer + 1, at + 1)}
          onPointerEnter={(event) => event.pointerType !== 'touch' && hover({ layer, head: at })}
          onFocus={(event) => event.currentTarget.matches(':focus-visible') && hover({ layer, head: at })}
          onBlur={() => hover(null)}
          onClick={() => select({ layer, head: at })}
        >
          <Small
            pattern={pattern?.shape[1] === T ? pattern : undefined}
            head={at}
            T={T}
            scale={scale}
            causal={config.objective === 'causal'}
          />
          {said.head(at + 1)}
        </button>
      ))}
    </div>
  );
}

type SmallProps = Pick<HeadsProps, 'pattern' | 'head' | 'T' | 'scale'> & { causal: boolean };

const Small = memo(function Small({ pattern, head, T, scale, causal }: SmallProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !pattern || !scale || T < 1) return undefined;
    frameBudget.run(element, () => {
      const view = { offset: head * T * T, rows: T, cols: T, rowStride: T, colStride: 1 };
      const pixels = paintMatrix(pattern.data, view, scale, lutOf(scale, palette));
      if (causal) for (let t = 0; t < T; t++) pixels.fill(0, t * T + t + 1, (t + 1) * T);
      context.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), T, T), 0, 0);
    });
    return () => frameBudget.cancel(element);
  }, [pattern, head, T, scale, palette, causal]);
  return <canvas ref={canvas} width={T} height={T} className={T <= HEAD_PX.side ? 'crisp' : ''} aria-hidden="true" />;
});
