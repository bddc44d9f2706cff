import { interpolateLab, rgb } from 'd3';

/** The colours of the value ramps, as the theme names them. */
export type Palette = { neg: string; zero: string; pos: string; p0: string; p1: string };

/** Colours of a ramp as RGBA pixels, ready to be written into an `ImageData`; entry 0 is the low end. */
export type Lut = Uint32Array;

/** Entries of a diverging ramp; odd, so that the middle one is exactly the colour of zero. */
export const DIVERGING_SIZE = 511;
export const SEQUENTIAL_SIZE = 256;

/** What is drawn where no theme is loaded. */
const BARE: Palette = { neg: '#1a7f8e', zero: '#f5f3ee', pos: '#d97a1f', p0: '#faf9f6', p1: '#4a2a86' };

/** The ramp colours that an element inherits from the theme's custom properties `--neg --zero --pos --p0 --p1`. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: keyof Palette): string => style.getPropertyValue(`--${name}`).trim() || BARE[name];
  return { neg: colour('neg'), zero: colour('zero'), pos: colour('pos'), p0: colour('p0'), p1: colour('p1') };
}

/** Negative through a true zero to positive, even to the eye (mixed in CIELAB). One per palette, made once. */
export function diverging(palette: Palette): Lut {
  return remembered(divergingLuts, palette, () => {
    const below = interpolateLab(palette.neg, palette.zero);
    const above = interpolateLab(palette.zero, palette.pos);
    const middle = (DIVERGING_SIZE - 1) / 2;
    return makeLut(DIVERGING_SIZE, (i) => (i <= middle ? below(i / middle) : above(i / middle - 1)));
  });
}

/** From nothing to the most, for probabilities and other amounts that have no sign. */
export function sequential(palette: Palette): Lut {
  return remembered(sequentialLuts, palette, () => {
    const ramp = interpolateLab(palette.p0, palette.p1);
    return makeLut(SEQUENTIAL_SIZE, (i) => ramp(i / (SEQUENTIAL_SIZE - 1)));
  });
}

const divergingLuts = new WeakMap<Palette, Lut>();
const sequentialLuts = new WeakMap<Palette, Lut>();

function remembered(luts: WeakMap<Palette, Lut>, palette: Palette, make: () => Lut): Lut {
  const known = luts.get(palette);
  if (known) return known;
  const lut = make();
  luts.set(palette, lut);
  return lut;
}

function makeLut(size: number, colourAt: (index: number) => string): Lut {
  const bytes = new Uint8ClampedArray(size * 4);
  for (let i = 0; i < size; i++) {
    const { r, g, b } = rgb(colourAt(i));
    bytes.set([r, g, b, 255], i * 4);
  }
  return new Uint32Array(bytes.buffer);
}
