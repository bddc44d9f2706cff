import type { ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Arcs } from './Arcs.tsx';
import { Bars } from './Bars.tsx';
import { Histogram } from './Histogram.tsx';
import { Legend } from './Legend.tsx';
import { LineChart } from './LineChart.tsx';
import { Matrix } from './Matrix.tsx';
import { Scatter } from './Scatter.tsx';
import { Slider } from './Slider.tsx';
import { TokenAxis } from './TokenAxis.tsx';
import { words } from '#lexicon/words/all.ts';
import './theme.css';

/*
 * What each primitive looks like: a thumbnail of a real screenshot, 12 × 8 cells of 16 levels a channel, in both themes.
 * Whole pictures would differ on every machine with other fonts or another smoothing of edges. Here nothing is written
 * (letters have no size), so that no font moves anything, and an edge that is smoothed otherwise stays within a level.
 */
const GRID = { cols: 12, rows: 8 };
const BOX = { width: 316, height: 168 };
const LEVELS = 16;
const THEMES = ['light', 'dark'] as const;

const WAVE = Float32Array.from({ length: 96 }, (_, i) => Math.sin(i / 5) * 2);
const tokens = [
  { id: 0, text: 'the' },
  // Two pieces of one character.
  { id: 1, text: '', bytes: [0xc3] },
  { id: 2, text: '', bytes: [0xa9] },
  { id: 3, text: ' on' },
];
const none = (): void => undefined;

const PRIMITIVES: Record<string, ReactNode> = {
  Matrix: (
    <Matrix
      data={WAVE}
      rows={8}
      cols={12}
      scale={{ kind: 'diverging', limit: 2, auto: false }}
      widthPx={240}
      heightPx={160}
      label="m"
      describe={String}
      focusCell={{ row: 2, col: 3 }}
      highlightRow={2}
    />
  ),
  'Matrix of weights': (
    <Matrix
      data={WAVE}
      rows={8}
      cols={12}
      scale={{ kind: 'sequential', max: 2, auto: false }}
      widthPx={240}
      heightPx={160}
      rowGapPx={4}
      label="m"
      describe={String}
      texture="weight"
    />
  ),
  Scatter: (
    <Scatter
      points={Float32Array.from({ length: 120 }, (_, i) => Math.sin(i * 1.7) * (i % 7))}
      labels={() => ''}
      describe={String}
      order={Array.from({ length: 60 }, (_, i) => i)}
      marked={[1, 5, 9]}
      emphasis={3}
      widthPx={240}
      heightPx={170}
      label="s"
    />
  ),
  LineChart: (
    <LineChart
      series={[
        { label: 'a', values: [4, 3, 2, 1], role: '--q' },
        { label: 'b', values: [1, 2, 1, 3], role: '--k', dashed: true },
      ]}
      guides={[{ value: 2.5, label: 'g' }]}
      marker={{ x: 2 }}
      widthPx={300}
      heightPx={140}
      label="l"
      xLabel="x"
    />
  ),
  Bars: (
    <Bars
      rows={[3, -2, 1].map((value, key) => ({ key, label: 'x', name: 'x', value, before: value / 2 }))}
      signed
      colour="--attn"
      focus={1}
      label="b"
      onSelect={none}
    />
  ),
  Histogram: (
    <Histogram
      samples={[{ label: 'h', values: WAVE, role: '--q' }]}
      bins={12}
      marker={0}
      widthPx={280}
      heightPx={120}
      label="h"
    />
  ),
  Arcs: (
    <Arcs
      arcs={[0.9, 0.4, 0.2].map((weight, to) => ({ from: 5, to, weight, role: '--attn' }))}
      count={6}
      cellPx={24}
      widthPx={60}
      rowsAre="right"
    />
  ),
  Legend: <Legend scale={{ kind: 'diverging', limit: 1, auto: false }} words={words.en} />,
  TokenAxis: <TokenAxis tokens={tokens} side="left" cellPx={24} sizePx={80} focus={1} label="t" onSelect={none} />,
  Slider: (
    <div style={{ display: 'grid', width: 240 }}>
      <Slider label="s" stops={[0, 1, 2, 3, 4]} value={3} format={String} onCommit={none} />
    </div>
  ),
};

/** Levels by which a channel may be off, on the average of a thumbnail; a single one by 1. */
const MEAN = 0.1;

