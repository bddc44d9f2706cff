import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');

const THEMES = ['light', 'dark'] as const;

/** The colours of a theme by the names of their custom properties. */
function coloursOf(theme: (typeof THEMES)[number]): Map<string, string> {
  const rows = css.matchAll(/--([\w-]+): var\(--light, (#[0-9a-f]{6})\) var\(--dark, (#[0-9a-f]{6})\);/g);
  return new Map(Array.from(rows, ([, name = '', light = '', dark = '']) => [name, theme === 'light' ? light : dark]));
}

/** What a rule of the stylesheet declares. */
function bodyOf(selector: string): string[] {
  const start = css.indexOf(`${selector} {`) + selector.length + 2;
  return css
    .slice(start, css.indexOf('}', start))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(THEMES)('%s', (theme) => {
  const colours = coloursOf(theme);
  const of = (name: string): string => colours.get(name) ?? 'missing';

  test.each(['ink', 'soft', 'focus', 'q', 'k', 'v', 'attn', 'ffn', 'embed', 'pred'])(
    '%s reaches 4.5 : 1 on paper and card',
    (name) => {
      expect(Math.min(contrast(of(name), of('paper')), contrast(of(name), of('card')))).toBeGreaterThanOrEqual(4.5);
    },
  );
  test('soft reaches 4.5 : 1 under the pointer, warnings on their paper, residual lines 3 : 1', () => {
    expect(contrast(of('soft'), of('hover'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of('warn'), of('warn-paper'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of('resid'), of('card'))).toBeGreaterThanOrEqual(3);
  });
});

test('the system’s dark theme and the chosen one are the same', () => {
  const dark = ['color-scheme: dark;', '--light: ;', '--dark: initial;'];
  expect(bodyOf(":root[data-theme='dark']")).toEqual(dark);
  expect(bodyOf(":root:not([data-theme='light'])")).toEqual(dark);
});