/** How far two thumbnails are apart, in levels of a channel. */
function apart(a: string, b: string): { most: number; mean: number } {
  if (a.length !== b.length) return { most: Infinity, mean: Infinity };
  const off = Array.from(a, (digit, at) => Math.abs(Number.parseInt(digit, LEVELS) - Number.parseInt(b[at] ?? '', LEVELS)));
  return { most: Math.max(...off), mean: off.reduce((sum, each) => sum + each, 0) / off.length };
}

/** The looks agreed on. */
const KNOWN: Record<(typeof THEMES)[number], Record<string, string>> = {
  light: {
    Matrix:
      'eeeedbeb9ea7d96d95d94d95d96edcffeffeeb8eb9edbedcbcb9aa799588388cddffeffe48948969a8ababccddedcebada7edcffeffed96d83c73d72d83d85ea7ebaeddfeeffeffecdd9bc7ab59a489288388489699dddffeffeabbbcbedcedbeb9ea7d95c83c73edcffeffec95b85b96ca8dcbdddbcc9bb7aadddffeffe7ab59a49a59a6aa8bbaccdddeedfeeffeffe',
    'Matrix of weights':
      'eeeccdbac98b87a76a76a76a87addeffeffea9bbacdcdeeeeeeeeeeeeeeeeeeffeffeffeeeeeeeeeeeeeeeeeeeedecbca9bedeffeffea8b86a76a76a86a97aa9bcbcdddfeeffeffeeeeeeeeeeeeeeeeeeeeeeedeedeeeeffeffedddddddddccdbaca8b87a86a76adddffeffe98b98aa9bbacdcdeeeeeeeeeeeefeeffeffeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeffeffe',
    Scatter:
      'fffffffffffffffffffffffffffffeffeffeffffffffffffffffffffffffffffffffeffefffffffffeeeffffffffffffffffffffeffeffffffffffffeeefffffffffffffffffeffeffffffeefeddeedeeeeeeffffffffeffeffeffffffffffffeeefffffffffffffffffeffeffffffffffffffffeeffffffffffffffeffeffffffffffffffffffffffffffffffffeffe',
    LineChart:
      'eeeeeefeeffeffeffeffeffeffeffeffeffeffeeeeeeeffeffeffeffeeeefeeffeffeffeffeffeeeeeeeeeeffeffeeeefeeffeffeffeffeffeffeffeeeeeeeeeeeeeeeeffefeefeeffeffeeeeeeeeeeeeeeeeddeeeeeeeeeeffeffeffeffefeefeeeeefeeeeeddeeeeffeffeffefeeeeeffeffeffefeeeeeeeefeeeeefeeffeffeffeffeffeffeffeffeffeffeffeffe',
    Bars: 'ffeffeffeffeffeffeeeeccedceeeeffeffeeeeeeeeeeeeeeeeccddcdeeeeeeeeeeeeeeeffeffeffeffeffeffeeeeddeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffe',
    Histogram:
      'eeeffeffeffeffeffeffeffeffeffeffeffeeeeeeeffeffeffeeeeffeffeffedeeeeeffeeeedeeffeffeffeeeeffeffeffeddeeeeffeeeeddeeeeffeffeeeeffeffeffeddeeeeffeeeeddecdecdeddeccecdecdecdecdeeeeffeeeeddeddeddeddeddeddeddeddeddeeeeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffe',
    Arcs: 'ffeedeeeeffeffeffeffeffeffeffeffeffeededdeeeeffeffeffeffeffeffeffeffeffeddeeeeffeffeffeffeffeffeffeffeffeffedceeeeffeffeffeffeffeffeffeffeffeffedcefeeffeffeffeffeffeffeffeffeffeffeddeedeffeffeffeffeffeffeffeffeffeffeffeddeeeeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffe',
    Legend:
      'cddeeeedcfeeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffe',
    TokenAxis:
      'ffeffeffeffeffeffeffeffeffeffeffeffeffeffeffefeeffeffeffeffeffeffeffeffeffeffeffeeeeffeffeffeffeffeffeffeffeffeffeffefeeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffe',
    Slider:
      'eeddddddddddddddddeeeeeefeeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffeffe',
  },
  dark: {
    Matrix:
      '222433653863a74b74c84b74a7432211111175375354333345557758859a5aa23411111149a4aa58a478356344334654865333111111a74c95d95d95c95b859646544331221111112443563784894aa4ab4ab49a489233111111466455333543753964b74c95c95432111111a85b96985765554344345366378233111111378399399389378367355234333222111111',
    'Matrix of weights':
      '22233455666887a98a98b97a87922311111165754633422222222222222222211211111122222222222222222222344565722311111166887a98b98b87a76965744522311211111122222222222222222322322322311211111133333333343455666877987a98b333111111768769667546334223222222222112111111222222222222222222222222223112111111',
    Scatter:
      '122122122122122122122122122111111111122122122122222222122122122112111111122122222222222222122122122112111111122122222222222222222122122112111111122222223333332222222222222112111111122122122222233222122122122112111111122122122222222222122122122112111111122122122122222122122122122112111111',
    LineChart:
      '112112112111111111111111111111111111111112122111111111111112112111111111111111112222122111111112112111111111111111111111122223112122112111222111111111112112112112222223122222222111111111111222212222212112223222111111111111222111111111112222222112223112111111111111111111111111111111111111',
    Bars: '111111111111111111223335334111111111222222222222222445334222222222222222112112112112112112223223112112112112111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111',
    Histogram:
      '122111111111111111111111111111111111122122111111111112111111111223122111122223111111111222111111111223122111122223112111111222111111111223122111122234234234223334234234234234122111122223223223223234223223223223122111111111111111111111111111111111111111111111111111111111111111111111111111',
    Arcs: '111223223111111111111111111111111111223223112111111111111111111111111111334222111111111111111111111111111111334112111111111111111111111111111111334112111111111111111111111111111111324223111111111111111111111111111111111334223111111111111111111111111111111111111111111111111111111111111111',
    Legend:
      '233222432111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111',
    TokenAxis:
      '111111111111111111111111111111111111111111111112111111111111111111111111111111111112111111111111111111111111111111111112111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111',
    Slider:
      '222223223223223223223112112111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111',
  },
};

/** The mean colour of each cell, row by row, a hexadecimal digit a channel. */
async function thumbnailOf(element: Element): Promise<string> {
  const base64 = await page.screenshot({ element, save: false });
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context?.drawImage(image, 0, 0);
  const pixels = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
  const sums = new Float64Array(GRID.cols * GRID.rows * 3);
  const counts = new Float64Array(GRID.cols * GRID.rows);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell = Math.floor((y * GRID.rows) / height) * GRID.cols + Math.floor((x * GRID.cols) / width);
      counts[cell] = (counts[cell] ?? 0) + 1;
      for (let channel = 0; channel < 3; channel++)
        sums[3 * cell + channel] = (sums[3 * cell + channel] ?? 0) + (pixels[4 * (y * width + x) + channel] ?? 0);
    }
  }
  const level = (sum: number, at: number): number => Math.round(((LEVELS - 1) * sum) / (255 * (counts[Math.floor(at / 3)] ?? 1)));
  return Array.from(sums, (sum, at) => level(sum, at).toString(LEVELS)).join('');
}

afterEach(() => {
  delete document.documentElement.dataset['theme'];
});

for (const theme of THEMES) {
  test(`the primitives look as they did in the ${theme} theme`, async () => {
    document.documentElement.dataset['theme'] = theme;
    const seen: Record<string, string> = {};
    for (const [name, primitive] of Object.entries(PRIMITIVES)) {
      const screen = await render(
        <div className="look" style={{ ...BOX, padding: 4, overflow: 'hidden', background: 'var(--paper)' }}>
          <style>{'.look, .look * { font-size: 0 !important; transition: none !important }'}</style>
          {primitive}
        </div>,
      );
      const box = screen.container.querySelector('.look');
      if (box) seen[name] = await thumbnailOf(box);
      await screen.unmount();
    }
    expect(Object.keys(seen)).toEqual(Object.keys(KNOWN[theme]));
    for (const [name, known] of Object.entries(KNOWN[theme])) {
      const { most, mean } = apart(seen[name] ?? '', known);
      // What is printed here is the new look, for whoever changed it on purpose.
      expect({ name, isSame: most <= 1 && mean <= MEAN, look: most <= 1 && mean <= MEAN ? known : seen[name] }).toEqual({
        name,
        isSame: true,
        look: known,
      });
    }
  });
}
